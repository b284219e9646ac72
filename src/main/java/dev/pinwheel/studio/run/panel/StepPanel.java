package dev.pinwheel.studio.run.panel;

import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.dom.Element;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.plan.PlanComparison;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.step.ExecutionView;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.parts.LazyPart;
import dev.pinwheel.studio.parts.TabArea;
import dev.pinwheel.studio.run.action.RunActions;
import dev.pinwheel.studio.run.action.RunAddress;
import dev.pinwheel.studio.run.action.RunAddress.PanelTab;
import dev.pinwheel.studio.run.drawing.Card;
import dev.pinwheel.studio.run.logs.ExecutionLogTab;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The panel at the right of a run: one step, or a card for several steps. */
@JsModule("./panel-resizer.ts")
@JsModule("./panel-focus.ts")
public final class StepPanel extends Div {

  private final RunActions actions;
  private final PanelHeader header;
  private final StaleRow stale;
  private final LazyPart<OverviewTab> overview;
  private final LazyPart<MemoTab> memo;
  private final LazyPart<ExecutionLogTab> log;
  private final LazyPart<CallsTab> calls;
  private final LazyPart<CompareTab> compare;
  private final TabArea<PanelTab> tabs;
  private final Div step;
  private final LazyPart<CardMembers> members;

  public StepPanel(RunActions actions) {
    this.actions = actions;
    this.header = new PanelHeader(actions);
    this.stale = new StaleRow(actions);
    this.tabs =
        new TabArea<>("About this step", tab -> actions.open(actions.address().withTab(tab)));
    this.members =
        new LazyPart<>(() -> {
          CardMembers made = new CardMembers(actions);
          add(made);
          return made;
        });
    addClassName("pw-panel");
    setId("step-panel");
    getElement().setAttribute("role", "region");
    getElement().setAttribute("aria-label", "Step");
    setTestId("step-panel");
    overview = tabs.add(PanelTab.OVERVIEW, "Overview", () -> new OverviewTab(actions));
    memo = tabs.add(PanelTab.MEMO, "Memo", () -> new MemoTab(actions));
    log = tabs.add(PanelTab.LOGS, "Logs", () -> new ExecutionLogTab(actions));
    calls = tabs.add(PanelTab.CALLS, "Calls", () -> new CallsTab(actions));
    compare = tabs.add(PanelTab.COMPARE, "Compare", () -> new CompareTab(actions));
    tabs.contents().addClassName("pw-panel-body");
    tabs.contents().getElement().setAttribute("tabindex", "0");
    step = new Div(header, stale, tabs.tabs(), tabs.contents());
    step.addClassName("pw-panel-step");
    getElement().appendChild(new Element("pw-panel-resizer"), new Element("pw-panel-focus"));
    add(step);
    setVisible(false);
  }

  /**
   * Shows a step at one attempt.
   *
   * @param planned what was predicted of it; null when it was not planned
   */
  public void show(
      Viewpoint viewpoint,
      ExecutionView execution,
      @Nullable PlanComparison planned,
      RunAddress address,
      ZoneId zone) {
    setVisible(true);
    step.setVisible(true);
    members.ifMade(shown -> shown.setVisible(false));
    getElement().setAttribute("aria-label", "Step " + execution.target());
    setFull(address.full());
    header.show(execution, address.full(), zone);
    tabs.show(address.tab());
    switch (address.tab()) {
      case OVERVIEW -> overview.get().show(execution, planned, zone);
      case MEMO -> memo.get().show(execution, zone);
      case LOGS -> log.get().show(viewpoint, execution.id());
      case CALLS -> calls.get().show(execution);
      case COMPARE -> compare.get().show(execution);
    }
  }

  /**
   * Says why the shown step is stale, if it is.
   *
   * @param current whether the shown attempt is the one that the tree draws
   */
  public void showStale(RunTree tree, StepId shown, boolean current) {
    stale.show(tree, shown, current);
  }

  /** Shows the steps that are drawn as one card. */
  public void showCard(RunTree tree, Card card, ZoneId zone) {
    setVisible(true);
    step.setVisible(false);
    members.get().setVisible(true);
    getElement().setAttribute("aria-label", "Steps of " + card.title());
    setFull(false);
    members.get().show(tree, card, zone);
  }

  /** Nothing is selected. */
  public void hide() {
    setVisible(false);
    setFull(false);
  }

  private void setFull(boolean full) {
    getElement().setAttribute("data-full", full);
  }
}
