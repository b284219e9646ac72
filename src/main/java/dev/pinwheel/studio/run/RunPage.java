package dev.pinwheel.studio.run;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.PinnedAttempts;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.step.ExecutionView;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.studio.parts.LazyPart;
import dev.pinwheel.studio.parts.TabArea;
import dev.pinwheel.studio.run.action.RunActions;
import dev.pinwheel.studio.run.action.RunAddress;
import dev.pinwheel.studio.run.action.RunAddress.View;
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
  private final LazyPart<GraphTab> graph;
  private final LazyPart<TimelineTab> timeline;
  private final LazyPart<StepsTab> steps;
  private final LazyPart<LogsTab> logs;
  private final TabArea<View> tabs;
  private final Div views;
  private final LazyPart<StepPanel> panel;
  private final LazyPart<ComparePage> compare;
  private final Div body;
  private final RunActions actions;
  private final HeldPicture held;
  private RunModel.@Nullable Visible shown;
  private @Nullable RunModel shownModel;
  private boolean focusSteps;

  /** Whether the run was shown alone before. */
  private boolean wasAlone;

  RunPage(RunActions actions, Runnable tidy, BiConsumer<String, String> sortWall) {
    this.actions = actions;
    this.header = new RunHeaderBar(actions);
    this.banners = new BannerArea(actions);
    this.tabs =
        new TabArea<>("Views of the run", view -> actions.open(actions.address().withView(view)));
    addClassName("pw-page");
    graph =
        tabs.add(
            View.GRAPH, "Graph", () -> new GraphTab(actions, tidy, sortWall, this::toStepsTable));
    timeline = tabs.add(View.TIMELINE, "Timeline", () -> new TimelineTab(actions));
    steps = tabs.add(View.STEPS, "Steps", () -> new StepsTab(actions));
    logs = tabs.add(View.LOGS, "Logs", () -> new LogsTab(actions));
    tabs.number(List.of(View.values()));
    held = new HeldPicture(tabs.contents(), this::showLatest);
    views = new Div(tabs.tabs(), tabs.contents(), held);
    views.addClassName("pw-run-views");
    body = new Div(views);
    body.addClassName("pw-run-body");
    panel = new LazyPart<>(() -> in(body, new StepPanel(actions)));
    compare = new LazyPart<>(this::comparePage);
    add(header, banners, body);
  }

  private ComparePage comparePage() {
    ComparePage made = in(this, new ComparePage(actions));
    if (wasAlone) {
      made.leaveAlone();
    }
    return made;
  }

  private static <C extends Component> C in(Div place, C part) {
    place.add(part);
    return part;
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
    panel.ifMade(StepPanel::hide);
    compare.ifMade(ComparePage::leave);
    if (!sameRun) {
      held.release();
      graph.ifMade(GraphTab::clear);
      timeline.ifMade(TimelineTab::clear);
      shown = null;
      shownModel = null;
    }
  }

  /** Shows the selection before the rest is read. */
  void select(RunModel known, RunAddress address) {
    RunModel.Visible visible = known.visible();
    if (visible != null && !showCompared(known, visible, address)) {
      tabs.show(address.view());
      graph.ifMade(made -> made.select(address));
      if (address.step() == null && address.card() == null) {
        panel.ifMade(StepPanel::hide);
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
      wasAlone = true;
      compare.ifMade(made -> {
        if (made.isVisible()) {
          header.focusCompare();
        }
        made.leaveAlone();
      });
      return false;
    }
    timeline.ifMade(TimelineTab::leave);
    panel.ifMade(StepPanel::hide);
    compare
        .get()
        .show(
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
      timeline.ifMade(TimelineTab::leave);
    }
    switch (address.view()) {
      case GRAPH -> graph.get().show(visible, address, model.request().zone());
      case TIMELINE ->
          timeline
              .get()
              .show(
                  model.request().viewpoint(),
                  visible.tree(),
                  model.request().pins(),
                  address.step(),
                  model.request().zone());
      case STEPS -> showSteps(model, visible, address);
      case LOGS -> logs.get().show(model.request().viewpoint(), visible.tree(), address.logs());
    }
  }

  private void showSteps(RunModel model, RunModel.Visible visible, RunAddress address) {
    steps
        .get()
        .show(visible.drawing(), address.steps(), model.request().zone(), step(model, address));
    if (focusSteps) {
      focusSteps = false;
      steps.get().focus();
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
      panel.get().showStale(visible.tree(), selected.step(), isDrawn(visible, selected));
      panel
          .get()
          .show(
              model.request().viewpoint(),
              selected,
              visible.planned(),
              address,
              model.request().zone());
    } else if (card.isPresent()) {
      panel.get().showCard(visible.drawing().tree(), card.get(), model.request().zone());
    } else if (step == null || step.equals(model.request().step())) {
      // Otherwise the step is still being read: what the panel shows stays, as do clicks in it.
      panel.ifMade(StepPanel::hide);
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
