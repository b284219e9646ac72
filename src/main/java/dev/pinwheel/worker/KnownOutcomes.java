package dev.pinwheel.worker;

import dev.pinwheel.protocol.WireOutcome;
import dev.pinwheel.protocol.WorkerMessage;
import dev.pinwheel.protocol.WorkerMessage.ReusedCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes that one execution can read without a round trip, and which of them it has used. Uses
 * are reported in batches: when there are many, soon after the first, and before any other message
 * of the execution. Thread-safe.
 */
final class KnownOutcomes {

  private static final int BATCH = 1_000;
  private static final long DELAY_MILLIS = 50;

  private final String execution;
  private final Consumer<WorkerMessage> connection;
  private final ScheduledExecutorService timer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, WireOutcome> known = new ConcurrentHashMap<>();
  private List<ReusedCall> reused = new ArrayList<>();
  private List<String> awaited = new ArrayList<>();

  KnownOutcomes(
      String execution, Consumer<WorkerMessage> connection, ScheduledExecutorService timer) {
    this.execution = execution;
    this.connection = connection;
    this.timer = timer;
  }

  /** Adds an outcome that the server has sent, or that was in the memo map. */
  void known(WireOutcome outcome) {
    known.put(outcome.execution(), outcome);
  }

  /** The outcome of an execution, which counts as used; null when it is not known. */
  @Nullable WireOutcome use(String execution) {
    WireOutcome outcome = known.get(execution);
    if (outcome != null) {
      await(execution);
    }
    return outcome;
  }

  /** A call was answered from a memo map. */
  void reuse(ReusedCall call) {
    lock.lock();
    try {
      reused.add(call);
      reportSoon();
    } finally {
      lock.unlock();
    }
  }

  /** The code has read the outcome of an execution. */
  void await(String execution) {
    lock.lock();
    try {
      awaited.add(execution);
      reportSoon();
    } finally {
      lock.unlock();
    }
  }

  private void reportSoon() {
    int unreported = reused.size() + awaited.size();
    if (unreported >= BATCH) {
      flush();
    } else if (unreported == 1 && !timer.isShutdown()) {
      timer.schedule(this::flush, DELAY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Sends what has not been reported yet. */
  void flush() {
    lock.lock();
    try {
      if (!reused.isEmpty() || !awaited.isEmpty()) {
        WorkerMessage.Used used = new WorkerMessage.Used(execution, reused, awaited);
        reused = new ArrayList<>();
        awaited = new ArrayList<>();
        connection.accept(used);
      }
    } finally {
      lock.unlock();
    }
  }
}
