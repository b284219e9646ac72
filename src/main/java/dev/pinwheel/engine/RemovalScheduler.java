package dev.pinwheel.engine;

import dev.pinwheel.engine.command.Command;
import dev.pinwheel.engine.retention.RetentionRule;
import dev.pinwheel.engine.retention.RetentionRule.Verdict;
import dev.pinwheel.engine.retention.WorkspaceRetentions;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunFamily;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.Payloads;
import dev.pinwheel.store.RetentionStore;
import dev.pinwheel.store.RunFamilies;
import dev.pinwheel.store.RunFamilies.Position;
import dev.pinwheel.store.UnownedFiles;
import dev.pinwheel.store.WorkspaceStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for what is not kept any more, every minute, and has it removed in small batches between
 * other commands (G3). It reads without holding up the committing thread, which checks again.
 */
final class RemovalScheduler implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RemovalScheduler.class);

  /** Between two passes; longer when a pass takes longer than a twentieth of it. */
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private static final int BREAK_PER_PASS = 20;

  private static final Duration FILE_INTERVAL = Duration.ofHours(1);

  private static final long POLL_MILLIS = 100;

  /** Between two batches, so that other commands come first. */
  private static final long PAUSE_MILLIS = 20;

  private static final int PAGE = 200;
  private static final int RUNS_AT_ONCE = 25;

  private final Engine engine;
  private final Database database;
  private final UnownedFiles unownedFiles;
  private final InstantSource clock;
  private final int rowsAtOnce;
  private final RetentionStore store = new RetentionStore();
  private final RunFamilies families = new RunFamilies();
  private final UpkeepThread thread;

  private Instant nextPass = Instant.MIN;
  private Instant nextFiles = Instant.MIN;

  RemovalScheduler(
      Engine engine, Database database, Payloads payloads, InstantSource clock, int rowsAtOnce) {
    this.engine = engine;
    this.database = database;
    this.unownedFiles = new UnownedFiles(database, payloads);
    this.clock = clock;
    this.rowsAtOnce = rowsAtOnce;
    this.thread =
        new UpkeepThread(
            database,
            "pinwheel-removal",
            "removes old runs",
            POLL_MILLIS,
            this::passIfDue,
            () -> {});
  }

  void start() {
    thread.start();
  }

  private synchronized void passIfDue() {
    if (clock.instant().isBefore(nextPass)) {
      return;
    }
    try {
      pass();
    } catch (Rejection e) {
      LOG.debug("Deferred the removal of old runs: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("Could not remove old runs; it will be retried", e);
    }
  }

  /**
   * Removes everything that may be removed now; returns when that is done, or the engine is being
   * closed.
   */
  synchronized void pass() {
    Instant begun = clock.instant();
    try {
      pass(begun);
    } finally {
      Instant now = clock.instant();
      Duration rest = Duration.between(begun, now).multipliedBy(BREAK_PER_PASS);
      nextPass = now.plus(rest.compareTo(INTERVAL) > 0 ? rest : INTERVAL);
    }
  }

  private void pass(Instant now) {
    int files = 0;
    if (!now.isBefore(nextFiles)) {
      nextFiles = now.plus(FILE_INTERVAL);
      files = unownedFiles.remove(now);
    }
    // Expired cache entries first: they keep their runs.
    removeRows(files);
    Map<WorkspaceId, RetentionRule.WorkspaceRetention> retentions =
        database.read(
            dsl -> WorkspaceRetentions.of(new WorkspaceStore().listAll(dsl), store.listAll(dsl)));
    for (Map.Entry<WorkspaceId, RetentionRule.WorkspaceRetention> one : retentions.entrySet()) {
      Duration age = one.getValue().retention().retention().age();
      if (age != null) {
        removeRuns(one.getKey(), retentions, now, age);
      }
    }
  }

  private void removeRuns(
      WorkspaceId workspace,
      Map<WorkspaceId, RetentionRule.WorkspaceRetention> retentions,
      Instant now,
      Duration age) {
    Position after = Position.START;
    List<Position> page;
    do {
      Position from = after;
      page =
          database.read(dsl -> families.listInactive(dsl, workspace, now.minus(age), from, PAGE));
      List<RunId> due = listDue(page.stream().map(Position::run).toList(), retentions, now);
      for (int i = 0; i < due.size() && !thread.isClosingAfter(0); i += RUNS_AT_ONCE) {
        int begun =
            engine.execute(
                new Command.RemoveRuns(due.subList(i, Math.min(due.size(), i + RUNS_AT_ONCE))));
        if (begun > 0) {
          removeRows(0);
        }
      }
      after = page.isEmpty() ? after : page.getLast();
    } while (page.size() == PAGE && !thread.isClosingAfter(0));
  }

  private List<RunId> listDue(
      List<RunId> runs,
      Map<WorkspaceId, RetentionRule.WorkspaceRetention> retentions,
      Instant now) {
    return database
        .read(dsl ->
            families.listFamilies(
                dsl, runs, WorkspaceRetentions.lastRuns(retentions), workspace -> true))
        .stream()
        .filter(family -> RetentionRule.decide(family, retentions, now) instanceof Verdict.Remove)
        .map(RunFamily::root)
        .toList();
  }

  private void removeRows(int files) {
    int removed = engine.execute(new Command.RemoveRows(rowsAtOnce, files));
    while (removed > 0 && !thread.isClosingAfter(PAUSE_MILLIS)) {
      removed = engine.execute(new Command.RemoveRows(rowsAtOnce, 0));
    }
  }

  @Override
  public void close() {
    thread.close();
  }
}
