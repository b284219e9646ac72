package dev.pinwheel.worker;

import dev.pinwheel.sdk.ExecutionStopped;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** The waits of all threads of one execution, so that stopping it ends them. Thread-safe. */
final class StoppableWaits {

  private final String execution;
  private final Set<CompletableFuture<?>> open = ConcurrentHashMap.newKeySet();
  private volatile @Nullable String stopReason;

  StoppableWaits(String execution) {
    this.execution = execution;
  }

  /** Ends all waits, including later ones. */
  void stop(String reason) {
    stopReason = reason;
    for (CompletableFuture<?> wait : open) {
      wait.completeExceptionally(new ExecutionStopped(execution, reason));
    }
  }

  boolean isStopped() {
    return stopReason != null;
  }

  /** Throws when the execution has been stopped. */
  void check() {
    String reason = stopReason;
    if (reason != null) {
      throw new ExecutionStopped(execution, reason);
    }
  }

  /**
   * Blocks until there is an answer.
   *
   * @throws ExecutionStopped when the execution is stopped first
   * @throws RuntimeException what the answer was completed with
   */
  <V> V forAnswer(CompletableFuture<V> answer) {
    open.add(answer);
    try {
      check();
      return answer.get();
    } catch (InterruptedException e) {
      check();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "The thread of execution " + execution + " was interrupted while it waited.", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException unchecked
          ? unchecked
          : new IllegalStateException(e.getCause());
    } finally {
      open.remove(answer);
    }
  }
}
