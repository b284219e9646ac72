package dev.pinwheel.worker.values;

import dev.pinwheel.protocol.WireOutcome;
import dev.pinwheel.sdk.Execution;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A handle of an execution on the server, which this code has called or received. */
public final class RemoteExecution<T extends @Nullable Object> implements Execution<T> {

  private final CompletableFuture<String> id;
  private final Function<String, @Nullable Object> reader;
  private volatile @Nullable WireOutcome settled;
  private volatile boolean observed;

  /**
   * A handle of a call that is being recorded.
   *
   * @param id completed with the id when the server has recorded the call
   * @param reader makes a value of the JSON text of a result
   */
  public RemoteExecution(CompletableFuture<String> id, Function<String, @Nullable Object> reader) {
    this.id = id;
    this.reader = reader;
  }

  /** A handle of an execution that is known. */
  public RemoteExecution(String id, Function<String, @Nullable Object> reader) {
    this(CompletableFuture.completedFuture(id), reader);
  }

  @Override
  public String id() {
    observed = true;
    String known = id.isDone() && !id.isCompletedExceptionally() ? id.join() : null;
    return known != null ? known : CurrentExecution.get("id() of a handle").awaitRecorded(id);
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // the reader was made from the declared result type
  public T result() {
    String execution = id();
    WireOutcome outcome = settled;
    if (outcome == null) {
      outcome = CurrentExecution.get("result() of " + execution).awaitOutcome(execution);
      settled = outcome;
    }
    if (outcome.kind().equals("value")) {
      return (T) reader.apply(String.valueOf(outcome.value()));
    }
    throw (RuntimeException) OutcomeExceptions.unchecked(outcome, classLoader());
  }

  private static ClassLoader classLoader() {
    CurrentExecution current = CurrentExecution.find();
    return current == null ? RemoteExecution.class.getClassLoader() : current.classLoader();
  }

  /** Whether the id or the result was read, so that a refusal was noticed. */
  public boolean isObserved() {
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
