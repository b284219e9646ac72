package dev.pinwheel.engine;

import dev.pinwheel.event.EngineEvent;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.Rejection.Kind;
import dev.pinwheel.model.RunId;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.DatabaseUnreachable;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes log messages in batches, in transactions of their own. Backpressure: when more arrive than
 * can be written, the sender waits. While the database is away, messages wait; a message that it
 * refuses takes no other with it.
 */
final class LogAppender implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LogAppender.class);

  private static final int PENDING_LIMIT = 100_000;
  private static final int BATCH = 2_000;
  private static final Set<String> LEVELS =
      Set.of("debug", "info", "warn", "error", "stdout", "stderr");

  private final Database database;
  private final LogStore store;
  private final EngineState state;
  private final BlockingQueue<LogMessage> pending = new LinkedBlockingQueue<>(PENDING_LIMIT);
  private final Thread thread = Thread.ofPlatform().name("pinwheel-logs").unstarted(this::run);
  private volatile boolean closing;

  LogAppender(Database database, EngineState state) {
    this.database = database;
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
    try {
      while (!closing || !pending.isEmpty()) {
        LogMessage first = next();
        if (first != null) {
          List<LogMessage> batch = new ArrayList<>();
          batch.add(first);
          pending.drainTo(batch, BATCH - 1);
          writeOrDrop(batch);
        }
      }
    } catch (RuntimeException | Error e) {
      database.stopServer("The thread that writes logs ended by an error", e);
    }
  }

  /** The next message; null when there is none for a while. */
  private @Nullable LogMessage next() {
    try {
      return pending.poll(100, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      LOG.warn("The thread that writes logs was interrupted and goes on");
      return null;
    }
  }

  private void writeOrDrop(List<LogMessage> batch) {
    while (true) {
      try {
        write(batch);
        return;
      } catch (RuntimeException e) {
        if (!isDatabaseAway(e)) {
          dropOrIsolate(batch, e);
          return;
        }
        if (!database.awaitNextAttempt()) {
          LOG.error("{} log messages are lost: the server stops without database", batch.size());
          return;
        }
      }
    }
  }

  private static boolean isDatabaseAway(RuntimeException problem) {
    return problem instanceof DatabaseUnreachable
        || problem instanceof Rejection rejection && rejection.kind() == Kind.UNAVAILABLE;
  }

  private void dropOrIsolate(List<LogMessage> batch, RuntimeException problem) {
    if (batch.size() == 1) {
      LOG.error("Could not write a log message of {}", batch.getFirst().execution(), problem);
    } else {
      batch.forEach(message -> writeOrDrop(List.of(message)));
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
