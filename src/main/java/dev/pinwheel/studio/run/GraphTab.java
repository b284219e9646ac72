package dev.pinwheel.studio.run;

import com.vaadin.flow.component.html.Div;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.view.Attempt;
import dev.pinwheel.studio.graph.GraphEvents;
import dev.pinwheel.studio.graph.RunGraph;
import dev.pinwheel.studio.run.action.CopiedArguments;
import dev.pinwheel.studio.run.action.RunActions;
import dev.pinwheel.studio.run.action.RunAddress;
import dev.pinwheel.studio.run.action.RunAddress.PanelTab;
import dev.pinwheel.studio.run.drawing.Card;
import dev.pinwheel.studio.run.drawing.FoundMembers;
import dev.pinwheel.studio.run.drawing.GraphModelBuilder;
import dev.pinwheel.studio.run.drawing.StepLabels;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The Graph tab: passes the drawing to the graph, and user actions to the page. */
final class GraphTab extends Div {

  /** Where the browser remembers that the legend was understood. */
  private static final String LEGEND = "pinwheel.legend";

  private final RunActions actions;
  private final RunGraph graph = new RunGraph();
  private RunModel.@Nullable Visible shown;
  private ZoneId zone = ZoneOffset.UTC;

  /**
   * @param tidy called when a full layout is requested
   * @param sortWall called with the id of a card and the order of its cells
   * @param stepsTable called when the Steps table is requested
   */
  GraphTab(
      RunActions actions, Runnable tidy, BiConsumer<String, String> sortWall, Runnable stepsTable) {
    this.actions = actions;
    addClassName("pw-graph-tab");
    setTestId("graph");
    graph.addStepOpenListener(event -> open(event.step()));
    graph.addStepRerunListener(event -> withStep(event.step(), node -> rerun(node, event)));
    graph.addPinOpenListener(event -> openPin(event.step()));
    graph.addStepLogsListener(
        event -> withStep(event.step(), node -> openTab(node, PanelTab.LOGS)));
    graph.addCopyArgumentsListener(event ->
        withStep(
            event.step(),
            node -> CopiedArguments.ofStep(actions.context(), actions.ui(), node.step())));
    graph.addAttemptStepListener(event -> showAttempt(event.step(), event.direction()));
    graph.addStepsTableListener(event -> stepsTable.run());
    graph.addGroupToggleListener(event -> actions.toggleCard(event.id()));
    graph.addRunOpenListener(event ->
        Optional.ofNullable(GraphModelBuilder.runOf(event.id())).ifPresent(actions::openRun));
    graph.addTidyListener(event -> tidy.run());
    graph.addWallSortListener(event -> sortWall.accept(event.id(), event.order()));
    graph.setCellTexts(number -> stepOf(number).map(this::cellText).orElse(""));
    graph.setSearchWithin(
        text -> shown == null ? Map.of() : FoundMembers.of(shown.drawing(), text));
    graph.addLegendDismissedListener(
        event -> graph.getElement().executeJs("localStorage.setItem($0, 'off')", LEGEND));
    graph
        .getElement()
        .executeJs("this.legendDismissed = localStorage.getItem($0) === 'off'", LEGEND);
    add(graph);
  }

  void show(RunModel.Visible visible, RunAddress address, ZoneId viewerZone) {
    shown = visible;
    zone = viewerZone;
    graph.getElement().setProperty("runId", visible.tree().header().run().toString());
    graph.setOffersChild(actions.offersChild());
    graph.show(visible.graph(), visible.placement());
    graph.setUnfolded(
        visible.drawing().unfolded().stream()
            .map(card -> new RunGraph.Fold(card.id(), card.title(), card.count()))
            .toList());
    select(address);
  }

  /** Clears the graph for another run or workspace. */
  void clear() {
    shown = null;
    graph.clear();
  }

  void select(RunAddress address) {
    String id = selectedId(address);
    Integer step = address.step();
    graph.select(id, step == null || step.toString().equals(id) ? 0 : step);
  }

  private String cellText(StepNode node) {
    return StepLabels.cell(node, zone);
  }

  private @Nullable String selectedId(RunAddress address) {
    if (address.card() != null) {
      return address.card();
    }
    if (address.step() == null || shown == null) {
      return null;
    }
    StepId step = new StepId(shown.tree().header().run(), address.step());
    return shown.drawing().cardOf(step).map(Card::id).orElse(null);
  }

  private void open(String id) {
    if (shown == null) {
      return;
    }
    Optional<Card> card = shown.drawing().find(id);
    if (card.isEmpty()) {
      openOther(id);
    } else if (card.get().collapsed()) {
      actions.open(actions.address().withCard(id));
    } else {
      actions.select(card.get().first().step());
    }
  }

  private void openOther(String id) {
    if (GraphModelBuilder.isMore(id)) {
      actions.open(
          actions
              .address()
              .withoutStep()
              .withView(RunAddress.View.STEPS)
              .withSteps(new RunAddress.Steps("", true, false, "")));
      return;
    }
    Optional.ofNullable(GraphModelBuilder.runOf(id))
        .ifPresentOrElse(actions::openRun, () -> withStep(id, node -> actions.select(node.step())));
  }

  private void openPin(String id) {
    if (shown != null && shown.drawing().find(id).filter(Card::collapsed).isPresent()) {
      actions.open(actions.address().withCard(id));
    } else {
      withStep(id, node -> openTab(node, PanelTab.MEMO));
    }
  }

  private void rerun(StepNode node, GraphEvents.StepRerun asked) {
    if (asked.isInChild()) {
      actions.rerunInChild(node.step());
    } else {
      actions.rerun(node.step());
    }
  }

  private void openTab(StepNode node, PanelTab tab) {
    actions.open(actions.address().withStep(node.step().number()).withTab(tab));
  }

  private void showAttempt(String id, int direction) {
    withStep(
        id,
        node -> {
          List<Attempt> attempts = node.attempts();
          int next = node.execution().attempt();
          for (int i = 0; i < attempts.size(); i++) {
            int to = i + direction;
            if (attempts.get(i).number() == next && to >= 0 && to < attempts.size()) {
              actions.selectAttempt(attempts.get(to));
              return;
            }
          }
        });
  }

  private void withStep(String id, Consumer<StepNode> action) {
    if (id.matches("[1-9]\\d{0,8}")) {
      stepOf(Integer.parseInt(id)).ifPresent(action);
    } else if (shown != null) {
      shown.drawing().find(id).map(Card::first).ifPresent(action);
    }
  }

  private Optional<StepNode> stepOf(int number) {
    return shown == null
        ? Optional.empty()
        : shown.drawing().tree().find(new StepId(shown.tree().header().run(), number));
  }
}
