package dev.pinwheel.studio.run;

import com.vaadin.flow.component.HasEnabled;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.ContextMenu;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.shared.Tooltip;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.RunHeader;
import dev.pinwheel.query.view.State;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.theme.StudioIcon;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The first rows of a run page: which run, how it ended, and what can be done with all of it. */
final class RunHeaderBar extends Div {

  private final RunActions actions;
  private final H1 title = new H1();
  private final Span status = new Span();
  private final Span id = new Span();
  private final Button cancel = Buttons.secondary("Cancel", click -> cancel());
  private final List<HasEnabled> wholeReruns = new ArrayList<>();
  private final Span elsewhere = new Span();
  private final Span cancelPlace = new Span(cancel);
  private final Tooltip whyNotCancel = Tooltip.forComponent(cancelPlace);
  private final RunSummaryRow summary;
  private final RunResultRow result;
  private @Nullable RunHeader shown;

  RunHeaderBar(RunActions actions) {
    this.actions = actions;
    this.summary = new RunSummaryRow(actions);
    this.result = new RunResultRow(actions);
    addClassName("pw-run-header");
    setTestId("run-header");
    title.addClassName("pw-title");
    status.setTestId("run-status");
    id.addClassNames("pw-mono", "pw-quiet");
    id.setTestId("run-id");
    cancel.setTestId("cancel-run");
    elsewhere.addClassNames("pw-quiet", "pw-small");
    elsewhere.setTestId("why-not-cancel");
    Div buttons = new Div(elsewhere, cancelPlace);
    addRerun(buttons);
    buttons.addClassNames("pw-run-buttons");
    Div first = new Div(title, status, id);
    first.addClassName("pw-run-title");
    add(first, buttons, summary, result);
  }

  void show(RunModel model, RunModel.Visible visible) {
    RunHeader header = visible.tree().header();
    if (!header.equals(shown)) {
      shown = header;
      title.removeAll();
      Span module = new Span(header.module() + " / ");
      module.addClassName("pw-quiet");
      title.add(module, new Span(header.workflow()));
      title.setTitle(header.module() + " / " + header.workflow());
      showStatus(header);
      id.setText(header.run().toString());
      boolean whole = header.status() != State.PART;
      wholeReruns.forEach(rerun -> rerun.setEnabled(whole));
      Optional<String> reason = RunText.whyNotCancel(header);
      cancel.setEnabled(reason.isEmpty());
      whyNotCancel.setText(reason.orElse(null));
      elsewhere.setText(header.openIn().isEmpty() ? "" : reason.orElse(""));
      elsewhere.setVisible(!elsewhere.getText().isEmpty());
    }
    summary.show(visible.tree(), model.request().earlierSteps(), model.request().zone());
    result.show(header, model.request().viewpoint().name());
  }

  private void showStatus(RunHeader header) {
    status.removeAll();
    status.add(new StateBadge(header.status(), RunText.status(header)));
  }

  private void cancel() {
    if (shown != null) {
      actions.cancel(shown.run());
    }
  }

  /** Re-running the whole run, and behind the arrow what "re-run" means elsewhere. */
  private void addRerun(Div buttons) {
    Button whole = Buttons.secondary("Re-run whole run…", click -> rerunWhole());
    whole.setTestId("rerun-run");
    whole.setTooltipText("A new attempt of step 1 in this run; memoized steps are reused.");
    Button more = new Button(StudioIcon.CHEVRON_DOWN.create());
    more.addThemeVariants(ButtonVariant.LUMO_ICON);
    more.setAriaLabel("More ways to re-run");
    more.setTestId("rerun-more");
    more.getElement().setAttribute("aria-haspopup", "menu");
    ContextMenu menu = new ContextMenu(more);
    menu.setOpenOnClick(true);
    MenuItem wholeItem =
        menu.addItem(
            choice("Re-run whole run…", "a new attempt in this run; memoized steps are reused"),
            click -> rerunWhole());
    wholeReruns.addAll(List.of(whole, wholeItem));
    menu.addItem(
            choice("Start a new run…", "same arguments, new run; nothing memoized is carried over"),
            click -> startNewRun())
        .setId("start-new-run");
    Span split = new Span(whole, more);
    split.addClassName("pw-split-button");
    buttons.add(split, menu);
  }

  private static Div choice(String title, String explanation) {
    Span what = new Span(title);
    what.addClassName("pw-strong");
    Span why = new Span(explanation);
    why.addClassNames("pw-small", "pw-quiet");
    Div choice = new Div(what, why);
    choice.addClassName("pw-choice");
    return choice;
  }

  private void rerunWhole() {
    if (shown != null) {
      actions.rerun(new StepId(shown.run(), 1));
    }
  }

  private void startNewRun() {
    if (shown != null) {
      actions.startNewRun(shown);
    }
  }
}
