package dev.pinwheel.worker.values;

import dev.pinwheel.protocol.WireOutcome;
import dev.pinwheel.sdk.Host;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The execution whose code is running, as the handles that this code holds see it. */
public interface CurrentExecution extends Host {

  /** The execution, or null when the thread belongs to none. */
  static @Nullable CurrentExecution find() {
    return Host.find().orElse(null) instanceof CurrentExecution execution ? execution : null;
  }

  /**
   * The execution.
   *
   * @param what the function that was called, for messages
   * @throws IllegalStateException when the thread belongs to none
   */
  static CurrentExecution get(String what) {
    CurrentExecution execution = find();
    if (execution == null) {
      throw new IllegalStateException(
          what
              + " was called on a thread that belongs to no execution ("
              + Thread.currentThread().getName()
              + "). Call it in the code of a target, use submit instead of a thread of your own, or give the thread Pinwheel.wrap(task).");
    }
    return execution;
  }

  /** Blocks until the server has recorded a call, and returns the id of its execution. */
  String awaitRecorded(CompletableFuture<String> id);

  /** Blocks until another execution has an outcome. */
  WireOutcome awaitOutcome(String execution);

  /** Loads the classes that the running code knows. */
  ClassLoader classLoader();
}
