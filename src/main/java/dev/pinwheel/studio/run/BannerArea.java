package dev.pinwheel.studio.run;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.plan.Plans;
import dev.pinwheel.query.run.RerunOutcome;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.run.StaleCause;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.Background;
import dev.pinwheel.studio.parts.Banner;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.shell.Announcer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The banners below the header: the result of a re-run, an earlier attempt being shown, something
 * requested that is not visible. Each stays until dismissed or no longer true.
 */
final class BannerArea extends Div {

  private final RunActions actions;
  private final Div result = new Div();
  private final Div earlier = new Div();
  private final Div missing = new Div();
  private final Div part = new Div();
  private final Set<ExecutionId> dismissed = new HashSet<>();
  private @Nullable ExecutionId awaited;
  private @Nullable RerunOutcome shownResult;
  private String shownMissing = "";

  BannerArea(RunActions actions) {
    this.actions = actions;
    setTestId("banners");
    result.setTestId("result-banner");
    earlier.setTestId("earlier-banner");
    missing.setTestId("missing-banner");
    part.setTestId("part-banner");
    add(part, missing, earlier, result);
  }

  /** From now on the outcome of this re-run is shown. */
  void await(ExecutionId execution) {
    awaited = execution;
    dismissed.remove(execution);
  }

  /** Removes all banners, for another run or workspace. */
  void clear() {
    result.removeAll();
    earlier.removeAll();
    missing.removeAll();
    part.removeAll();
    shownResult = null;
    shownMissing = "";
  }

  void show(RunTree tree) {
    showPart(tree);
    showEarlier(tree);
    Optional<RerunOutcome> found = resultOf(tree);
    if (found.isPresent() && !found.get().equals(shownResult)) {
      boolean ours = found.get().attempt().equals(awaited);
      showResult(tree, found.get());
      if (ours) {
        Announcer.say(actions.ui(), found.get().sentence());
        awaited = null;
      }
    } else if (found.isEmpty() && isResultOutdated(tree)) {
      result.removeAll();
      shownResult = null;
    }
  }

  /** Says that something in the URL cannot be shown; empty for nothing. */
  void showMissing(String sentence) {
    if (!sentence.equals(shownMissing)) {
      shownMissing = sentence;
      missing.removeAll();
      if (!sentence.isEmpty()) {
        missing.add(new Banner(sentence).dismissible());
        Announcer.say(actions.ui(), sentence);
      }
    }
  }

  /** The awaited re-run first, otherwise what made the tree stale. */
  private Optional<RerunOutcome> resultOf(RunTree tree) {
    if (awaited != null) {
      return RerunOutcome.of(tree, awaited);
    }
    return tree.header().staleCauses().stream()
        .filter(StaleCause::settled)
        .map(StaleCause::found)
        .filter(found -> !dismissed.contains(found))
        .findFirst()
        .flatMap(found -> RerunOutcome.of(tree, found));
  }

  /** A banner about a stale step disappears once the step is no longer stale. */
  private boolean isResultOutdated(RunTree tree) {
    return shownResult instanceof RerunOutcome.Differs differs
        && tree.header().staleCauses().stream()
            .noneMatch(cause -> cause.found().equals(differs.attempt()));
  }

  private void showResult(RunTree tree, RerunOutcome found) {
    shownResult = found;
    Banner banner =
        switch (found) {
          case RerunOutcome.Differs differs -> differs(tree, differs);
          case RerunOutcome.Equal equal -> new Banner(equal.sentence()).kind(Banner.Kind.DONE);
          case RerunOutcome.Changed changed ->
              new Banner(changed.sentence()).kind(Banner.Kind.DONE);
          case RerunOutcome.Failed failed ->
              new Banner(
                      failed.sentence(),
                      Buttons.inline(
                          "Show error", click -> actions.selectAttempt(failed.attempt())))
                  .kind(Banner.Kind.ERROR);
        };
    result.removeAll();
    result.add(banner.dismissible());
    banner.addDetachListener(detach -> dismissed.add(found.attempt()));
    sayWhatWasPlanned(banner, found.attempt());
  }

  /** Not if only the step itself was planned to run and did. */
  private void sayWhatWasPlanned(Banner banner, ExecutionId attempt) {
    Plans plans = actions.context().reads().plans();
    Viewpoint viewpoint = actions.viewpoint();
    Background.run(
        actions.ui(),
        () -> plans.find(viewpoint, attempt),
        found ->
            found
                .filter(plan -> !plan.isAsPlanned() || plan.ran() + plan.reused() > 1)
                .ifPresent(plan -> banner.say(plan.sentence())),
        failure -> {
          throw failure;
        });
  }

  /** Offers to re-run the whole run only if no smaller re-run is enough. */
  private Banner differs(RunTree tree, RerunOutcome.Differs differs) {
    StepId root = new StepId(tree.header().run(), 1);
    Button compare = Buttons.secondary("Compare", click -> actions.compare(differs.attempt()));
    compare.setAriaLabel("Compare the attempts of " + differs.target());
    Optional<StaleCause.Holder> holder =
        differs.causes().stream()
            .flatMap(cause -> cause.holders().stream())
            .filter(held -> !held.step().equals(root))
            .findFirst();
    if (holder.isEmpty()) {
      Button whole = Buttons.secondary("Re-run whole run…", click -> actions.rerun(root));
      return new Banner(differs.sentence(), whole, compare);
    }
    if (tree.staleCallers().size() > 1) {
      Button callers =
          Buttons.secondary("Re-run stale callers…", click -> actions.rerunStaleCallers());
      return new Banner(differs.sentence(), caller(holder.get()), callers, compare);
    }
    return new Banner(differs.sentence(), caller(holder.get()), compare);
  }

  private Button caller(StaleCause.Holder holder) {
    return Buttons.secondary(
        "Re-run " + holder.target() + "…", click -> actions.rerun(holder.step()));
  }

  private void showPart(RunTree tree) {
    if (tree.isPart() != part.getChildren().findAny().isPresent()) {
      part.removeAll();
      if (tree.isPart()) {
        part.add(new Banner(RunText.part(tree.header(), actions.viewpoint().name())));
      }
    }
  }

  private void showEarlier(RunTree tree) {
    boolean pinned = tree.earlier();
    if (pinned == earlier.getChildren().findAny().isPresent()) {
      return;
    }
    earlier.removeAll();
    if (pinned) {
      earlier.add(
          new Banner(
              "You are looking at an earlier attempt.",
              Buttons.inline("Back to current", click -> backToCurrent())));
    }
  }

  private void backToCurrent() {
    RunAddress address = actions.address();
    if (address.step() != null) {
      actions.open(address.withStep(address.step()));
    }
  }
}
