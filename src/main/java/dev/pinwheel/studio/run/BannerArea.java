package dev.pinwheel.studio.run;

import com.vaadin.flow.component.button.Button;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.CompareWith;
import dev.pinwheel.query.plan.Plans;
import dev.pinwheel.query.run.RerunOutcome;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.run.StaleCause;
import dev.pinwheel.query.view.Attempt;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.Background;
import dev.pinwheel.studio.page.PageBanner;
import dev.pinwheel.studio.parts.Announcer;
import dev.pinwheel.studio.parts.Banner;
import dev.pinwheel.studio.parts.BannerStack;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.run.action.RunActions;
import dev.pinwheel.studio.run.action.RunAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The banners below the header, of which the newest is shown: the result of a re-run, an earlier
 * attempt being shown, something requested that is not visible. Each stays until dismissed or no
 * longer true.
 */
final class BannerArea extends BannerStack {

  private static final String RESULT = "result";
  private static final String EARLIER = "earlier";
  private static final String MISSING = "missing";
  private static final String PART = "part";

  private final RunActions actions;
  private final Set<ExecutionId> dismissed = new HashSet<>();
  private @Nullable ExecutionId awaited;
  private @Nullable RerunOutcome shownResult;
  private String shownMissing = "";
  private @Nullable RunTree earlier;

  BannerArea(RunActions actions) {
    this.actions = actions;
    setTestId("banners");
    PageBanner.standIn(this);
  }

  /** From now on the outcome of this re-run is shown. */
  void await(ExecutionId execution) {
    awaited = execution;
    dismissed.remove(execution);
  }

  /** Removes all banners, for another run or workspace. */
  void leave() {
    List.of(RESULT, EARLIER, MISSING, PART).forEach(this::remove);
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
      remove(RESULT);
      shownResult = null;
    }
  }

  /** Says that something in the URL cannot be shown; empty for nothing. */
  void showMissing(String sentence) {
    if (!sentence.equals(shownMissing)) {
      shownMissing = sentence;
      remove(MISSING);
      if (!sentence.isEmpty()) {
        put(MISSING, new Banner(sentence).dismissible(() -> remove(MISSING)));
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
    put(
        RESULT,
        banner.dismissible(() -> {
          dismissed.add(found.attempt());
          remove(RESULT);
        }));
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
    return Buttons.secondary(RunText.rerun(holder.target()), click -> actions.rerun(holder.step()));
  }

  private void showPart(RunTree tree) {
    if (!tree.isPart()) {
      remove(PART);
    } else if (get(PART) == null) {
      put(PART, new Banner(RunText.part(tree.header(), actions.viewpoint().name())));
    }
  }

  private void showEarlier(RunTree tree) {
    earlier = tree.earlier() ? tree : null;
    if (!tree.earlier()) {
      remove(EARLIER);
    } else if (get(EARLIER) == null) {
      put(
          EARLIER,
          new Banner(
              "You are looking at an earlier attempt.",
              Buttons.inline("Back to current", click -> backToCurrent()),
              Buttons.inline("Compare with current", click -> compareWithCurrent())));
    }
  }

  private void compareWithCurrent() {
    RunTree tree = earlier;
    Integer number = actions.address().step();
    if (tree != null && number != null) {
      tree.find(new StepId(tree.header().run(), number)).stream()
          .flatMap(node -> node.attempts().stream())
          .filter(Attempt::current)
          .findFirst()
          .ifPresent(current ->
              actions.compareWith(new CompareWith.OfAttempt(current.number()).toString()));
    }
  }

  private void backToCurrent() {
    RunAddress address = actions.address();
    if (address.step() != null) {
      actions.open(address.withStep(address.step()));
    }
  }
}
