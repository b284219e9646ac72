package dev.pinwheel.studio.run.panel;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.shared.Tooltip;
import dev.pinwheel.query.step.ExecutionView;
import dev.pinwheel.query.view.ArgumentText;
import dev.pinwheel.query.view.Attempt;
import dev.pinwheel.query.view.MemoPin;
import dev.pinwheel.query.view.PinSentence;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.studio.parts.ArgumentSpan;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.Clipboard;
import dev.pinwheel.studio.parts.StateBadge;
import dev.pinwheel.studio.run.action.RunActions;
import dev.pinwheel.studio.run.action.RunAddress.PanelTab;
import dev.pinwheel.studio.run.drawing.StepLabels;
import dev.pinwheel.studio.theme.StudioIcon;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which step and attempt the panel is about, and what can be done with it. */
final class PanelHeader extends Div {

  private final RunActions actions;
  private final H2 name = new H2();
  private final NativeButton pin = new NativeButton();
  private final Button full;
  private final Span state = new Span();
  private final NativeButton id = new NativeButton();
  private final Span number = new Span();
  private final Span count = new Span();
  private final Span countFrom = new Span();
  private final Span counts = new Span(count, countFrom);
  private final Tooltip numbers = Tooltip.forComponent(counts);
  private final Button earlier;
  private final Button later;
  private final Button rerun;
  private @Nullable ExecutionView shown;

  PanelHeader(RunActions actions) {
    this.actions = actions;
    addClassName("pw-panel-header");
    name.addClassNames("pw-target", "pw-strong", "pw-panel-name");
    name.setTestId("panel-name");
    pin.addClassName("pw-pin");
    pin.setTestId("panel-pin");
    pin.addClickListener(click -> actions.open(actions.address().withTab(PanelTab.MEMO)));
    full = Buttons.icon(StudioIcon.EXPAND, "Expand to the whole page", click -> toggleFull());
    full.setTestId("panel-full");
    Button close =
        Buttons.icon(
            StudioIcon.CLOSE, "Close", click -> actions.open(actions.address().withoutStep()));
    close.setTestId("panel-close");
    Span ends = new Span(full, close);
    ends.addClassNames("pw-end", "pw-panel-ends");
    Div first = new Div(name, pin, ends);
    first.addClassName("pw-row");
    first.getElement().setAttribute("data-nowrap", true);
    first.addClassName("pw-panel-first");

    state.addClassName("pw-row");
    state.setTestId("panel-state");
    id.addClassNames("pw-mono", "pw-quiet", "pw-copy", "pw-end");
    id.setTitle("Copy id");
    id.addClickListener(click -> Clipboard.run(actions.ui(), id.getText()));
    id.setTestId("panel-id");
    Div second = new Div(state, id);
    second.addClassName("pw-row");
    earlier = Buttons.icon(StudioIcon.CHEVRON_LEFT, "Earlier attempt", click -> step(-1));
    later = Buttons.icon(StudioIcon.CHEVRON_RIGHT, "Later attempt", click -> step(1));
    earlier.addThemeVariants(ButtonVariant.SMALL);
    later.addThemeVariants(ButtonVariant.SMALL);
    number.setTestId("panel-attempt");
    Span stepper = new Span(earlier, number, later);
    stepper.addClassName("pw-stepper");
    count.addClassName("pw-explained");
    counts.addClassNames("pw-quiet", "pw-attempt-count");
    counts.getElement().setAttribute("tabindex", "0");
    counts.setTestId("panel-attempts");
    counts.getElement().setAttribute("aria-description", PanelText.ATTEMPT_NUMBERS);

    rerun = Buttons.secondary("Re-run this step…", click -> rerun());
    rerun.setTestId("rerun-step");
    rerun.addClassName("pw-end");
    Div attempts = new Div(stepper, counts, rerun);
    attempts.addClassName("pw-row");
    attempts.getElement().setAttribute("data-nowrap", true);
    add(first, second, attempts);
  }

  void show(ExecutionView execution, boolean whole, ZoneId zone) {
    full.setAriaLabel(whole ? "Show beside the graph" : "Expand to the whole page");
    full.setTooltipText(whole ? "Show beside the graph" : "Expand to the whole page");
    if (execution.equals(shown)) {
      return;
    }
    shown = execution;
    name.removeAll();
    String argumentLine = execution.argumentLine();
    name.setTitle(
        (execution.module() + " / " + execution.target() + " " + ArgumentText.plain(argumentLine))
            .strip());
    Span module = new Span(execution.module() + " / ");
    module.addClassName("pw-module");
    Span target = new Span(execution.target());
    target.addClassName("pw-panel-target");
    name.add(module, target, new ArgumentSpan(argumentLine));
    showPin(execution, zone);
    showState(execution);
    List<Attempt> attempts = execution.attempts();
    int position = position(attempts);
    number.setText("#" + execution.id().attempt());
    count.setText(TextFormat.count(attempts.size(), "attempt"));
    countFrom.setText(" visible from " + actions.viewpoint().name());
    numbers.setText(count.getText() + countFrom.getText() + ". " + PanelText.ATTEMPT_NUMBERS);
    earlier.setEnabled(position > 0);
    later.setEnabled(position >= 0 && position < attempts.size() - 1);
  }

  private void showPin(ExecutionView execution, ZoneId zone) {
    MemoPin memo = execution.memo().pin();
    pin.setVisible(memo != null);
    if (memo == null) {
      return;
    }
    String sentence = PinSentence.of(memo, zone);
    pin.setText(memo.isFilled() ? TextFormat.number(memo.reused()) : "");
    pin.getElement().setAttribute("data-pin", memo.isFilled() ? "reused" : "unused");
    pin.setTitle(sentence);
    pin.setAriaLabel("Memo. " + sentence);
  }

  private void showState(ExecutionView execution) {
    State now = execution.state();
    String took =
        now.isOpen()
            ? ""
            : execution.timing().took().map(time -> " " + TextFormat.duration(time)).orElse("");
    state.removeAll();
    state.add(StateBadge.of(now, StepLabels.capitalised(now) + took, execution.timing()));
    state.add(WorkspaceChip.of(execution.workspace()));
    id.setText(execution.id().toString());
  }

  private int position(List<Attempt> attempts) {
    for (int i = 0; i < attempts.size(); i++) {
      if (shown != null && attempts.get(i).execution().equals(shown.id())) {
        return i;
      }
    }
    return -1;
  }

  private void step(int direction) {
    if (shown != null) {
      int next = position(shown.attempts()) + direction;
      if (next >= 0 && next < shown.attempts().size()) {
        actions.selectAttempt(shown.attempts().get(next));
      }
    }
  }

  private void rerun() {
    if (shown != null) {
      actions.rerun(shown.step());
    }
  }

  private void toggleFull() {
    actions.open(actions.address().withFull(!actions.address().full()));
  }
}
