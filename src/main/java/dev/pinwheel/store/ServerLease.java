package dev.pinwheel.store;

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

  private static final int RENEWALS_PER_LEASE = 5;

  /** More than two of them before a lease ends. */
  private static final double TRANSACTIONS_PER_LEASE = 2.5;

  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(250);
  private static final int ATTEMPTS_TO_EXPLAIN = 20;

  /** The database's time at which a statement runs, however old its transaction is. */
  static final Field<Instant> NOW = DSL.function("clock_timestamp", SQLDataType.INSTANT);

  private final DSLContext dsl;
  private final UUID owner;
  private final Duration length;
  private final ScheduledExecutorService renewals =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("pinwheel-lease").factory());
  private final long marker;
  private final CommitLoss loss;

  /** What the lease says of where PostgreSQL is; null until {@link #settle}. */
  private volatile CommitLoss.@Nullable ReplicationState settled;

  /** Does not throw when no commit is missing. */
  private volatile Runnable whenPromoted = () -> {};

  private final AtomicBoolean isChecking = new AtomicBoolean();

  /** Null until it is renewed. */
  private volatile @Nullable BiConsumer<String, Throwable> whenLost;

  private ServerLease(
      DSLContext dsl, UUID owner, Duration length, LeaseAcquisition.Acquired acquired) {
    this.dsl = dsl;
    this.owner = owner;
    this.length = length;
    this.marker = acquired.marker();
    this.loss = new CommitLoss(dsl, owner, acquired.before());
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
    DSLContext dsl = DSL.using(dataSource, SQLDialect.POSTGRES);
    UUID owner = UUID.randomUUID();
    LeaseAcquisition acquisition = new LeaseAcquisition(dsl, owner, holder, length);
    return new ServerLease(
        dsl, owner, length, waiting == null ? acquisition.acquire() : acquisition.standBy(waiting));
  }

  /** When a lease of this length ends that is renewed now. */
  static Field<Instant> expiry(Duration length) {
    return DSL.field("{0} + {1}", SQLDataType.INSTANT, NOW, DSL.val(DayToSecond.valueOf(length)));
  }

  /** How long a transaction that is fenced by this lease may stay open: less than half of it. */
  Duration transactionLimit() {
    return transactionLimit(length);
  }

  /** The same for a lease of this length. */
  static Duration transactionLimit(Duration length) {
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
              .set(SERVER_LEASE.EXPIRES_AT, expiry(length))
              .where(SERVER_LEASE.OWNER.eq(owner))
              .execute();
      if (renewed == 0) {
        lost.accept(LOST, new Writer.Fenced());
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
