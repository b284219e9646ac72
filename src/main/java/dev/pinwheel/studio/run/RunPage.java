package dev.pinwheel.studio.run;

import com.vaadin.flow.component.html.Div;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.PinnedAttempts;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.step.ExecutionView;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.studio.run.RunAddress.View;
import dev.pinwheel.studio.run.compare.ComparePage;
import dev.pinwheel.studio.run.drawing.Card;
import dev.pinwheel.studio.run.logs.LogsTab;
import dev.pinwheel.studio.run.panel.StepPanel;
import dev.pinwheel.studio.run.steps.StepsTab;
import dev.pinwheel.studio.run.timeline.TimelineTab;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A run that is visible: header, banners, the ways to look at it, and the panel. */
final class RunPage extends Div {

  private final RunHeaderBar header;
  private final BannerArea banners;
  private final GraphTab graph;
  private final TimelineTab timeline;
  private final StepsTab steps;
  private final LogsTab logs;
  private final TabArea<View> tabs;
  private final Div views;
  private final StepPanel panel;
  private final ComparePage compare;
  private final Div body;
  private final RunActions actions;
  private final HeldPicture held;
  private RunModel.@Nullable Visible shown;
  private @Nullable RunModel shownModel;
  private boolean focusSteps;

  RunPage(RunActions actions, Runnable tidy, BiConsumer<String, String> sortWall) {
    this.actions = actions;
    this.header = new RunHeaderBar(actions);
    this.banners = new BannerArea(actions);
    this.graph = new GraphTab(actions, tidy, sortWall, this::toStepsTable);
    this.timeline = new TimelineTab(actions);
    this.steps = new StepsTab(actions);
    this.logs = new LogsTab(actions);
    this.tabs =
        new TabArea<>("Views of the run", view -> actions.open(actions.address().withView(view)));
    this.panel = new StepPanel(actions);
    addClassName("pw-page");
    tabs.add(View.GRAPH, "Graph", graph);
    tabs.add(View.TIMELINE, "Timeline", timeline);
    tabs.add(View.STEPS, "Steps", steps);
    tabs.add(View.LOGS, "Logs", logs);
    tabs.number(List.of(View.values()));
    tabs.show(View.GRAPH);
    held = new HeldPicture(tabs.contents(), this::showLatest);
    views = new Div(tabs.tabs(), tabs.contents(), held);
    views.addClassName("pw-run-views");
    body = new Div(views, panel);
    body.addClassName("pw-run-body");
    compare = new ComparePage(actions);
    add(header, banners, body, compare);
  }

  /** A re-run was accepted: the old picture stays until there is something to draw of it. */
  void started(ExecutionId execution) {
    banners.await(execution);
    if (execution.step().number() == 1) {
      header.starting(execution.attempt());
    }
    RunModel.Visible before = shown;
    if (before != null
        && actions.address().view() != View.LOGS
        && HeldPicture.isWorthwhile(before.tree(), execution)) {
      held.hold(execution);
    }
  }

  /** What opened the page is gone, and the focus with it: it goes to the name of the run. */
  void focusUnlessElsewhere() {
    header.focusUnlessElsewhere();
  }

  /** Another run, or the same one seen from another workspace. */
  void leave(boolean sameRun) {
    banners.leave();
    panel.hide();
    compare.leave();
    if (!sameRun) {
      held.release();
      graph.clear();
      timeline.clear();
      shown = null;
      shownModel = null;
    }
  }

  /** Shows the selection before the rest is read. */
  void select(RunModel known, RunAddress address) {
    RunModel.Visible visible = known.visible();
    if (visible != null && !showCompared(known, visible, address)) {
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
    shown = visible;
    shownModel = model;
    RunTree tree = visible.tree();
    header.show(model, visible);
    banners.show(tree);
    banners.showMissing(missing(model, visible, address).orElse(""));
    tabs.label(View.STEPS, "Steps " + TextFormat.number(tree.nodes().size()));
    if (showCompared(model, visible, address)) {
      return;
    }
    tabs.show(address.view());
    showPanel(model, visible, address);
    if (!held.staysBefore(tree, model.request().zone(), actions.now())) {
      showView(model, visible, address);
    }
  }

  /** Whether the run is shown beside something else. */
  private boolean showCompared(RunModel model, RunModel.Visible visible, RunAddress address) {
    boolean compared = address.isCompared();
    body.setVisible(!compared);
    banners.setVisible(!compared);
    if (!compared) {
      if (compare.isVisible()) {
        header.focusCompare();
      }
      compare.leaveAlone();
      return false;
    }
    timeline.leave();
    panel.hide();
    compare.show(
        model.request().viewpoint(),
        visible.tree(),
        pins(model.request().run(), address),
        address,
        model.request().zone());
    return true;
  }

  /** What the address says; the model may be older. */
  private static PinnedAttempts pins(RunId run, RunAddress address) {
    return address.step() == null || address.attempt() == null
        ? PinnedAttempts.NONE
        : PinnedAttempts.of(new ExecutionId(new StepId(run, address.step()), address.attempt()));
  }

  private void showLatest() {
    RunModel.Visible latest = shown;
    RunModel model = shownModel;
    if (latest != null && model != null) {
      showView(model, latest, actions.address());
    }
  }

  private void showView(RunModel model, RunModel.Visible visible, RunAddress address) {
    if (address.view() != View.TIMELINE) {
      timeline.leave();
    }
    switch (address.view()) {
      case GRAPH -> graph.show(visible, address, model.request().zone());
      case TIMELINE ->
          timeline.show(
              model.request().viewpoint(),
              visible.tree(),
              model.request().pins(),
              address.step(),
              model.request().zone());
      case STEPS -> showSteps(model, visible, address);
      case LOGS -> logs.show(model.request().viewpoint(), visible.tree(), address.logs());
    }
  }

  private void showSteps(RunModel model, RunModel.Visible visible, RunAddress address) {
    steps.show(visible.drawing(), address.steps(), model.request().zone(), step(model, address));
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
