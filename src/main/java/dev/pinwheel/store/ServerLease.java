package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Sequences.ENGINE_SEQUENCE;
import static dev.pinwheel.store.jooq.Tables.COMMIT_MARKER;
import static dev.pinwheel.store.jooq.Tables.SERVER_LEASE;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jooq.types.DayToSecond;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right of one server to work on a database of PostgreSQL (ADR 0026): a row that is renewed by
 * the time of the database. A server that takes it over replaces the markers of the writers;
 * without its marker the former server can commit nothing. Thread-safe.
 */
public final class ServerLease implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServerLease.class);

  /** Why a server whose lease is gone stops. */
  static final String LOST =
      "Another server has taken over the database, because this one did not renew its lease in time. The server stops; nothing that it does can be committed any more.";

  private static final short ID = 1;
  private static final int RENEWALS_PER_LEASE = 5;

  /** More than two of them before a lease ends. */
  private static final double TRANSACTIONS_PER_LEASE = 2.5;

  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(250);
  private static final int ATTEMPTS_TO_EXPLAIN = 20;
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  /** The database's time at which a statement runs, however old its transaction is. */
  private static final Field<Instant> NOW = DSL.function("clock_timestamp", SQLDataType.INSTANT);

  private static final int HOLDER_LENGTH = SERVER_LEASE.HOLDER.getDataType().length();

  private final DSLContext dsl;
  private final UUID owner = UUID.randomUUID();
  private final String holder;
  private final Duration length;
  private final ScheduledExecutorService renewals =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("pinwheel-lease").factory());
  private long marker;
  private CommitLoss loss;

  /** What the lease says of where PostgreSQL is; null until {@link #settle}. */
  private volatile CommitLoss.@Nullable ReplicationState settled;

  /** Does not throw when no commit is missing. */
  private volatile Runnable whenPromoted = () -> {};

  private final AtomicBoolean isChecking = new AtomicBoolean();

  /** Null until it is renewed. */
  private volatile @Nullable BiConsumer<String, Throwable> whenLost;

  private ServerLease(DSLContext dsl, String holder, Duration length) {
    this.dsl = dsl;
    this.holder = holder.substring(0, Math.min(holder.length(), HOLDER_LENGTH));
    this.length = length;
    this.loss = new CommitLoss(dsl, owner, null);
  }

  /**
   * Waits until no other server holds the database, at most as long as the lease of a server that
   * is gone.
   *
   * @param holder says in words which server this is
   * @param length for how long the lease is valid without renewal
   * @throws ServerLeaseHeld when another server renews its lease
   */
  public static ServerLease acquire(DataSource dataSource, String holder, Duration length) {
    return acquire(dataSource, holder, length, null);
  }

  /**
   * As {@link #acquire(DataSource, String, Duration)}, for a server that stands by: it waits for as
   * long as another one works on the database, or the database cannot be reached.
   *
   * @param waiting told who works on the database, whenever that is another one than before; null:
   *     does not stand by
   */
  public static ServerLease acquire(
      DataSource dataSource, String holder, Duration length, @Nullable Consumer<String> waiting) {
    ServerLease lease = new ServerLease(DSL.using(dataSource, SQLDialect.POSTGRES), holder, length);
    try {
      if (waiting == null) {
        lease.acquire();
      } else {
        lease.standBy(waiting);
      }
      return lease;
    } catch (RuntimeException e) {
      lease.renewals.shutdownNow();
      throw e;
    }
  }

  /** What another server's lease looked like. */
  private record Seen(UUID owner, String holder, Instant expiresAt) {}

  private void acquire() {
    Seen before = null;
    for (Seen held = tryAcquire(); held != null; held = tryAcquire()) {
      if (before == null) {
        LOG.info(
            "The lease of another server ({}) is valid until {}; waiting in case that server is gone",
            held.holder(),
            held.expiresAt());
      } else if (!held.equals(before)) {
        throw new ServerLeaseHeld(held.holder());
      }
      before = held;
      LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
    }
  }

  /** Looks at the lease without locking it, and tries to take it only when it has expired. */
  private void standBy(Consumer<String> waiting) {
    String told = null;
    while (true) {
      try {
        String held = findHolder();
        Seen other = held == null ? tryAcquire() : null;
        if (held == null && other == null) {
          return;
        }
        String now = other == null ? held : other.holder();
        if (!Objects.equals(now, told)) {
          told = now;
          waiting.accept(Objects.requireNonNull(now));
        }
      } catch (DataAccessException e) {
        LOG.debug("The database does not answer a server that stands by", e);
      }
      LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
    }
  }

  /** Who holds the lease; null when it has expired, or there is none. */
  private @Nullable String findHolder() {
    return dsl.select(SERVER_LEASE.HOLDER)
        .from(SERVER_LEASE)
        .where(SERVER_LEASE.EXPIRES_AT.gt(NOW))
        .fetchOptional(SERVER_LEASE.HOLDER)
        .orElse(null);
  }

  /** Null when it is acquired; else the lease of another server. */
  private @Nullable Seen tryAcquire() {
    while (true) {
      try {
        return dsl.transactionResult(transaction -> tryAcquire(transaction.dsl()));
      } catch (DataAccessException e) {
        if (!LOCK_NOT_AVAILABLE.equals(e.sqlState())) {
          throw e;
        }
        endFrozenTransactions();
      }
    }
  }

  private @Nullable Seen tryAcquire(DSLContext tx) {
    tx.execute("set local lock_timeout = '2s'");
    tx.insertInto(SERVER_LEASE)
        .columns(SERVER_LEASE.ID, SERVER_LEASE.OWNER, SERVER_LEASE.HOLDER, SERVER_LEASE.EXPIRES_AT)
        .values(DSL.val(ID), DSL.val(owner), DSL.val(holder), NOW)
        .onConflictDoNothing()
        .execute();
    // Its other columns may not be there yet.
    var row =
        tx.select(SERVER_LEASE.OWNER, SERVER_LEASE.HOLDER, SERVER_LEASE.EXPIRES_AT)
            .from(SERVER_LEASE)
            .where(SERVER_LEASE.ID.eq(ID))
            .forUpdate()
            .fetchSingle();
    int changed =
        tx.update(SERVER_LEASE)
            .set(SERVER_LEASE.OWNER, owner)
            .set(SERVER_LEASE.HOLDER, holder)
            .set(SERVER_LEASE.EXPIRES_AT, expiry())
            .where(SERVER_LEASE.ID.eq(ID))
            .and(SERVER_LEASE.OWNER.eq(owner).or(SERVER_LEASE.EXPIRES_AT.le(NOW)))
            .execute();
    if (changed == 0) {
      return new Seen(row.value1(), row.value2(), row.value3());
    }
    UUID before = row.value1();
    loss = new CommitLoss(dsl, owner, before.equals(owner) ? null : before);
    // Waits for what the former server is committing at this moment.
    tx.deleteFrom(COMMIT_MARKER).execute();
    marker = tx.nextval(ENGINE_SEQUENCE);
    tx.insertInto(COMMIT_MARKER, COMMIT_MARKER.MARKER)
        .values(commandMarker())
        .values(logMarker())
        .execute();
    return null;
  }

  private Field<Instant> expiry() {
    return DSL.field("{0} + {1}", SQLDataType.INSTANT, NOW, DSL.val(DayToSecond.valueOf(length)));
  }

  /**
   * Ends the transactions in which a frozen server stopped, where the database has not ended them
   * by itself ({@link #transactionLimit}): those that hold locks of the lease or of a marker,
   * whatever they do, and those that have done nothing for as long as a lease.
   */
  private void endFrozenTransactions() {
    var ended =
        dsl.fetch(
            "select pid, pg_terminate_backend(pid) from pg_stat_activity"
                + " where datname = current_database() and usename = current_user"
                + " and pid <> pg_backend_pid()"
                + " and (xact_start < clock_timestamp() - {0} and pid in (select pid from pg_locks"
                + " where locktype = 'relation' and granted and mode = 'RowExclusiveLock'"
                + " and database = (select oid from pg_database where datname = current_database())"
                + " and relation in ('commit_marker'::regclass, 'server_lease'::regclass))"
                + " or state like 'idle in transaction%'"
                + " and state_change < clock_timestamp() - {1})",
            DSL.val(DayToSecond.valueOf(transactionLimit())), DSL.val(DayToSecond.valueOf(length)));
    if (ended.isNotEmpty()) {
      LOG.warn(
          "Ended the transactions of a server that does not answer (processes {} of PostgreSQL)",
          ended.getValues(0));
    }
  }

  /** How long a transaction that is fenced by this lease may stay open: less than half of it. */
  Duration transactionLimit() {
    return Duration.ofMillis((long) (length.toMillis() / TRANSACTIONS_PER_LEASE));
  }

  /** The marker with which the writer of commands starts. */
  long commandMarker() {
    return marker;
  }

  /** The marker with which the writer of log messages starts. */
  long logMarker() {
    return marker + 1;
  }

  /**
   * Renews the lease from now on; when it is renewed already, only who is told changes.
   *
   * @param lost takes a reason and its cause when another server has taken over
   */
  public synchronized void keep(BiConsumer<String, Throwable> lost) {
    boolean isKept = whenLost != null;
    whenLost = lost;
    if (isKept) {
      return;
    }
    long interval = length.toMillis() / RENEWALS_PER_LEASE;
    var unused =
        renewals.scheduleWithFixedDelay(this::renew, interval, interval, TimeUnit.MILLISECONDS);
  }

  private void renew() {
    BiConsumer<String, Throwable> lost = Objects.requireNonNull(whenLost);
    try {
      int renewed =
          dsl.update(SERVER_LEASE)
              .set(SERVER_LEASE.EXPIRES_AT, expiry())
              .where(SERVER_LEASE.OWNER.eq(owner))
              .execute();
      if (renewed == 0) {
        lost.accept(LOST, new Fenced());
      } else if (settled != null) {
        observeReplication();
      }
    } catch (RuntimeException e) {
      // Without the database nobody can take it over either.
      LOG.debug("The lease of this server could not be renewed", e);
    }
  }

  /** A promotion is noted once it is certain that no commit is missing. */
  private void observeReplication() {
    CommitLoss.ReplicationState known = Objects.requireNonNull(settled);
    CommitLoss.ReplicationState state = loss.replicationState().orElse(known);
    if (state.timeline() == known.timeline()) {
      if (!state.equals(known)) {
        settle(state);
      }
    } else if (isChecking.compareAndSet(false, true)) {
      Thread.ofVirtual()
          .start(() -> {
            try {
              whenPromoted.run();
              settle(state);
              LOG.info(
                  "PostgreSQL was promoted (timeline {}); no commit is missing", state.timeline());
            } catch (RuntimeException e) {
              LOG.debug("Whether PostgreSQL lost commits is not known yet", e);
            } finally {
              isChecking.set(false);
            }
          });
    }
  }

  private void settle(CommitLoss.ReplicationState state) {
    loss.settle(state);
    settled = state;
  }

  /**
   * After a promotion of PostgreSQL.
   *
   * @param check ends the server when commits are missing; throws when that is not known
   */
  void whenPromoted(Runnable check) {
    whenPromoted = check;
  }

  /**
   * Begins another incarnation when PostgreSQL lost commits since a server worked on it before, and
   * notes from where this one goes on. Once the schema is migrated, before the engine is started.
   */
  public void settle(Database database) {
    CommitLoss.ReplicationState state = loss.replicationState().orElse(null);
    loss.find(state)
        .ifPresent(
            beyond -> new IncarnationStore().begin(database, IncarnationStore.Cause.LOSS, beyond));
    if (state == null) {
      loss.settle();
    } else {
      settle(state);
    }
  }

  /** Why a marker is missing; asks the database for some time. */
  String reasonOfFence(CommitHistory commands, CommitHistory logs) {
    for (int attempt = 0; attempt < ATTEMPTS_TO_EXPLAIN; attempt++) {
      try {
        return loss.report(commands, logs).orElse(LOST);
      } catch (DataAccessException e) {
        LOG.debug("The database does not say who has the lease", e);
        LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
      }
    }
    return LOST;
  }

  /** Gives the database back: another server may start at once. */
  @Override
  public void close() {
    renewals.shutdownNow();
    try {
      dsl.update(SERVER_LEASE)
          .set(SERVER_LEASE.EXPIRES_AT, NOW)
          .where(SERVER_LEASE.OWNER.eq(owner))
          .execute();
    } catch (DataAccessException e) {
      LOG.debug("Could not release this server's lease", e);
    }
  }
}
