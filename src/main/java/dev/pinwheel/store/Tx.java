package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Tables.*;

import dev.pinwheel.event.EngineEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One transaction: what may be done in it, and what is to happen once it is committed. Lives as
 * long as the call of {@link Database#transact}; confined to its thread.
 */
public final class Tx {

  private static final Logger LOG = LoggerFactory.getLogger(Tx.class);

  /** Referenced tables first, so that foreign keys hold at every flush. */
  private static final List<Table<?>> FLUSH_ORDER =
      List.of(
          WORKSPACE,
          WORKSPACE_ANCESTOR,
          RETENTION,
          MANIFEST,
          BLOB,
          WORKER_SESSION,
          RUN,
          RUN_KEEP,
          STEP,
          EXECUTION,
          RERUN,
          ASSIGNMENT,
          RESULT,
          CALL,
          DEPENDENCY,
          OPEN_EXECUTION,
          QUEUE,
          MEMO_CANDIDATE,
          CACHE_CANDIDATE,
          OUTCOME,
          RUN_REFERENCE,
          RUN_SUMMARY,
          LOG_MESSAGE,
          LOG_POSITION,
          RUN_REMOVAL,
          REMOVAL_RECORD,
          ACTIVITY);

  private record Pending(WriteStatement statement, @Nullable Object[] values) {}

  private final WriterConnection connection;
  private final Instant now;
  private final LongSupplier ids;
  private final Map<Table<?>, List<Pending>> pending = new LinkedHashMap<>();
  private final RunSummaryChanges summaries = new RunSummaryChanges();
  private final Set<EngineEvent> events = new LinkedHashSet<>();
  private final List<Runnable> beforeAnswers = new ArrayList<>();
  private final List<Runnable> afterCommit = new ArrayList<>();
  private final List<Runnable> afterRollback = new ArrayList<>();
  private final List<Payloads.PreparedFile> files = new ArrayList<>();
  private long writes;
  private long highestRun;
  private boolean isShownLater;
  private boolean isShownNow;
  private boolean isSyncedLater;
  private long marker = UNMARKED;

  /** The marker of a transaction that wrote nothing. */
  static final long UNMARKED = -1;

  Tx(WriterConnection connection, Instant now, LongSupplier ids) {
    this.connection = connection;
    this.now = now;
    this.ids = ids;
  }

  /** The time of this transaction, in microseconds like the database. */
  public Instant now() {
    return now;
  }

  /** The next engine sequence number: higher than all before. */
  public long nextId() {
    return ids.getAsLong();
  }

  /** For work that may rightly take longer than a transaction may stay open. */
  public void liftTimeLimit() {
    connection.liftLimit();
  }

  /**
   * Nobody is going to look at once for what this transaction changes: other connections may see it
   * a moment after the commit, and its events are published then.
   */
  public void showLater() {
    isShownLater = true;
  }

  /** It is enough that this transaction survives a crash of the server. */
  void syncLater() {
    isSyncedLater = true;
  }

  /** Whether {@link #syncLater} was called. */
  boolean isSyncedLater() {
    return isSyncedLater;
  }

  /** The number of a run was reserved, and must not be given out again. */
  void reservedRun(long number) {
    highestRun = Math.max(highestRun, number);
  }

  /** The highest number of a run that was reserved; 0 for none. */
  long highestRun() {
    return highestRun;
  }

  /** Somebody is going to look, so {@link #showLater} is without effect. */
  public void showNow() {
    isShownNow = true;
  }

  /** Whether {@link #showLater} was called, with effect. */
  boolean isShownLater() {
    return isShownLater && !isShownNow;
  }

  /** Publishes the event after the commit; equal events of one transaction are published once. */
  public void emit(EngineEvent event) {
    events.add(event);
  }

  /**
   * Runs after the commit, in order, before anything given to {@link #afterCommit}: for what others
   * must know before a command is acknowledged. Must not throw.
   */
  public void beforeAnswers(Runnable action) {
    beforeAnswers.add(action);
  }

  /** Runs after the commit, in order. Must not throw. */
  public void afterCommit(Runnable action) {
    afterCommit.add(action);
  }

  /** Runs when the transaction is rolled back, last registered first. Must not throw. */
  public void afterRollback(Runnable action) {
    afterRollback.add(action);
  }

  /**
   * Brings the files that hold very large values of the command that is applied next. Replaces
   * those of the command before.
   */
  public void offer(List<Payloads.PreparedFile> prepared) {
    files.clear();
    files.addAll(prepared);
  }

  /** The offered files that were not taken. */
  public List<Payloads.PreparedFile> filesLeft() {
    return List.copyOf(files);
  }

  /** The name of an offered file with this content, which is then no longer offered; else null. */
  @Nullable String takeFile(byte[] content) {
    for (Payloads.PreparedFile file : files) {
      if (Arrays.equals(file.content(), content)) {
        files.remove(file);
        return file.name();
      }
    }
    return null;
  }

  /** How many writes were asked for so far; tells whether something was changed in between. */
  public long writeCount() {
    return writes;
  }

  RunSummaryChanges summaries() {
    writes++;
    return summaries;
  }

  /** Buffers a write. */
  void write(WriteStatement statement, @Nullable Object... values) {
    writes++;
    pending
        .computeIfAbsent(statement.table(), table -> new ArrayList<>())
        .add(new Pending(statement, values));
  }

  /** Reads with a prepared statement, after pending writes to its tables. */
  Result<Record> fetch(ReadStatement read, @Nullable Object... values) {
    flush(read.tables());
    return connection.fetch(read, values);
  }

  /** For reads and rare writes that need no speed, after all pending writes. */
  DSLContext dsl() {
    flushAll();
    return connection.dsl();
  }

  void flushAll() {
    flush(FLUSH_ORDER);
    if (!pending.isEmpty()) {
      throw new IllegalStateException("No order is known in which to write " + pending.keySet());
    }
    summaries.flush(connection, now);
  }

  private void flush(List<Table<?>> tables) {
    if (pending.isEmpty()) {
      return;
    }
    int last = -1;
    for (Table<?> table : tables) {
      if (pending.containsKey(table)) {
        last = Math.max(last, FLUSH_ORDER.indexOf(table));
      }
    }
    boolean derivedOnly = last >= FLUSH_ORDER.indexOf(OPEN_EXECUTION) && tables.size() == 1;
    if (derivedOnly) {
      // Derived rows have no foreign keys, so nothing has to be written before them.
      flush(tables.getFirst());
      return;
    }
    for (int i = 0; i <= last; i++) {
      flush(FLUSH_ORDER.get(i));
    }
  }

  private void flush(Table<?> table) {
    List<Pending> writesOfTable = pending.remove(table);
    if (writesOfTable == null) {
      return;
    }
    int from = 0;
    while (from < writesOfTable.size()) {
      WriteStatement statement = writesOfTable.get(from).statement();
      List<@Nullable Object[]> rows = new ArrayList<>();
      int to = from;
      while (to < writesOfTable.size() && writesOfTable.get(to).statement() == statement) {
        rows.add(writesOfTable.get(to++).values());
      }
      connection.runBatch(statement, rows);
      from = to;
    }
  }

  /** Counts a write that was made through {@link #dsl()}, or demands that the commit writes. */
  public void countWrite() {
    writes++;
  }

  /** Its number in {@code commit_marker}; {@link #UNMARKED} when it has none. */
  long marker() {
    return marker;
  }

  void setMarker(long marker) {
    this.marker = marker;
  }

  Set<EngineEvent> events() {
    return events;
  }

  /** Never throws: what is committed must not look as if it were not. */
  void committed() {
    beforeAnswers.forEach(Tx::follow);
    afterCommit.forEach(Tx::follow);
  }

  private static void follow(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.error("An after-commit action failed; the transaction is committed", e);
    }
  }

  void rolledBack() {
    afterRollback.reversed().forEach(Runnable::run);
  }
}
