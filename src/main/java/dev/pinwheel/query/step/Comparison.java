package dev.pinwheel.query.step;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.view.ArgumentDifference;
import dev.pinwheel.query.view.JsonDifference;
import dev.pinwheel.query.view.State;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What differs between two executions of one target, which may be attempts of a step in different
 * workspaces.
 *
 * @param arguments that differ; attempts of one step have the same
 * @param outcome how their outcomes compare, as a sentence
 * @param sameOutcome T1; null while one of them is open
 * @param values where their results differ, at most {@link #MAX_PLACES}; empty unless both have one
 * @param calls that differ, gone ones first
 * @param sameCalls how many calls were the same, with the same outcome
 * @param cut whether calls after the first {@link #MAX_CALLS} of an execution were left out
 */
public record Comparison(
    Side before,
    Side after,
    List<ArgumentDifference> arguments,
    String outcome,
    @Nullable Boolean sameOutcome,
    List<JsonDifference> values,
    List<Difference> calls,
    int sameCalls,
    boolean cut) {

  public static final int MAX_PLACES = 50;
  public static final int MAX_CALLS = 2000;

  public Comparison {
    arguments = List.copyOf(arguments);
    values = List.copyOf(values);
    calls = List.copyOf(calls);
  }

  /** Whether both are the same execution, so that nothing can differ. */
  public boolean isOneAttempt() {
    return before.execution().equals(after.execution());
  }

  /**
   * One of the two executions.
   *
   * @param took null while it is open
   * @param codeVersion of the worker that executed it; null when none did
   * @param failure type and message; null when it did not fail
   */
  public record Side(
      ExecutionId execution,
      WorkspaceName workspace,
      State state,
      @Nullable Duration took,
      @Nullable String codeVersion,
      @Nullable String failure) {}

  /**
   * A call, or a step of a run, that is not the same on both sides.
   *
   * @param argumentLine the arguments of the call in one line, those of the other side for one that
   *     is not gone; null when there is none
   * @param before the execution on the one side; null for an added one
   * @param after the execution on the other; null for one that is gone
   */
  public record Difference(
      Kind kind,
      String target,
      @Nullable String argumentLine,
      @Nullable ExecutionId before,
      @Nullable ExecutionId after,
      String sentence) {

    /** {@code R7K2:3:1 → R7K2:3:2}, or the only one. */
    public String ids() {
      return Stream.of(before, after)
          .filter(Objects::nonNull)
          .map(ExecutionId::toString)
          .distinct()
          .collect(Collectors.joining(" → "));
    }
  }

  /** How a call or step differs. */
  public enum Kind {
    GONE("gone"),
    ADDED("added"),
    OTHER_ARGUMENTS("otherArguments"),
    OTHER_RESULT("otherResult"),
    /** The same call, made more or less often. */
    OTHER_TIMES("otherTimes"),
    /** Another attempt of a step, with the same outcome. */
    SAME_RESULT("sameResult");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }
}
