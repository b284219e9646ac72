package dev.pinwheel.studio.run.bulk;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.pinwheel.model.RunId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs under a heading, one line each with a sentence about it. Invisible without any. */
final class BulkLines extends Div {

  private final H3 title = new H3();
  private final UnorderedList list = new UnorderedList();
  private Map<RunId, String> shown = Map.of();

  BulkLines(String testId) {
    addClassNames("pw-bulk", "pw-stack");
    title.addClassName("pw-subtitle");
    list.addClassName("pw-bulk-lines");
    // It scrolls, so it must be reached by the keyboard.
    list.getElement().setAttribute("tabindex", "0");
    add(title, list);
    setTestId(testId);
    setVisible(false);
  }

  /**
   * @param runs all that there are, in order
   * @param sentences by run; those without one are left out
   */
  void show(String heading, List<BulkRun> runs, Map<RunId, String> sentences) {
    setVisible(!sentences.isEmpty());
    title.setText(heading);
    list.getElement().setAttribute("aria-label", heading);
    if (sentences.equals(shown)) {
      return;
    }
    shown = new LinkedHashMap<>(sentences);
    list.removeAll();
    for (BulkRun run : runs) {
      String sentence = sentences.get(run.run());
      if (sentence != null) {
        list.add(line(run, sentence));
      }
    }
  }

  private static ListItem line(BulkRun run, String sentence) {
    Span id = new Span(run.run().toString());
    id.addClassName("pw-mono");
    Span name = new Span(run.name());
    name.addClassName("pw-truncate");
    name.setTitle(run.name());
    Span about = new Span(sentence);
    about.addClassNames("pw-quiet", "pw-small");
    ListItem line = new ListItem(id, name, about);
    line.addClassName("pw-bulk-line");
    return line;
  }
}
