package dev.pinwheel.studio.run.steps;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.run.action.RunAddress;
import dev.pinwheel.studio.run.drawing.StepOrder;
import dev.pinwheel.studio.theme.StudioIcon;
import java.util.function.Consumer;

/** Above the steps, as above the graph: find, only failed, hide done. */
final class StepToolbar extends Div {

  private final TextField find = new TextField();
  private final NativeButton onlyFailed = new NativeButton("Only failed");
  private final NativeButton hideDone = new NativeButton("Hide done");
  private final Span count = new Span();
  private final Button callOrder;
  private RunAddress.Steps shown = RunAddress.Steps.ALL;

  /**
   * @param changed called with what is asked for now
   */
  StepToolbar(Consumer<RunAddress.Steps> changed) {
    addClassName("pw-toolbar");
    getElement().setAttribute("role", "toolbar");
    getElement().setAttribute("aria-label", "Find and filter");
    find.setPlaceholder("Find");
    find.setAriaLabel("Find a step");
    find.setPrefixComponent(StudioIcon.SEARCH.create());
    find.setClearButtonVisible(true);
    find.setValueChangeMode(ValueChangeMode.LAZY);
    find.setTestId("steps-find");
    find.addValueChangeListener(change -> {
      if (change.isFromClient()) {
        changed.accept(
            new RunAddress.Steps(
                change.getValue(), shown.onlyFailed(), shown.hideDone(), shown.sort()));
      }
    });
    onlyFailed.addClassName("pw-tool");
    onlyFailed.addClickListener(click ->
        changed.accept(
            new RunAddress.Steps(
                shown.find(), !shown.onlyFailed(), shown.hideDone(), shown.sort())));
    hideDone.addClassName("pw-tool");
    hideDone.addClickListener(click ->
        changed.accept(
            new RunAddress.Steps(
                shown.find(), shown.onlyFailed(), !shown.hideDone(), shown.sort())));
    callOrder =
        Buttons.inline(
            "Back to call order",
            click ->
                changed.accept(
                    new RunAddress.Steps(shown.find(), shown.onlyFailed(), shown.hideDone(), "")));
    callOrder.setTestId("steps-call-order");
    count.addClassName("pw-quiet");
    count.getElement().setAttribute("role", "status");
    count.setTestId("steps-count");
    Div end = new Div(count, callOrder);
    end.addClassNames("pw-row", "pw-end");
    add(find, onlyFailed, hideDone, end);
    show(RunAddress.Steps.ALL, 0, 0);
  }

  /**
   * @param steps how many are shown, of how many
   */
  void show(RunAddress.Steps asked, int steps, int of) {
    shown = asked;
    if (!find.getValue().equals(asked.find())) {
      find.setValue(asked.find());
    }
    pressed(onlyFailed, asked.onlyFailed());
    pressed(hideDone, asked.hideDone());
    count.setText(
        StepTableView.isFilter(asked)
            ? "%s of %s".formatted(TextFormat.number(steps), TextFormat.count(of, "step"))
            : "");
    callOrder.setVisible(StepOrder.parse(asked.sort()).isPresent());
  }

  private static void pressed(NativeButton button, boolean on) {
    button.getElement().setAttribute("aria-pressed", Boolean.toString(on));
  }
}
