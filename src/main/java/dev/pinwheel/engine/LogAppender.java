package dev.pinwheel.engine;

import dev.pinwheel.event.EngineEvent;
import dev.pinwheel.model.RunId;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.ExecutionStore;
import dev.pinwheel.store.LogStore;
import dev.pinwheel.store.LogStore.LogRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes log messages in batches, in transactions of their own. Backpressure: when more arrive than
 * can be written, the sender waits.
 */
final class LogAppender implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LogAppender.class);

  private static final int PENDING_LIMIT = 100_000;
  private static final int BATCH = 2_000;
  private static final Set<String> LEVELS =
      Set.of("debug", "info", "warn", "error", "stdout", "stderr");

  private final LogStore store;
  private final EngineState state;
  private final BlockingQueue<LogMessage> pending = new LinkedBlockingQueue<>(PENDING_LIMIT);
  private final Thread thread = Thread.ofPlatform().name("pinwheel-logs").unstarted(this::run);
  private volatile boolean closing;

  LogAppender(Database database, EngineState state) {
    this.store = new LogStore(database);
    this.state = state;
  }

  void start() {
    thread.start();
  }

  void append(List<LogMessage> messages) {
    try {
      for (LogMessage message : messages) {
        pending.put(message);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    List<LogMessage> batch = new ArrayList<>();
    while (!closing || !pending.isEmpty()) {
      try {
        LogMessage first = pending.poll(100, TimeUnit.MILLISECONDS);
        if (first == null) {
          continue;
        }
        batch.add(first);
        pending.drainTo(batch, BATCH - 1);
        write(batch);
      } catch (InterruptedException e) {
        closing = true;
      } catch (RuntimeException e) {
        LOG.error("Could not write {} log messages, from {}", batch.size(), batch.getFirst(), e);
      } finally {
        batch.clear();
      }
    }
  }

  private void write(List<LogMessage> batch) {
    List<LogRow> rows = new ArrayList<>();
    Set<EngineEvent> events = new LinkedHashSet<>();
    for (LogMessage message : batch) {
      find(message)
          .ifPresent(ref -> {
            RunId run = message.execution().run();
            rows.add(
                new LogRow(
                    run.number(),
                    ref.sequence(),
                    ref.workspace().value(),
                    message.loggedAt(),
                    LEVELS.contains(message.level()) ? message.level() : "info",
                    message.template().getBytes(StandardCharsets.UTF_8),
                    message.values().utf8()));
            events.add(new EngineEvent.MessagesLogged(run, ref.workspace()));
          });
    }
    if (!rows.isEmpty()) {
      store.append(rows, events);
    }
  }

  private Optional<ExecutionStore.ExecutionRef> find(LogMessage message) {
    return state
        .findOpen(message.execution())
        .map(execution ->
            new ExecutionStore.ExecutionRef(execution.sequence(), execution.workspace()))
        .or(() -> store.findRef(message.execution()));
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
