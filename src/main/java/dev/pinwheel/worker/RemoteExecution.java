package dev.pinwheel.worker;

import dev.pinwheel.protocol.WireOutcome;
import dev.pinwheel.sdk.Execution;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A handle of an execution on the server: one this code has called, or one it was handed. */
final class RemoteExecution<T extends @Nullable Object> implements Execution<T> {

  private final CompletableFuture<String> id;
  private final ValueCodec codec;
  private volatile @Nullable WireOutcome settled;
  private volatile boolean observed;

  RemoteExecution(CompletableFuture<String> id, ValueCodec codec) {
    this.id = id;
    this.codec = codec;
  }

  RemoteExecution(String id, ValueCodec codec) {
    this(CompletableFuture.completedFuture(id), codec);
  }

  @Override
  public String id() {
    observed = true;
    String known = id.isDone() && !id.isCompletedExceptionally() ? id.join() : null;
    return known != null ? known : RunningExecution.current("id() of a handle").awaitCalled(id);
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // the codec was made from the declared result type
  public T result() {
    String execution = id();
    WireOutcome outcome = settled;
    if (outcome == null) {
      outcome = RunningExecution.current("result() of " + execution).awaitOutcomeOf(execution);
      settled = outcome;
    }
    if (outcome.kind().equals("value")) {
      return (T) codec.read(String.valueOf(outcome.value()));
    }
    throw (RuntimeException) Thrown.unchecked(outcome);
  }

  /** Has anybody asked for the id or the result, and so heard of a refusal? */
  boolean isObserved() {
    return observed;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RemoteExecution<?> handle
        && (handle == this || (isKnown() && handle.isKnown() && id().equals(handle.id())));
  }

  @Override
  public int hashCode() {
    return RemoteExecution.class.hashCode();
  }

  @Override
  public String toString() {
    return isKnown() ? id.join() : "an execution that is being recorded";
  }

  private boolean isKnown() {
    return id.isDone() && !id.isCompletedExceptionally();
  }
}
