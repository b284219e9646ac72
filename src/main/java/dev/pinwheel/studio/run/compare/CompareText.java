package dev.pinwheel.studio.run.compare;

import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.step.RunComparison;
import dev.pinwheel.query.step.RunComparison.Side;
import dev.pinwheel.query.step.RunComparison.TargetTime;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.query.view.Timing;
import dev.pinwheel.studio.parts.ViewerZone;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The sentences of the Compare page. */
final class CompareText {

  private CompareText() {}

  /**
   * What a side is told apart by: its run, else its workspace, else its attempt.
   *
   * @param step whose attempts are compared
   */
  static String title(RunComparison comparison, Side side, StepId step) {
    if (!comparison.before().run().equals(comparison.after().run())) {
      return "Run " + side.run();
    }
    if (!comparison.before().workspace().equals(comparison.after().workspace())) {
      return side.workspace().value();
    }
    int attempt =
        side.tree()
            .find(step)
            .map(StepNode::execution)
            .orElse(side.tree().root().execution())
            .attempt();
    return "Attempt " + attempt + (step.number() == 1 ? "" : " of step " + step.number());
  }

  /** {@code Done 3.4 s · submitted 09:12 · 42 steps}. */
  static String facts(Side side, ZoneId zone, Instant now) {
    List<String> parts = new ArrayList<>();
    StepNode root = side.tree().root();
    Timing timing = root.timing();
    parts.add(
        capitalised(root.state().word())
            + timing.took().map(took -> " " + TextFormat.duration(took)).orElse(""));
    parts.add("started " + ViewerZone.brief(timing.startedAt(), zone, now));
    parts.add(TextFormat.count(side.tree().nodes().size(), "step"));
    parts.add("seen from " + side.workspace());
    return String.join(" · ", parts);
  }

  private static String capitalised(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }

  /** {@code The run and 97 of 108 calls differ · 10 ran again with the same result}. */
  static String summary(RunComparison comparison) {
    int calls = comparison.differingCalls();
    String differences =
        differences(comparison.differences().size() > calls, calls, comparison.calls());
    return comparison.ranAgain() == 0
        ? differences
        : "%s · %s ran again with the same result"
            .formatted(differences, TextFormat.number(comparison.ranAgain()));
  }

  /**
   * What the list shows, in numbers.
   *
   * @param run whether the run itself differs, which nothing calls
   * @param calls how many of {@code all} differ
   */
  static String differences(boolean run, int calls, int all) {
    String ofAll = TextFormat.count(all, "call");
    if (calls == 0) {
      return run ? "The run differs, none of " + ofAll : "No differences in " + ofAll;
    }
    return "%s%s of %s differ"
        .formatted(run ? "The run and " : "", TextFormat.number(calls), ofAll);
  }

  /**
   * {@code checkMonth 1.2 s → 4.0 s (+ 2.8 s)}, with the numbers of executions where they differ.
   */
  static String time(TargetTime time) {
    // Of what is shown, so that the sum is right.
    Duration change =
        time.after()
            .truncatedTo(ChronoUnit.MILLIS)
            .minus(time.before().truncatedTo(ChronoUnit.MILLIS));
    String counts =
        time.callsBefore() == time.callsAfter()
            ? ""
            : " · ran %s → %s"
                .formatted(
                    TextFormat.number(time.callsBefore()), TextFormat.number(time.callsAfter()));
    return "%s → %s (%s %s)%s"
        .formatted(
            TextFormat.duration(time.before()),
            TextFormat.duration(time.after()),
            change.isNegative() ? "−" : "+",
            TextFormat.duration(change.abs()),
            counts);
  }
}
