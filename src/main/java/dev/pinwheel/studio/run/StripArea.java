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
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.Strip;
import dev.pinwheel.studio.shell.Announcer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The strips below the header: what a re-run changed, that one looks at an earlier attempt, that
 * something asked for is not visible. Each stays until it is dismissed or no longer true.
 */
final class StripArea extends Div {

  private final RunDeeds deeds;
  private final Div news = new Div();
  private final Div earlier = new Div();
  private final Div missing = new Div();
  private final Set<ExecutionId> dismissed = new HashSet<>();
  private @Nullable ExecutionId awaited;
  private @Nullable RerunOutcome shownNews;
  private String shownMissing = "";

  StripArea(RunDeeds deeds) {
    this.deeds = deeds;
    setTestId("strips");
    news.setTestId("result-strip");
    earlier.setTestId("earlier-strip");
    missing.setTestId("missing-strip");
    add(missing, earlier, news);
  }

  /** From now on the outcome of this re-run is news. */
  void await(ExecutionId execution) {
    awaited = execution;
    dismissed.remove(execution);
  }

  /** Another run or workspace: what was said does not hold there. */
  void clear() {
    news.removeAll();
    earlier.removeAll();
    missing.removeAll();
    shownNews = null;
    shownMissing = "";
  }

  void show(RunTree tree) {
    showEarlier(tree);
    Optional<RerunOutcome> found = newsOf(tree);
    if (found.isPresent() && !found.get().equals(shownNews)) {
      boolean ours = found.get().attempt().equals(awaited);
      showNews(tree, found.get());
      if (ours) {
        Announcer.say(deeds.ui(), found.get().sentence());
        awaited = null;
      }
    } else if (found.isEmpty() && isNewsOutdated(tree)) {
      news.removeAll();
      shownNews = null;
    }
  }

  /** Says that something in the URL cannot be shown; empty for nothing. */
  void showMissing(String sentence) {
    if (!sentence.equals(shownMissing)) {
      shownMissing = sentence;
      missing.removeAll();
      if (!sentence.isEmpty()) {
        missing.add(new Strip(sentence).dismissible());
        Announcer.say(deeds.ui(), sentence);
      }
    }
  }

  /** What one waits for comes first; else whatever made the tree stale. */
  private Optional<RerunOutcome> newsOf(RunTree tree) {
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

  /** A strip that spoke of something stale goes when it is stale no longer. */
  private boolean isNewsOutdated(RunTree tree) {
    return shownNews instanceof RerunOutcome.Differs differs
        && tree.header().staleCauses().stream()
            .noneMatch(cause -> cause.found().equals(differs.attempt()));
  }

  private void showNews(RunTree tree, RerunOutcome found) {
    shownNews = found;
    Strip strip =
        switch (found) {
          case RerunOutcome.Differs differs -> differs(tree, differs);
          case RerunOutcome.Equal equal -> new Strip(equal.sentence()).kind(Strip.Kind.DONE);
          case RerunOutcome.Changed changed -> new Strip(changed.sentence()).kind(Strip.Kind.DONE);
          case RerunOutcome.Failed failed ->
              new Strip(
                      failed.sentence(),
                      Buttons.inline("Show error", click -> deeds.selectAttempt(failed.attempt())))
                  .kind(Strip.Kind.ERROR);
        };
    news.removeAll();
    news.add(strip.dismissible());
    strip.addDetachListener(detach -> dismissed.add(found.attempt()));
    sayWhatWasPlanned(strip, found.attempt());
  }

  /** Unless nothing but the step itself was to run, and did. */
  private void sayWhatWasPlanned(Strip strip, ExecutionId attempt) {
    Plans plans = deeds.context().reads().plans();
    Viewpoint viewpoint = deeds.viewpoint();
    Background.run(
        deeds.ui(),
        () -> plans.find(viewpoint, attempt),
        found ->
            found
                .filter(plan -> !plan.isAsPlanned() || plan.ran() + plan.reused() > 1)
                .ifPresent(plan -> strip.say(plan.sentence())),
        failure -> {
          throw failure;
        });
  }

  /** The whole run can be re-run above; the strip offers it where nothing less will do. */
  private Strip differs(RunTree tree, RerunOutcome.Differs differs) {
    StepId root = tree.root().step();
    Button compare = Buttons.secondary("Compare", click -> deeds.compare(differs.attempt()));
    compare.setAriaLabel("Compare the attempts of " + differs.target());
    Optional<StaleCause.Holder> holder =
        differs.causes().stream()
            .flatMap(cause -> cause.holders().stream())
            .filter(held -> !held.step().equals(root))
            .findFirst();
    if (holder.isEmpty()) {
      Button whole = Buttons.secondary("Re-run whole run…", click -> deeds.rerun(root));
      return new Strip(differs.sentence(), whole, compare);
    }
    if (tree.staleCallers().size() > 1) {
      Button callers =
          Buttons.secondary("Re-run stale callers…", click -> deeds.rerunStaleCallers());
      return new Strip(differs.sentence(), caller(holder.get()), callers, compare);
    }
    return new Strip(differs.sentence(), caller(holder.get()), compare);
  }

  private Button caller(StaleCause.Holder holder) {
    return Buttons.secondary(
        "Re-run " + holder.target() + "…", click -> deeds.rerun(holder.step()));
  }

  private void showEarlier(RunTree tree) {
    boolean pinned = tree.earlier();
    if (pinned == earlier.getChildren().findAny().isPresent()) {
      return;
    }
    earlier.removeAll();
    if (pinned) {
      earlier.add(
          new Strip(
              "You are looking at an earlier attempt.",
              Buttons.inline("Back to current", click -> backToCurrent())));
    }
  }

  private void backToCurrent() {
    RunAddress address = deeds.address();
    if (address.step() != null) {
      deeds.open(address.withStep(address.step()));
    }
  }
}
