package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Tables.COMMIT_MARKER;
import static dev.pinwheel.store.jooq.Tables.SERVER_LEASE;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether PostgreSQL lost commits, as it does when a replica that was behind is promoted
 * (N7, ADR 0038). Its columns of {@code server_lease} are there once the schema is migrated.
 * Thread-safe.
 */
final class CommitLoss {

  private static final Logger LOG = LoggerFactory.getLogger(CommitLoss.class);

  private static final Field<Long> TIMELINE =
      DSL.field(
          "('x' || substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8))::bit(32)::bigint",
          SQLDataType.BIGINT);

  /** Whether a commit that is confirmed is on a replica as well. */
  private static final Field<Boolean> SYNCHRONOUS =
      DSL.field(
          "(current_setting('synchronous_standby_names') <> ''"
              + " and current_setting('synchronous_commit') in ('on', 'remote_apply', 'remote_write'))",
          SQLDataType.BOOLEAN);

  private static final Field<Instant> NOW = DSL.function("clock_timestamp", SQLDataType.INSTANT);

  private final DSLContext dsl;
  private final UUID owner;
  private final @Nullable UUID predecessor;

  /** What PostgreSQL says of itself. */
  record ReplicationState(long timeline, boolean synchronous) {}

  /**
   * @param predecessor who had the lease before
   */
  CommitLoss(DSLContext dsl, UUID owner, @Nullable UUID predecessor) {
    this.dsl = dsl;
    this.owner = owner;
    this.predecessor = predecessor;
  }

  /** Empty when the database does not tell; then only what a server remembers is compared. */
  Optional<ReplicationState> replicationState() {
    try {
      return dsl.select(TIMELINE, SYNCHRONOUS)
          .fetchOptional(row -> new ReplicationState(row.value1(), row.value2()));
    } catch (DataAccessException e) {
      LOG.debug("The database does not say on which timeline it is", e);
      return Optional.empty();
    }
  }

  /**
   * Compares what is there with where the server before left off.
   *
   * @return a number that had been given out, or 0 when none is known; empty when nothing is lost
   */
  Optional<Long> find(@Nullable ReplicationState state) {
    var before =
        dsl.select(SERVER_LEASE.TIMELINE, SERVER_LEASE.SYNCHRONOUS, SERVER_LEASE.LOST_BEYOND)
            .from(SERVER_LEASE)
            .where(SERVER_LEASE.OWNER.eq(owner))
            .fetchOne();
    if (before == null) {
      return Optional.empty();
    }
    if (before.value3() != null) {
      return Optional.of(before.value3());
    }
    if (state == null
        || before.value1() == null
        || before.value1() == state.timeline()
        || Boolean.TRUE.equals(before.value2())) {
      return Optional.empty();
    }
    LOG.warn(
        "PostgreSQL was promoted or restored while no server worked on it (timeline {}, before {}), and commits did not wait for a replica: the last ones may be missing; their number is unknown",
        state.timeline(),
        before.value1());
    return Optional.of(0L);
  }

  /** This server goes on from what is there. */
  void settle(ReplicationState state) {
    dsl.update(SERVER_LEASE)
        .set(SERVER_LEASE.TIMELINE, state.timeline())
        .set(SERVER_LEASE.SYNCHRONOUS, state.synchronous())
        .setNull(SERVER_LEASE.LOST_BEYOND)
        .where(SERVER_LEASE.OWNER.eq(owner))
        .execute();
  }

  /** Likewise, of a database that does not tell its timeline. */
  void settle() {
    dsl.update(SERVER_LEASE)
        .setNull(SERVER_LEASE.LOST_BEYOND)
        .where(SERVER_LEASE.OWNER.eq(owner))
        .execute();
  }

  /**
   * Says why a marker of this server is missing although no other server has taken over, and leaves
   * for the next one that another incarnation has to begin, at once.
   *
   * @param commands what the writer of commands committed
   * @param logs what the writer of log messages committed
   * @return empty when another server has taken over
   */
  Optional<String> report(CommitHistory commands, CommitHistory logs) {
    return dsl.transactionResult(transaction -> {
      DSLContext tx = transaction.dsl();
      UUID holder =
          tx.select(SERVER_LEASE.OWNER).from(SERVER_LEASE).forUpdate().fetchOne(SERVER_LEASE.OWNER);
      if (!owner.equals(holder) && (predecessor == null || !predecessor.equals(holder))) {
        return Optional.empty();
      }
      Collection<Long> present =
          Set.copyOf(
              tx.select(COMMIT_MARKER.MARKER).from(COMMIT_MARKER).fetch(COMMIT_MARKER.MARKER));
      tx.update(SERVER_LEASE)
          .set(SERVER_LEASE.LOST_BEYOND, Math.max(commands.last(), logs.last()))
          .set(SERVER_LEASE.EXPIRES_AT, NOW)
          .execute();
      return Optional.of(sentence(commands.countAfter(present), logs.countAfter(present)));
    });
  }

  private static String sentence(int commands, int logs) {
    return "PostgreSQL lost the last %d commits that were acknowledged, and %d of log messages: a replica that was behind was promoted, or an older copy restored. The server stops; the next start begins another incarnation of the database."
        .formatted(commands, logs);
  }
}
