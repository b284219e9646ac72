package dev.pinwheel.engine;

import dev.pinwheel.access.AccessSnapshot;
import dev.pinwheel.engine.access.AccessUse;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.engine.command.WorkerLink;
import dev.pinwheel.engine.log.LogAppender;
import dev.pinwheel.engine.log.LogBatch;
import dev.pinwheel.engine.log.LogMessage;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.ExecutionStore.ExecutionRef;
import dev.pinwheel.store.Payloads;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The engine: see {@link Command} for what it does. Thread-safe. */
public final class Engine implements AutoCloseable {

  private static final Duration STALL_THRESHOLD = Duration.ofSeconds(30);

  /** Removing them takes a millisecond or two, for which other commands have to wait. */
  private static final int ROWS_REMOVED_AT_ONCE = 100;

  private final CommandLoop loop;
  private final TickScheduler ticks;
  private final StallDetector stalls;
  private final LogAppender logs;
  private final RemovalScheduler removals;
  private final AccessUse accessUse = new AccessUse();
  private final AccessUpkeep accessUpkeep;
  private final EngineState state;
  private final InstantSource clock;
  private final Payloads payloads;

  public Engine(
      Database database, Payloads payloads, InstantSource clock, EngineSettings settings) {
    this(database, payloads, clock, settings, clock);
  }

  /**
   * @param observer tells how long the process was frozen; the clock, except in tests
   */
  public Engine(
      Database database,
      Payloads payloads,
      InstantSource clock,
      EngineSettings settings,
      InstantSource observer) {
    ObservationGaps gaps = new ObservationGaps(observer, clock);
    CommandHandlers handlers = new CommandHandlers(payloads, settings, gaps, accessUse);
    this.loop = new CommandLoop(database, handlers, payloads, clock, settings.groupLimit());
    this.ticks =
        new TickScheduler(this, handlers.state().timers(), gaps, clock, database::stopServer);
    this.stalls = new StallDetector(this, clock, STALL_THRESHOLD);
    this.logs =
        new LogAppender(
            database,
            execution ->
                handlers
                    .state()
                    .findOpen(execution)
                    .map(open -> new ExecutionRef(open.sequence(), open.workspace())));
    this.removals = new RemovalScheduler(this, database, payloads, clock, ROWS_REMOVED_AT_ONCE);
    this.accessUpkeep = new AccessUpkeep(this, database, accessUse, clock, settings.idleSignIn());
    this.state = handlers.state();
    this.clock = clock;
    this.payloads = payloads;
  }

  /**
   * Loads what is open, abandons what the previous process left assigned to its embedded worker
   * (E3), holds the sessions of remote workers for a lease, and starts accepting commands.
   */
  public void start() {
    loop.start();
    ticks.start();
    stalls.start();
    logs.start();
    removals.start();
    accessUpkeep.start();
  }

  /** Reports measurements to the meter from now on. */
  public void measureWith(EngineMeter meter) {
    state.setMeter(meter);
  }

  /**
   * Applies a command. Commands of one sender about one run are applied in the order of the calls;
   * runs take turns (D3). Opening, suspending, draining and closing a session comes after all
   * commands that were sent before.
   *
   * @return completes after the commit, or exceptionally with a {@link Rejection}; callbacks must
   *     not block
   */
  public <R> CompletableFuture<R> send(Command<R> command) {
    return send(command, (answer, problem) -> {});
  }

  /**
   * As {@link #send(Command)}, for callers that need the answer before anything that follows from
   * it: the answer is given in the committing thread, in the order of the commits, before a {@link
   * WorkerLink} gets a later one.
   *
   * @param answered takes the answer, or else what went wrong; must not block
   */
  public <R> CompletableFuture<R> send(
      Command<R> command, BiConsumer<@Nullable R, @Nullable Throwable> answered) {
    Request<R> request;
    try {
      request = Request.of(command, clock.instant(), payloads);
    } catch (Rejection rejection) {
      answered.accept(null, rejection);
      return CompletableFuture.failedFuture(rejection);
    }
    CompletableFuture<R> reply = request.reply().whenComplete(answered);
    loop.send(request);
    return reply;
  }

  /**
   * Applies a command and waits for the commit.
   *
   * @throws Rejection when it was rejected
   */
  public <R> R execute(Command<R> command) {
    try {
      return send(command).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Rejection rejection) {
        throw rejection;
      }
      throw e;
    }
  }

  /**
   * Writes what executions logged. Returns before it is written; what is logged about executions
   * that do not exist is dropped.
   */
  public void log(List<LogMessage> messages) {
    logs.append(LogBatch.of(messages), false);
  }

  /**
   * As {@link #log(List)}, and says when it is written. Blocks while too much is waiting.
   *
   * @param bounded whether the sender bounds what it has under way; then this never blocks
   */
  public void log(LogBatch batch, boolean bounded) {
    logs.append(batch, bounded);
  }

  /** Who may do what (A1–A5), as it is committed. */
  public AccessSnapshot access() {
    return state.access().published();
  }

  /** Takes down which tokens and sign-ins were used, and what was refused. */
  public AccessUse accessUse() {
    return accessUse;
  }

  /** Writes down now what was used and refused, and ends what has expired; returns when done. */
  public void keepAccess() {
    accessUpkeep.pass(clock.instant());
  }

  /** Names the incarnation of the database (N7); empty before the start. */
  public String incarnation() {
    return loop.incarnation();
  }

  /**
   * Removes what is not kept any more (G1–G3), which happens every minute anyway; returns when it
   * is done.
   */
  public void removeExpired() {
    removals.pass();
  }

  /** The stack of the committing thread, a line per call, for the log. */
  String whereItIs() {
    return loop.stack();
  }

  /** The number of the current group of commands; odd while one is being applied. */
  long group() {
    return loop.group();
  }

  /** How many timers are pending, of executions and sessions. */
  int timerCount() {
    return state.timers().size();
  }

  /** Whether it has been applying the same group of commands for more than 30 s. */
  public boolean isStalled() {
    return stalls.isStalled();
  }

  /** Whether commands wait because the database cannot be reached. */
  public boolean isDatabaseAway() {
    return loop.isDatabaseAway();
  }

  /** Whether it has stopped taking commands, so that a rejection may mean only that. */
  public boolean isClosing() {
    return loop.isClosing();
  }

  /** Stops accepting commands; those sent before are still applied. */
  @Override
  public void close() {
    accessUpkeep.close();
    removals.close();
    stalls.close();
    ticks.close();
    loop.close();
    logs.close();
  }
}
