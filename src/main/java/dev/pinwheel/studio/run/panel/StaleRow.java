package dev.pinwheel.studio.run.panel;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.run.StaleTrace;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.run.action.RunActions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why the shown step is stale, the way to the change behind it, and what to do about it. */
final class StaleRow extends Div {

  private final RunActions actions;
  private @Nullable Shown shown;

  /** What the row says depends on these. */
  private record Shown(StepId step, StaleTrace trace, boolean callers) {}

  StaleRow(RunActions actions) {
    this.actions = actions;
    addClassNames("pw-row", "pw-stale-row");
    setTestId("panel-stale");
    setVisible(false);
  }

  /**
   * @param current whether the shown attempt is the one that the tree draws
   */
  void show(RunTree tree, StepId step, boolean current) {
    Optional<StaleTrace> trace =
        tree.find(step)
            .filter(node -> current && node.staleness().isStale())
            .map(StepNode::step)
            .flatMap(stale -> StaleTrace.of(tree, stale));
    setVisible(trace.isPresent());
    Shown next =
        trace.map(found -> new Shown(step, found, !tree.staleCallers().isEmpty())).orElse(null);
    if (next != null && !next.equals(shown)) {
      rebuild(tree, next.trace(), step);
    }
    shown = next;
  }

  private void rebuild(RunTree tree, StaleTrace trace, StepId step) {
    removeAll();
    Span word = new Span(trace.isBelow(step) ? "Stale below." : "Stale.");
    word.addClassName("pw-stale");
    Span sentence = new Span(trace.sentence(step.run()));
    Button change =
        Buttons.secondary(
            "Show attempt %d of %s".formatted(trace.found().attempt(), trace.target()),
            click -> actions.selectAttempt(trace.found()));
    change.setTestId("show-change");
    change.addThemeVariants(ButtonVariant.SMALL);
    Div buttons = new Div(change);
    buttons.addClassName("pw-row");
    add(word, sentence, buttons);
    if (tree.staleCallers().isEmpty()) {
      // The stale callers are those of the run in which something has changed.
      return;
    }
    Button rerun = Buttons.secondary("Re-run stale callers…", click -> actions.rerunStaleCallers());
    rerun.setTestId("rerun-stale-callers");
    rerun.addThemeVariants(ButtonVariant.SMALL);
    buttons.add(rerun);
  }
}
