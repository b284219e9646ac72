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

/** A run that is visible: header, banners, the ways to look at it, and the panel. */
final class RunPage extends Div {

  private final RunHeaderBar header;
  private final BannerArea banners;
  private final GraphTab graph;
  private final StepsTab steps;
  private final LogsTab logs;
  private final TabArea<View> tabs;
  private final Div views;
  private final StepPanel panel;
  private final RunActions actions;
  private boolean focusSteps;

  RunPage(RunActions actions, Runnable tidy) {
    this.actions = actions;
    this.header = new RunHeaderBar(actions);
    this.banners = new BannerArea(actions);
    this.graph = new GraphTab(actions, tidy, this::toStepsTable);
    this.steps = new StepsTab(actions);
    this.logs = new LogsTab(actions);
    this.tabs =
        new TabArea<>("Views of the run", view -> actions.open(actions.address().withView(view)));
    this.panel = new StepPanel(actions);
    addClassName("pw-page");
    tabs.add(View.GRAPH, "Graph", graph);
    tabs.add(View.STEPS, "Steps", steps);
    tabs.add(View.LOGS, "Logs", logs);
    tabs.show(View.GRAPH);
    views = new Div(tabs.tabs(), tabs.contents());
    views.addClassName("pw-run-views");
    Div body = new Div(views, panel);
    body.addClassName("pw-run-body");
    add(header, banners, body);
  }

  /** Announces the outcome of this re-run when it ends. */
  void await(ExecutionId execution) {
    banners.await(execution);
  }

  /** Another run, or another workspace. */
  void clear() {
    banners.clear();
    graph.clear();
    panel.hide();
  }

  /** Shows the selection before the rest is read. */
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
    banners.show(tree);
    banners.showMissing(missing(model, visible, address).orElse(""));
    tabs.label(View.STEPS, "Steps " + TextFormat.number(tree.nodes().size()));
    tabs.show(address.view());
    showPanel(model, visible, address);
    showView(model, visible, address);
  }

  private void showView(RunModel model, RunModel.Visible visible, RunAddress address) {
    switch (address.view()) {
      case GRAPH -> graph.show(visible, address);
      case STEPS -> showSteps(model, visible, address);
      case LOGS -> logs.show(model.request().viewpoint(), visible.tree(), address.logs());
    }
  }

  private void showSteps(RunModel model, RunModel.Visible visible, RunAddress address) {
    steps.show(visible.drawing(), model.request().zone(), step(model, address));
    if (focusSteps) {
      focusSteps = false;
      steps.focus();
    }
  }

  /** From the keyboard, so the focus moves to the table. */
  private void toStepsTable() {
    focusSteps = true;
    actions.open(actions.address().withView(View.STEPS));
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
          model.request().viewpoint(),
          selected,
          visible.planned(),
          address,
          model.request().zone());
    } else if (card.isPresent()) {
      panel.showCard(visible.drawing().tree(), card.get(), model.request().zone());
    } else if (step == null || model.request().step() != null) {
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
    return address.step() == null ? null : new StepId(model.request().run(), address.step());
  }

  private static Optional<String> missing(
      RunModel model, RunModel.Visible visible, RunAddress address) {
    if (address.step() == null) {
      return Optional.empty();
    }
    ExecutionView selected = visible.selected();
    if (selected == null) {
      return Optional.of(
          RunText.stepNotVisible(
              address.run(), address.step(), model.request().viewpoint().name()));
    }
    return address.attempt() == null || selected.id().attempt() == address.attempt()
        ? Optional.empty()
        : Optional.of(
            RunText.attemptNotVisible(
                selected.target(),
                address.attempt(),
                selected.id().attempt(),
                model.request().viewpoint().name()));
  }
}
