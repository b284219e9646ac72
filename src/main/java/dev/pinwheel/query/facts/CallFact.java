package dev.pinwheel.query.facts;

import dev.pinwheel.model.CallKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call of a visible execution as loaded; the execution called may be out of sight.
 *
 * @param memoKey the key it was looked up by, in hex; null when it was not memoized
 * @param option that counted for it, where it was loaded and the step called does not tell; else
 *     null
 */
public record CallFact(
    long caller,
    long callee,
    int number,
    CallKind kind,
    int times,
    @Nullable String group,
    @Nullable String memoKey,
    @Nullable CallOption option,
    Instant calledAt) {

  public CallFact(
      long caller,
      long callee,
      int number,
      CallKind kind,
      int times,
      @Nullable String group,
      @Nullable String memoKey,
      Instant calledAt) {
    this(caller, callee, number, kind, times, group, memoKey, null, calledAt);
  }
}
