package dev.pinwheel.worker;

import dev.pinwheel.protocol.Outcome;
import dev.pinwheel.protocol.WorkerMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes that one execution was told without asking, and which of them it has used. The server
 * hears of uses in batches: when there are many, soon after the first, and before anything else
 * that the execution says. Thread-safe.
 */
final class Uses {

  private static final int BATCH = 256;
  private static final long DELAY_MILLIS = 50;

  private final String execution;
  private final Consumer<WorkerMessage> connection;
  private final ScheduledExecutorService timer;
  private final Map<String, Outcome> told = new ConcurrentHashMap<>();
  private List<String> unreported = new ArrayList<>();

  Uses(String execution, Consumer<WorkerMessage> connection, ScheduledExecutorService timer) {
    this.execution = execution;
    this.connection = connection;
    this.timer = timer;
  }

  /** The server has told an outcome. */
  void told(Outcome outcome) {
    told.put(outcome.execution(), outcome);
  }

  /**
   * The outcome of an execution, which is used by asking for it here; null when it is not known.
   */
  @Nullable Outcome use(String awaited) {
    Outcome outcome = told.get(awaited);
    if (outcome != null) {
      report(awaited);
    }
    return outcome;
  }

  private synchronized void report(String awaited) {
    unreported.add(awaited);
    if (unreported.size() >= BATCH) {
      flush();
    } else if (unreported.size() == 1 && !timer.isShutdown()) {
      timer.schedule(this::flush, DELAY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Sends what has not been reported yet. */
  synchronized void flush() {
    if (!unreported.isEmpty()) {
      List<String> batch = unreported;
      unreported = new ArrayList<>();
      connection.accept(new WorkerMessage.Used(execution, batch));
    }
  }
}
