package dev.pinwheel.studio.run;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.step.RunComparison;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.Background;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.run.panel.ComparisonSections;
import java.util.List;

/** What differs in a run between a base and the viewed workspace, as it is when it opens. */
final class RunComparisonDialog extends Dialog {

  private final RunActions actions;
  private final RunId run;
  private final Viewpoint viewpoint;
  private final Select<WorkspaceName> base = new Select<>();
  private final Div content = new Div();

  /**
   * @param bases the workspaces to compare with, nearest first; at least one
   */
  RunComparisonDialog(RunActions actions, RunId run, List<WorkspaceName> bases) {
    this.actions = actions;
    this.run = run;
    this.viewpoint = actions.viewpoint();
    setTestId("run-comparison-dialog");
    addClassName("pw-dialog-wide");
    base.setLabel("Compare with");
    base.setTestId("compare-with-workspace");
    base.setItems(bases);
    base.setValue(bases.getLast());
    base.setVisible(bases.size() > 1);
    base.addValueChangeListener(change -> compare());
    Div stack = new Div(base, content);
    stack.addClassName("pw-stack");
    add(stack);
    var close = Buttons.primary("Close", click -> close());
    close.setAutofocus(true);
    getFooter().add(close);
    compare();
  }

  private void compare() {
    WorkspaceName chosen = base.getValue();
    setHeaderTitle("%s: %s compared with %s".formatted(run, viewpoint.name(), chosen));
    ReadModels reads = actions.context().reads();
    Background.run(
        actions.ui(),
        () ->
            reads.comparisons().compareRun(reads.viewpoints().get(chosen.value()), viewpoint, run),
        comparison -> {
          if (chosen.equals(base.getValue())) {
            show(comparison);
          }
        },
        failure -> {
          if (!(failure instanceof Rejection refused)) {
            throw failure;
          }
          content.removeAll();
          content.add(new Paragraph(refused.getMessage()));
        });
  }

  private void show(RunComparison comparison) {
    content.removeAll();
    ComparisonSections.of(comparison, this::select).forEach(content::add);
  }

  private void select(ExecutionId execution) {
    close();
    actions.selectAttempt(execution);
  }
}
