package dev.pinwheel.studio.run;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.CompareWith;
import dev.pinwheel.query.run.RunHeader;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.Value;
import dev.pinwheel.studio.parts.Announcer;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.StateBadge;
import dev.pinwheel.studio.run.action.RunActions;
import dev.pinwheel.studio.run.compare.CompareChoice;
import dev.pinwheel.studio.run.value.ValueView;
import dev.pinwheel.studio.theme.StudioIcon;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The result or the first error of a run, readable without a click. */
final class RunResultRow extends Div {

  private static final int SHOWN_CHARACTERS = 1_000;

  private final RunActions actions;
  private final Span outcome = new Span();
  private final Span viewedFrom = new Span();
  private final Button compare = Buttons.inline("Compare", click -> compare());
  private RunHeader.@Nullable FirstError shownError;
  private @Nullable Value shownResult;
  private @Nullable RunHeader shown;

  RunResultRow(RunActions actions) {
    this.actions = actions;
    outcome.addClassNames("pw-row", "pw-outcome");
    outcome.setTestId("run-outcome");
    viewedFrom.addClassNames("pw-quiet", "pw-truncate");
    viewedFrom.setTestId("viewed-from");
    compare.setTestId("compare-run");
    Span viewed = new Span(viewedFrom, compare);
    viewed.addClassNames("pw-fact", "pw-end");
    addClassName("pw-run-result");
    add(outcome, viewed);
  }

  private void compare() {
    if (shown != null && shown.submittedIn() != null && !viewedFrom.getText().isEmpty()) {
      actions.open(
          actions
              .address()
              .withoutStep()
              .withCompared(CompareWith.workspace(shown.submittedIn()).toString()));
    } else if (shown != null) {
      CompareChoice.openFirst(actions, shown);
    }
  }

  void show(RunHeader header, WorkspaceName workspace) {
    viewedFrom.setText(RunText.viewedFrom(header, workspace));
    viewedFrom.setTitle(viewedFrom.getText());
    shown = header;
    WorkspaceName submittedIn = header.submittedIn();
    boolean elsewhere = submittedIn != null && !viewedFrom.getText().isEmpty();
    compare.setVisible(header.status() != State.PART);
    compare.setClassName("pw-narrow", !elsewhere);
    compare.setText(elsewhere ? "Compare with " + submittedIn : "Compare…");
    if (!Objects.equals(header.firstError(), shownError)
        || !Objects.equals(header.result(), shownResult)) {
      shownError = header.firstError();
      shownResult = header.result();
      outcome.removeAll();
      if (shownError != null && !header.status().isOpen() && shownResult == null) {
        showError(shownError);
      } else if (shownResult != null) {
        showResult(header, shownResult);
      } else if (shownError != null) {
        showError(shownError);
      }
    }
    setVisible(outcome.getChildren().findAny().isPresent() || !viewedFrom.getText().isEmpty());
  }

  private void showError(RunHeader.FirstError error) {
    StateBadge sentence = new StateBadge(error.state(), RunText.firstError(error));
    sentence.addClassName("pw-wrap");
    sentence.setTitle(RunText.firstError(error));
    sentence.setTestId("first-error");
    Button show = Buttons.inline("Show step", click -> actions.select(error.step()));
    show.setAriaLabel("Show step " + error.target());
    Button rerun =
        Buttons.inline(RunText.rerun(error.target()), click -> actions.rerun(error.step()));
    rerun.setAriaLabel("Re-run " + error.target() + "…");
    outcome.add(sentence, show, rerun);
  }

  private void showResult(RunHeader header, Value result) {
    Span label = new Span("Result");
    label.addClassName("pw-quiet");
    outcome.add(label);
    Json json = result.json();
    String text = json == null ? "" : json.toString();
    if (json == null || text.length() > SHOWN_CHARACTERS) {
      Span size = new Span(ValueView.sizeInWords(result.size()));
      size.addClassName("pw-mono");
      Button show =
          Buttons.inline("Show result", click -> actions.select(new StepId(header.run(), 1)));
      outcome.add(size, show);
      return;
    }
    Span value = new Span(text);
    value.addClassNames("pw-mono", "pw-truncate");
    value.setTestId("run-result");
    value.setTitle(text);
    Button copy = Buttons.icon(StudioIcon.COPY, "Copy the result as JSON", click -> copy(text));
    copy.addThemeVariants(ButtonVariant.SMALL);
    outcome.add(value, copy);
  }

  private static void copy(String text) {
    UI ui = UI.getCurrent();
    ui.getPage()
        .executeJs("return navigator.clipboard.writeText($0)", text)
        .then(
            done -> Announcer.say(ui, "Copied"),
            error -> Announcer.say(ui, "The browser denied access to the clipboard"));
  }
}
