package dev.pinwheel.query.facts;

import dev.pinwheel.model.CallKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table {@code call}: one execution called a target and got another execution, made
 * for it or found by a lookup (M6, M7). Equal calls that reused the same execution share a row. The
 * caller is always visible from the viewpoint; the execution called may not be.
 *
 * @param caller sequence number of the execution that called
 * @param callee sequence number of the execution that the call got
 * @param number among the calls of the caller, from 1, in the order in which they were made
 * @param times how often the caller made this same call; at least 1
 * @param group title of the group in which it was called; null for none
 * @param memoKey the key it was looked up by, in lower-case hex; null when it was not memoized
 * @param argumentLine its own arguments in one line, where they differ from those of the step
 *     called; else null. At most 120 characters
 * @param option the memo option that counted for it (M2), when it is not that of the step called;
 *     null otherwise, and when it was not loaded: only plans need it
 * @param calledAt when the server took the call, the first one of equal calls
 */
public record CallFact(
    long caller,
    long callee,
    int number,
    CallKind kind,
    int times,
    @Nullable String group,
    @Nullable String memoKey,
    @Nullable String argumentLine,
    @Nullable CallOption option,
    Instant calledAt) {

  /** A call with the arguments of the step called, and without its option. */
  public CallFact(
      long caller,
      long callee,
      int number,
      CallKind kind,
      int times,
      @Nullable String group,
      @Nullable String memoKey,
      Instant calledAt) {
    this(caller, callee, number, kind, times, group, memoKey, null, null, calledAt);
  }
}
