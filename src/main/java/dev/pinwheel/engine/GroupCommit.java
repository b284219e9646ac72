package dev.pinwheel.engine;

import static java.util.stream.Collectors.partitioningBy;

import dev.pinwheel.engine.index.TurnQueue;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.store.CommitUnknown;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.DatabaseUnreachable;
import dev.pinwheel.store.Payloads;
import dev.pinwheel.store.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits groups of commands. Replies go out after the commit.
 *
 * <p>If a statement fails, the group is rolled back, memory is rebuilt, and each command is run
 * again alone, so that one bad command harms no other. If the database cannot be reached, the group
 * waits for it. If a commit is not confirmed, {@link Database#transact} asks whether it happened
 * before anything is delivered or applied again. Confined to the committing thread, except where
 * stated.
 */
final class GroupCommit {

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

  private final Database database;
  private final CommandHandlers handlers;
  private final Payloads payloads;
  private final InstantSource clock;
  private final TurnQueue<Request<?>> queue;

  /** True while memory may not be what the database says. */
  private boolean stale;

  /** True once the database could not be reached, until a group is applied. */
  private volatile boolean databaseAway;

  GroupCommit(
      Database database,
      CommandHandlers handlers,
      Payloads payloads,
      InstantSource clock,
      TurnQueue<Request<?>> queue) {
    this.database = database;
    this.handlers = handlers;
    this.payloads = payloads;
    this.clock = clock;
    this.queue = queue;
    database.whileAway(this::refuseImpatient);
  }

  /**
   * Restores what the previous process left open.
   *
   * @return the incarnation of the database (N7)
   */
  UUID recover() {
    return database.transact(tx -> {
      tx.liftTimeLimit();
      UUID recovered = handlers.recover(tx);
      publishLoad(tx);
      return recovered;
    });
  }

  /** Whether the database could not be reached at the last attempt; may be called by any thread. */
  boolean isDatabaseAway() {
    return databaseAway;
  }

  /** Commits the group, or what of it can be committed; all of its requests are answered. */
  void commit(RequestGroup group) {
    RequestGroup left = group;
    while (!left.requests().isEmpty()) {
      left = RequestGroup.of(stale ? awaitDatabase(left.requests()) : tryCommit(left));
    }
    if (stale) {
      awaitDatabase(List.of());
    }
  }

  /** Applies a group; answers those that are to be applied again once memory is rebuilt. */
  private List<Request<?>> tryCommit(RequestGroup group) {
    try {
      database.transact(
          tx -> applyAll(tx, group),
          tx -> {
            handlers.load(tx);
            return applyAll(tx, group);
          });
      databaseAway = false;
      return List.of();
    } catch (DatabaseUnreachable e) {
      // Memory is rebuilt in a transaction that writes, so this cannot go on without a pause.
      stale = true;
      return group.requests();
    } catch (CommitUnknown e) {
      stale = true;
      fail(group.requests(), e);
      return List.of();
    } catch (RequestGroup.RejectedTooLate rejected) {
      stale = true;
      return alone(group.requests(), rejected.rejection());
    } catch (RuntimeException e) {
      stale = true;
      List<Request<?>> requests = group.requests();
      if (requests.size() == 1) {
        LOG.error("Could not apply {}", requests.getFirst().command(), e);
      } else {
        LOG.warn(
            "Could not apply {} commands in one transaction; applying each on its own",
            requests.size(),
            e);
      }
      return alone(requests, e);
    }
  }

  private @Nullable Object applyAll(Tx tx, RequestGroup group) {
    group.apply(tx, handlers, payloads);
    publishLoad(tx);
    return null;
  }

  /** Readers learn how busy the workers are before the answers go out. */
  private void publishLoad(Tx tx) {
    Map<Long, Integer> computing = handlers.state().computing();
    tx.beforeAnswers(() -> database.sessionLoad().publish(computing));
  }

  private List<Request<?>> alone(List<Request<?>> group, RuntimeException problem) {
    if (group.size() == 1) {
      fail(group, problem);
    } else {
      group.forEach(request -> commit(RequestGroup.of(List.of(request))));
    }
    return List.of();
  }

  private static void fail(List<Request<?>> group, RuntimeException problem) {
    group.forEach(request -> request.reply().completeExceptionally(problem));
  }

  /**
   * Rebuilds memory from the database. While that cannot be read, commands of workers wait; those
   * of people and programs are answered after {@link Database#PATIENCE} that they were not applied.
   *
   * @return those of the group that still wait
   */
  private List<Request<?>> awaitDatabase(List<Request<?>> group) {
    List<Request<?>> waiting = group;
    try {
      while (!rebuild()) {
        if (database.isStopped() || !database.awaitNextAttempt()) {
          fail(waiting, Rejection.unavailable("The server is stopping; send it again later."));
          return List.of();
        }
        waiting = refuseImpatient(waiting);
      }
    } catch (RuntimeException e) {
      // It answers, but not with what is expected: waiting would not help.
      LOG.error("Could not read the state of the engine; commands fail until it can be read", e);
      fail(waiting, e);
      return List.of();
    }
    return waiting;
  }

  private List<Request<?>> refuseImpatient(List<Request<?>> group) {
    Instant patientSince = clock.instant().minus(Database.PATIENCE);
    Map<Boolean, List<Request<?>>> refused =
        group.stream().collect(partitioningBy(request -> isRefused(request, patientSince)));
    refused.getOrDefault(true, List.of()).forEach(this::refuse);
    return refused.getOrDefault(false, List.of());
  }

  /** Called now and then while the database is away. */
  private void refuseImpatient() {
    databaseAway = true;
    Instant patientSince = clock.instant().minus(Database.PATIENCE);
    // What follows from a refusal may send another command, so the queue has to be unlocked by
    // then.
    queue.removeIf(request -> isRefused(request, patientSince)).forEach(this::refuse);
  }

  private static boolean isRefused(Request<?> request, Instant patientSince) {
    return CommandTurns.isImpatient(request.command()) && request.sentAt().isBefore(patientSince);
  }

  private void refuse(Request<?> request) {
    request
        .reply()
        .completeExceptionally(
            Rejection.unavailable(
                "The database %s, so nothing was changed. Try again later."
                    .formatted(database.trouble().orElse("cannot be reached"))));
  }

  /**
   * Memory is what the database says; false when that cannot be read now, or nothing be written: a
   * database with a full disk can be read, but commands have to wait.
   */
  private boolean rebuild() {
    try {
      database.<@Nullable Object>transact(tx -> {
        tx.liftTimeLimit();
        handlers.load(tx);
        tx.countWrite();
        return null;
      });
      if (databaseAway) {
        LOG.info("The database can be used again; commands are applied");
      }
      stale = false;
      databaseAway = false;
      return true;
    } catch (DatabaseUnreachable e) {
      if (!databaseAway) {
        LOG.error(
            "The engine cannot use its database; commands wait until it can ({})", e.toString());
      }
      databaseAway = true;
      return false;
    }
  }
}
