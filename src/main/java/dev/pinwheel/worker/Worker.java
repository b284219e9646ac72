package dev.pinwheel.worker;

import dev.pinwheel.worker.connect.DrainEnd;
import dev.pinwheel.worker.connect.DrainLimit;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.ReentrantLock;

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
  private final ServerSession connection;
  private final Duration drainTimeout;
  private final ScheduledExecutorService timer;

  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock. */
  private boolean closed;

  Worker(
      String name,
      String codeVersion,
      ServerSession connection,
      Duration drainTimeout,
      ScheduledExecutorService timer) {
    this.name = name;
    this.codeVersion = codeVersion;
    this.connection = connection;
    this.drainTimeout = drainTimeout;
    this.timer = timer;
  }

  /** A builder for a worker. */
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

  /** Id of the session; another one after a session that could not be resumed. */
  public String session() {
    return connection.id();
  }

  /** Completed when the connection has ended. */
  CompletionStage<ServerSession.End> ended() {
    return connection.ended();
  }

  /** Completed with a sentence when the connection has ended, from whichever side. */
  public CompletionStage<String> closed() {
    return connection.closed().minimalCompletionStage();
  }

  /** How many executions run here. */
  public int running() {
    return connection.running().size();
  }

  /** As {@link #drain(Duration)}, however long it takes. */
  public void drain() {
    var unused = drain(DrainLimit.NONE);
  }

  /**
   * Accepts no new work, waits until all executions have ended and the server has acknowledged it,
   * then closes the worker. Executions may still call targets; if no other worker may execute
   * those, this one does. Executions that have not ended within the limit are stopped: the server
   * marks them as abandoned, and retries them where their target has retries. The same happens when
   * the thread is interrupted. Progress and end are logged. Blocks. A worker drains once:
   * concurrent calls wait for the same end, and the shortest limit applies.
   *
   * @return whether everything has ended
   */
  public boolean drain(Duration limit) {
    return drain(DrainLimit.of(limit));
  }

  private boolean drain(DrainLimit limit) {
    DrainEnd end = connection.drain(limit);
    close();
    return end instanceof DrainEnd.Finished;
  }

  /** How long it may drain after a signal; see {@link WorkerBuilder#drainTimeout}. */
  Duration drainTimeout() {
    return drainTimeout;
  }

  /**
   * Stops what runs, without a report, and ends the connection. Idempotent; returns when the
   * connection has ended, from either side.
   */
  @Override
  public void close() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        timer.shutdown();
        connection.close("Worker " + name + " was closed.");
        OutputCapture.remove();
      }
    } finally {
      lock.unlock();
    }
  }
}
