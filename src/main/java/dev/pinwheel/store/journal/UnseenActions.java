package dev.pinwheel.store.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be done once H2 has committed what the journal has, and the timer that lets it commit.
 * Guarded by the lock of its owner, except where stated.
 */
public final class UnseenActions {

  private static final Logger LOG = LoggerFactory.getLogger(UnseenActions.class);

  private final Runnable commit;

  /** Its thread is never interrupted: H2 closes its file when a thread that uses it is. */
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("pinwheel-commit").factory());

  private List<Runnable> actions = new ArrayList<>();
  private boolean isBehind;
  private boolean isScheduled;

  /**
   * @param commit run by the timer; takes the lock of the owner, calls {@link #due}, and {@link
   *     #run} when H2 has committed
   */
  public UnseenActions(Runnable commit) {
    this.commit = commit;
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** The journal has something that H2 has not committed. */
  public void fallBehind() {
    isBehind = true;
  }

  /** Whether H2 has to commit something. */
  public boolean isBehind() {
    return isBehind;
  }

  /** Runs the action at once, or when H2 has committed, which is to happen within this time. */
  public void add(Runnable action, Duration within) {
    if (isBehind) {
      actions.add(action);
      schedule(within);
    } else {
      follow(action);
    }
  }

  /** Lets the timer commit after this time, unless it is going to anyway. */
  public void schedule(Duration wait) {
    if (!isScheduled && !timer.isShutdown()) {
      isScheduled = true;
      var unused = timer.schedule(commit, wait.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /**
   * Runs it in the timer's thread, which may use H2, and returns when it is done, also to a caller
   * that is interrupted meanwhile. Does nothing once this is closed. Needs no lock.
   */
  public void runInTimer(Runnable action) {
    Future<?> done;
    try {
      done = timer.submit(action);
    } catch (RejectedExecutionException e) {
      LOG.debug("Nothing is committed any more", e);
      return;
    }
    boolean interrupted = false;
    while (true) {
      try {
        Object unused = done.get();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException problem) {
          throw problem;
        }
        throw new IllegalStateException("Could not commit", e);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The timer has come. */
  public void due() {
    isScheduled = false;
  }

  /** H2 has committed everything. */
  public void run() {
    isBehind = false;
    List<Runnable> ready = actions;
    actions = new ArrayList<>();
    ready.forEach(UnseenActions::follow);
  }

  /** Never throws: the transaction is committed, and the next action belongs to another one. */
  private static void follow(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.error("What follows a commit failed; the transaction is committed", e);
    }
  }

  /** The timer commits no more. */
  public void close() {
    timer.shutdown();
  }
}
