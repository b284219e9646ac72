package dev.pinwheel.query.step;

import dev.pinwheel.model.ResultKind;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.facts.ResultFact;
import dev.pinwheel.query.step.Lookup.Reason;
import dev.pinwheel.query.step.Lookup.Verdict;
import dev.pinwheel.query.view.ArgumentDifference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sentences about memo lookups. */
final class LookupText {

  private LookupText() {}

  /**
   * What a lookup decided.
   *
   * @param joined whether it found an open execution
   * @param near whether that is in the caller's own workspace
   */
  static String decided(Verdict verdict, ExecutionFact callee, boolean joined, boolean near) {
    String where = near ? "" : " in " + callee.workspace().name();
    return switch (verdict) {
      case NOT_MEMOIZED -> "Executed: it is not memoized, so every call executes.";
      case MISS -> "Executed: nothing with this key could be reused.";
      case HIT ->
          joined
              ? "Joined %s%s, which was still open.".formatted(callee.id(), where)
              : "Reused %s%s."
                  .formatted(callee.id(), near ? "" : " from " + callee.workspace().name());
      case EARLIER_SUCCESS ->
          "Used %s%s: the re-run reuses every earlier success.".formatted(callee.id(), where);
      case FORCED -> "Executed: the re-run also forces this step.";
      case FORCED_BEFORE ->
          "Used %s%s, which this re-run had forced before.".formatted(callee.id(), where);
    };
  }

  /** Why a candidate with this standing was taken or not. */
  static String because(
      Reason reason, ExecutionFact candidate, String outcome, @Nullable ExecutionFact taken) {
    return switch (reason) {
      case TAKEN -> "taken";
      case OLDER -> "not needed, because a newer one fits";
      case FURTHER ->
          taken == null
              ? "not needed, because a nearer one fits"
              : "not needed, because %s is nearer than %s"
                  .formatted(taken.workspace().name(), candidate.workspace().name());
      case STUCK ->
          "passed over, because it was waiting in %s, where nothing could run it"
              .formatted(candidate.workspace().name());
      case WAITS_FOR_CALLER -> "passed over, because it is or waits for the caller";
      case ENDED_WITHOUT_VALUE -> "not reused, because it " + ended(outcome);
      case FORCED -> "would have been reused, but the re-run also forces this step";
    };
  }

  private static String ended(String outcome) {
    return switch (outcome) {
      case "abandoned" -> "lost its worker";
      case "cancelled" -> "was cancelled";
      default -> outcome;
    };
  }

  /** How an execution that is no candidate had ended. */
  static String outcome(@Nullable ResultFact result) {
    return switch (result == null ? ResultKind.CANCELLED : result.kind()) {
      case FAILED -> "failed";
      case TIMED_OUT -> "timed out";
      case ABANDONED -> "abandoned";
      case CANCELLED -> "cancelled";
      default -> "ended without a value";
    };
  }

  /** {@code config is not part of the key. It differs: $.version 1 → 2}. */
  static String outsideKey(ArgumentDifference difference) {
    return "%s is not part of the key. It differs: %s."
        .formatted(difference.parameter(), difference.sentence());
  }

  /** All differences in one sentence. */
  static String differences(List<ArgumentDifference> differences) {
    return String.join(
        "; ",
        differences.stream()
            .map(difference -> difference.parameter() + " differs: " + difference.sentence())
            .toList());
  }
}
