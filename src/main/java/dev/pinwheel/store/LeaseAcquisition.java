package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Sequences.ENGINE_SEQUENCE;
import static dev.pinwheel.store.jooq.Tables.COMMIT_MARKER;
import static dev.pinwheel.store.jooq.Tables.SERVER_LEASE;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.types.DayToSecond;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a server gets the lease of a database: it waits while another one holds it, ends the
 * transactions in which that one is frozen, and replaces the markers of its writers.
 */
final class LeaseAcquisition {

  private static final Logger LOG = LoggerFactory.getLogger(LeaseAcquisition.class);

  private static final short ID = 1;
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(250);
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final int HOLDER_LENGTH = SERVER_LEASE.HOLDER.getDataType().length();

  private final DSLContext dsl;
  private final UUID owner;
  private final String holder;
  private final Duration length;

  /**
   * @param owner the server that acquires the lease
   * @param holder the same in words
   * @param length for how long the lease is valid without renewal
   */
  LeaseAcquisition(DSLContext dsl, UUID owner, String holder, Duration length) {
    this.dsl = dsl;
    this.owner = owner;
    this.holder = holder.substring(0, Math.min(holder.length(), HOLDER_LENGTH));
    this.length = length;
  }

  /** What came of trying to take the lease. */
  sealed interface Attempt {}

  /**
   * The lease is taken.
   *
   * @param marker the first of the two with which the writers start
   * @param before the server that had it before; null for none
   */
  record Acquired(long marker, @Nullable UUID before) implements Attempt {}

  /** What another server's lease looked like. */
  private record Held(UUID owner, String holder, Instant expiresAt) implements Attempt {}

  /**
   * Waits at most as long as the lease of a server that is gone.
   *
   * @throws ServerLeaseHeld when another server renews its lease
   */
  Acquired acquire() {
    Held before = null;
    while (true) {
      switch (tryAcquire()) {
        case Acquired acquired -> {
          return acquired;
        }
        case Held held -> {
          if (before == null) {
            LOG.info(
                "The lease of another server ({}) is valid until {}; waiting in case that server is gone",
                held.holder(),
                held.expiresAt());
          } else if (!held.equals(before)) {
            throw new ServerLeaseHeld(held.holder());
          }
          before = held;
        }
      }
      LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
    }
  }

  /**
   * Waits for as long as another server works on the database, or the database cannot be reached.
   * Looks at the lease without locking it, and tries to take it only when it has expired.
   *
   * @param waiting told who works on the database, whenever that is another one than before
   */
  Acquired standBy(Consumer<String> waiting) {
    String told = null;
    while (true) {
      try {
        String working = findHolder();
        if (working == null) {
          switch (tryAcquire()) {
            case Acquired acquired -> {
              return acquired;
            }
            case Held held -> working = held.holder();
          }
        }
        if (!working.equals(told)) {
          told = working;
          waiting.accept(working);
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
        .where(SERVER_LEASE.EXPIRES_AT.gt(ServerLease.NOW))
        .fetchOptional(SERVER_LEASE.HOLDER)
        .orElse(null);
  }

  private Attempt tryAcquire() {
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

  private Attempt tryAcquire(DSLContext tx) {
    tx.execute("set local lock_timeout = '2s'");
    tx.insertInto(SERVER_LEASE)
        .columns(SERVER_LEASE.ID, SERVER_LEASE.OWNER, SERVER_LEASE.HOLDER, SERVER_LEASE.EXPIRES_AT)
        .values(DSL.val(ID), DSL.val(owner), DSL.val(holder), ServerLease.NOW)
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
            .set(SERVER_LEASE.EXPIRES_AT, ServerLease.expiry(length))
            .where(SERVER_LEASE.ID.eq(ID))
            .and(SERVER_LEASE.OWNER.eq(owner).or(SERVER_LEASE.EXPIRES_AT.le(ServerLease.NOW)))
            .execute();
    if (changed == 0) {
      return new Held(row.value1(), row.value2(), row.value3());
    }
    UUID before = row.value1();
    // Waits for what the former server is committing at this moment.
    tx.deleteFrom(COMMIT_MARKER).execute();
    long marker = tx.nextval(ENGINE_SEQUENCE);
    tx.insertInto(COMMIT_MARKER, COMMIT_MARKER.MARKER).values(marker).values(marker + 1).execute();
    return new Acquired(marker, before.equals(owner) ? null : before);
  }

  /**
   * Ends the transactions in which a frozen server stopped, where the database has not ended them
   * by itself ({@link ServerLease#transactionLimit}): those that hold locks of the lease or of a
   * marker, whatever they do, and those that have done nothing for as long as a lease.
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
            DSL.val(DayToSecond.valueOf(ServerLease.transactionLimit(length))),
            DSL.val(DayToSecond.valueOf(length)));
    if (ended.isNotEmpty()) {
      LOG.warn(
          "Ended the transactions of a server that does not answer (processes {} of PostgreSQL)",
          ended.getValues(0));
    }
  }
}
