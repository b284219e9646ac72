package dev.pinwheel.engine;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.Payloads;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The engine: see {@link Command} for what it does. Thread-safe. */
public final class Engine implements AutoCloseable {

  private final CommandLoop loop;
  private final Handlers handlers;
  private final Clockwork clockwork;

  public Engine(
      Database database, Payloads payloads, InstantSource clock, EngineSettings settings) {
    this.handlers = new Handlers(payloads, settings);
    this.loop = new CommandLoop(database, handlers, settings.groupLimit());
    this.clockwork = new Clockwork(this, handlers.state().timers(), clock);
  }

  /**
   * Loads what is open, ends what the process before left assigned to its embedded worker (E3), and
   * begins to take commands.
   */
  public void start() {
    loop.start();
    clockwork.start();
  }

  /**
   * Applies a command. Commands of one sender are applied in the order of the calls.
   *
   * @return completes after the commit, or exceptionally with a {@link Rejection}; callbacks run in
   *     the committing thread and must not block
   */
  public <R> CompletableFuture<R> send(Command<R> command) {
    Request<R> request;
    try {
      request = Request.of(command);
    } catch (Rejection rejection) {
      return CompletableFuture.failedFuture(rejection);
    }
    loop.send(request);
    return request.reply();
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
   * Where an open execution is, for what bypasses commands (log messages). Any thread.
   *
   * @return empty when it has ended
   */
  public Optional<OpenPlace> findOpen(ExecutionId execution) {
    return handlers
        .state()
        .findOpen(execution)
        .map(open -> new OpenPlace(open.sequence(), open.workspace().value()));
  }

  /**
   * @param sequence engine sequence number of the execution
   */
  public record OpenPlace(long sequence, long workspace) {}

  /** Stops taking commands; those sent before are applied. */
  @Override
  public void close() {
    clockwork.close();
    loop.close();
  }
}
