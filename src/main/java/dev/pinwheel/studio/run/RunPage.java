package dev.pinwheel.studio.run;

import com.vaadin.flow.component.html.Div;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.step.ExecutionView;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.studio.run.RunAddress.View;
import dev.pinwheel.studio.run.drawing.Card;
import dev.pinwheel.studio.run.logs.LogsTab;
import dev.pinwheel.studio.run.panel.StepPanel;
import dev.pinwheel.studio.run.steps.StepsTab;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A run that is visible: header, strips, the ways to look at it, and the panel. */
final class RunPage extends Div {

  private final RunHeaderBar header;
  private final StripArea strips;
  private final GraphTab graph;
  private final StepsTab steps;
  private final LogsTab logs;
  private final TabArea<View> tabs;
  private final Div views;
  private final StepPanel panel;
  private final RunDeeds deeds;
  private boolean focusSteps;

  RunPage(RunDeeds deeds, Runnable tidy) {
    this.deeds = deeds;
    this.header = new RunHeaderBar(deeds);
    this.strips = new StripArea(deeds);
    this.graph = new GraphTab(deeds, tidy, this::toStepsTable);
    this.steps = new StepsTab(deeds);
    this.logs = new LogsTab(deeds);
    this.tabs =
        new TabArea<>(
            "Ways to look at the run", view -> deeds.open(deeds.address().withView(view)));
    this.panel = new StepPanel(deeds);
    addClassName("pw-page");
    tabs.add(View.GRAPH, "Graph", graph);
    tabs.add(View.STEPS, "Steps", steps);
    tabs.add(View.LOGS, "Logs", logs);
    tabs.show(View.GRAPH);
    views = new Div(tabs.tabs(), tabs.contents());
    views.addClassName("pw-run-views");
    Div body = new Div(views, panel);
    body.addClassName("pw-run-body");
    add(header, strips, body);
  }

  /** The outcome of this re-run is to be told. */
  void await(ExecutionId execution) {
    strips.await(execution);
  }

  /** Another run, or another workspace. */
  void clear() {
    strips.clear();
    graph.clear();
    panel.hide();
  }

  /** Marks what is selected before the rest is read. */
  void select(RunModel known, RunAddress address) {
    RunModel.Visible visible = known.visible();
    if (visible != null) {
      tabs.show(address.view());
      graph.select(address);
      if (address.step() == null && address.card() == null) {
        panel.hide();
        views.setVisible(true);
      } else {
        showPanel(known, visible, address);
      }
      showView(known, visible, address);
    }
  }

  void show(RunModel model, RunModel.Visible visible, RunAddress address) {
    RunTree tree = visible.tree();
    header.show(model, visible);
    strips.show(tree);
    strips.showMissing(missing(model, visible, address).orElse(""));
    tabs.label(View.STEPS, "Steps " + TextFormat.number(tree.nodes().size()));
    tabs.show(address.view());
    showPanel(model, visible, address);
    showView(model, visible, address);
  }

  private void showView(RunModel model, RunModel.Visible visible, RunAddress address) {
    switch (address.view()) {
      case GRAPH -> graph.show(visible, address);
      case STEPS -> showSteps(model, visible, address);
      case LOGS -> logs.show(model.question().viewpoint(), visible.tree(), address.logs());
    }
  }

  private void showSteps(RunModel model, RunModel.Visible visible, RunAddress address) {
    steps.show(visible.drawing(), model.question().zone(), step(model, address));
    if (focusSteps) {
      focusSteps = false;
      steps.focus();
    }
  }

  /** From the keyboard: the focus goes with one. */
  private void toStepsTable() {
    focusSteps = true;
    deeds.open(deeds.address().withView(View.STEPS));
  }

  private void showPanel(RunModel model, RunModel.Visible visible, RunAddress address) {
    ExecutionView selected = visible.selected();
    StepId step = step(model, address);
    Optional<Card> card =
        address.card() == null
            ? Optional.empty()
            : visible.drawing().find(address.card()).filter(Card::collapsed);
    boolean isShown = true;
    if (step != null && selected != null && selected.step().equals(step)) {
      panel.showStale(visible.tree(), selected.step(), isDrawn(visible, selected));
      panel.show(
          model.question().viewpoint(),
          selected,
          visible.planned(),
          address,
          model.question().zone());
    } else if (card.isPresent()) {
      panel.showCard(visible.drawing().tree(), card.get(), model.question().zone());
    } else if (step == null || model.question().step() != null) {
      panel.hide();
      isShown = false;
    }
    views.setVisible(!(isShown && address.full()));
  }

  private static boolean isDrawn(RunModel.Visible visible, ExecutionView selected) {
    return visible
        .tree()
        .find(selected.step())
        .filter(node -> node.execution().equals(selected.id()))
        .isPresent();
  }

  private static @Nullable StepId step(RunModel model, RunAddress address) {
    return address.step() == null ? null : new StepId(model.question().run(), address.step());
  }

  private static Optional<String> missing(
      RunModel model, RunModel.Visible visible, RunAddress address) {
    if (address.step() == null) {
      return Optional.empty();
    }
    ExecutionView selected = visible.selected();
    if (selected == null) {
      return Optional.of(
          RunSentences.stepNotVisible(
              address.run(), address.step(), model.question().viewpoint().name()));
    }
    return address.attempt() == null || selected.id().attempt() == address.attempt()
        ? Optional.empty()
        : Optional.of(
            RunSentences.attemptNotVisible(
                selected.target(),
                address.attempt(),
                selected.id().attempt(),
                model.question().viewpoint().name()));
  }
}
