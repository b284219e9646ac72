package dev.pinwheel.worker;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs the modules of one process for the server it is connected to.
 *
 * <pre>{@code
 * public static void main(String[] arguments) {
 *   Worker.builder()
 *       .server("http://localhost:8080")
 *       .workspace("development/joe")
 *       .module(Users.class)
 *       .start();
 * }
 * }</pre>
 *
 * <p>Each execution has a virtual thread of its own; at most {@code concurrency} of them compute at
 * a time (D2). Thread-safe.
 */
public final class Worker implements AutoCloseable {

  private final String name;
  private final String codeVersion;
  private final String session;
  private final Session connection;
  private final ScheduledExecutorService timer;
  private final AtomicBoolean closed = new AtomicBoolean();

  Worker(
      String name,
      String codeVersion,
      String session,
      Session connection,
      ScheduledExecutorService timer) {
    this.name = name;
    this.codeVersion = codeVersion;
    this.session = session;
    this.connection = connection;
    this.timer = timer;
  }

  /** Starts to describe a worker. */
  public static WorkerBuilder builder() {
    return new WorkerBuilder();
  }

  /** The name that people see. */
  public String name() {
    return name;
  }

  /** Identifies the code that runs. */
  public String codeVersion() {
    return codeVersion;
  }

  /** Id of the session that the server opened. */
  public String session() {
    return session;
  }

  /** Completed with a sentence when the connection has ended, from whichever side. */
  public CompletionStage<String> closed() {
    return connection.closed().minimalCompletionStage();
  }

  /** How many executions are here. */
  public int running() {
    return connection.running().size();
  }

  /**
   * Takes nothing new, waits until everything that runs here has ended and the server knows, then
   * closes the worker. An execution that waits for something only this worker could do waits for
   * the next worker; {@link #close} ends it. Blocks.
   */
  public void drain() {
    connection.drain();
    close();
  }

  /** Stops what runs, without a report, and ends the connection. Idempotent. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      timer.shutdown();
      connection.close("Worker " + name + " was closed.");
      OutputCapture.remove();
    }
  }
}
