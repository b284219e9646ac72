package dev.pinwheel.studio.runs;

import com.vaadin.flow.component.html.Paragraph;
import java.util.Optional;

/** What has to be said about what the list was asked for; invisible while there is nothing. */
final class RunListNote extends Paragraph {

  private static final String STALE =
      "Stale runs are marked among the rows that are loaded. Staleness is not computed for running or very large runs.";

  RunListNote() {
    addClassNames("pw-list-note", "pw-small");
    getElement().setAttribute("role", "status");
    setTestId("list-note");
    setVisible(false);
  }

  /**
   * @param problem what is wrong with the time that was asked for
   */
  void show(RunQuery query, Optional<String> problem) {
    setText(problem.orElse(query.status() == StatusChoice.STALE ? STALE : ""));
    setVisible(!getText().isEmpty());
  }
}
