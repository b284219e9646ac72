package dev.pinwheel.engine.log;

import dev.pinwheel.event.EngineEvent;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.Rejection.Kind;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.SessionId;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.DatabaseUnreachable;
import dev.pinwheel.store.ExecutionStore;
import dev.pinwheel.store.LogStore;
import dev.pinwheel.store.LogStore.LogRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes log lines in groups, in transactions of their own. While the database cannot be reached,
 * lines wait; a line that it refuses takes no other with it. Numbered lines are written once,
 * however often they arrive, because the last number of a session is written with them.
 * Thread-safe.
 */
public final class LogAppender implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LogAppender.class);

  /** How much may wait, in characters, beside what senders bound themselves. */
  private static final int MAX_WAITING = 32_000_000;

  private static final int GROUP_LINES = 2_000;
  private static final long GROUP_CHARACTERS = 4_000_000;
  private static final Set<String> LEVELS =
      Set.of("debug", "info", "warn", "error", "stdout", "stderr");

  private final Database database;
  private final LogStore store;
  private final Function<ExecutionId, Optional<ExecutionStore.ExecutionRef>> open;
  private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(MAX_WAITING);
  private final Thread thread = Thread.ofPlatform().name("pinwheel-logs").unstarted(this::run);
  private volatile boolean closing;

  /**
   * A batch in the queue.
   *
   * @param taken of the room of the queue
   */
  private record Waiting(LogBatch batch, int taken) {}

  /** A line of a group, and the session that it is of. */
  private record Entry(@Nullable SessionId session, LogBatch.Line line) {}

  /**
   * @param open finds an execution without a result, which saves a query; called by any thread
   */
  public LogAppender(
      Database database, Function<ExecutionId, Optional<ExecutionStore.ExecutionRef>> open) {
    this.database = database;
    this.store = new LogStore(database);
    this.open = open;
  }

  public void start() {
    thread.start();
  }

  /**
   * Queues lines. Blocks while too much is waiting.
   *
   * @param bounded whether the sender bounds what it has under way; then this never blocks
   */
  public void append(LogBatch batch, boolean bounded) {
    int taken = bounded ? 0 : (int) Math.min(batch.size(), MAX_WAITING);
    try {
      room.acquire(taken);
      waiting.add(new Waiting(batch, taken));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!closing || !waiting.isEmpty()) {
        Waiting first = next();
        if (first != null) {
          write(groupFrom(first));
        }
      }
    } catch (RuntimeException | Error e) {
      database.stopServer("The thread that writes logs ended by an error", e);
    }
  }

  /** The next batch; null when there is none for a while. */
  private @Nullable Waiting next() {
    try {
      return waiting.poll(100, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      LOG.warn("The thread that writes logs was interrupted and continues");
      return null;
    }
  }

  /** What is waiting, as much as one transaction takes. */
  private List<Waiting> groupFrom(Waiting first) {
    List<Waiting> group = new ArrayList<>();
    int lines = 0;
    long characters = 0;
    for (Waiting next = first; next != null; next = waiting.poll()) {
      group.add(next);
      lines += next.batch().lines().size();
      characters += next.batch().size();
      if (lines >= GROUP_LINES || characters >= GROUP_CHARACTERS) {
        break;
      }
    }
    return group;
  }

  private void write(List<Waiting> group) {
    List<Entry> entries = new ArrayList<>();
    for (Waiting next : group) {
      LogBatch batch = next.batch();
      batch.lines().forEach(line -> entries.add(new Entry(batch.session(), line)));
    }
    boolean written = entries.isEmpty() || writeOrDrop(entries);
    for (Waiting next : group) {
      room.release(next.taken());
      if (written) {
        next.batch().stored().run();
      }
    }
  }

  /** Returns whether the lines are stored or given up; false when the server stops before. */
  private boolean writeOrDrop(List<Entry> entries) {
    while (true) {
      try {
        write(entries, find(entries));
        return true;
      } catch (RuntimeException e) {
        if (database.isStopped()) {
          warnOfLoss(entries);
          return false;
        }
        if (!isDatabaseAway(e)) {
          return dropOrIsolate(entries, e);
        }
        if (!database.awaitNextAttempt()) {
          warnOfLoss(entries);
          return false;
        }
      }
    }
  }

  private static void warnOfLoss(List<Entry> entries) {
    long lost = entries.stream().filter(entry -> entry.line().number() == 0).count();
    LOG.error(
        "The server stops without a database: {} log lines are lost, and workers have to resend {}",
        lost,
        entries.size() - lost);
  }

  private static boolean isDatabaseAway(RuntimeException problem) {
    return problem instanceof DatabaseUnreachable
        || problem instanceof Rejection rejection && rejection.kind() == Kind.UNAVAILABLE;
  }

  /** Halves the lines until the one that the database refuses is alone. */
  private boolean dropOrIsolate(List<Entry> entries, RuntimeException problem) {
    if (entries.size() == 1) {
      LOG.error(
          "Could not write a log line of {}",
          entries.getFirst().line().message().execution(),
          problem);
      return true;
    }
    int half = entries.size() / 2;
    return writeOrDrop(entries.subList(0, half))
        && writeOrDrop(entries.subList(half, entries.size()));
  }

  private void write(List<Entry> entries, Map<ExecutionId, ExecutionStore.ExecutionRef> places) {
    List<LogRow> rows = new ArrayList<>();
    Map<Long, Long> positions = new HashMap<>();
    Set<EngineEvent> events = new LinkedHashSet<>();
    for (Entry entry : entries) {
      SessionId session = entry.session();
      LogBatch.Line line = entry.line();
      LogMessage message = line.message();
      if (session != null && line.number() > 0) {
        positions.merge(session.value(), line.number(), Math::max);
      }
      ExecutionStore.ExecutionRef place = places.get(message.execution());
      if (place != null) {
        RunId run = message.execution().run();
        rows.add(row(session, line, run, place));
        events.add(new EngineEvent.MessagesLogged(run, place.workspace()));
      }
    }
    if (!rows.isEmpty() || !positions.isEmpty()) {
      store.append(rows, positions, events);
    }
  }

  private static LogRow row(
      @Nullable SessionId session, LogBatch.Line line, RunId run, ExecutionStore.ExecutionRef ref) {
    LogMessage message = line.message();
    return new LogRow(
        run.number(),
        ref.sequence(),
        ref.workspace().value(),
        message.loggedAt(),
        LEVELS.contains(message.level()) ? message.level() : "info",
        message.template().getBytes(StandardCharsets.UTF_8),
        message.values().utf8(),
        session == null ? null : new LogStore.Sender(session.value(), line.number(), line.known()));
  }

  /**
   * Where the executions of the lines are; the database is asked once, for those that have ended.
   */
  private Map<ExecutionId, ExecutionStore.ExecutionRef> find(List<Entry> entries) {
    Map<ExecutionId, ExecutionStore.ExecutionRef> places = new HashMap<>();
    Set<ExecutionId> ended = new LinkedHashSet<>();
    for (Entry entry : entries) {
      ExecutionId execution = entry.line().message().execution();
      open.apply(execution)
          .ifPresentOrElse(place -> places.put(execution, place), () -> ended.add(execution));
    }
    if (!ended.isEmpty()) {
      places.putAll(store.findRefs(ended));
    }
    return places;
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
