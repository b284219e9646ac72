package dev.pinwheel.worker.connect;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The drain of a session. It begins once and ends once, however many threads wait for it, and each
 * is logged once. Thread-safe.
 */
public final class Drain {

  private final Supplier<List<String>> heldAtEnd;
  private final DrainLog log;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final AtomicReference<Speaker> speaker = new AtomicReference<>(Speaker.NOBODY);
  private final CompletableFuture<Void> nothingComes = new CompletableFuture<>();
  private final CompletableFuture<DrainEnd> end = new CompletableFuture<>();

  /** The end, after it was logged: a waiting thread may exit the process. */
  private final CompletableFuture<DrainEnd> said;

  /** Which of the two logs how the worker ended: the first. */
  private enum Speaker {
    NOBODY,
    DRAIN,
    SESSION
  }

  /**
   * @param heldAtEnd the executions that had not ended when the connection ended, or now
   */
  public Drain(String worker, Supplier<List<String>> heldAtEnd) {
    this.heldAtEnd = heldAtEnd;
    this.log = new DrainLog(worker);
    this.said = end.thenApply(this::say);
  }

  public boolean hasBegun() {
    return begun.get();
  }

  /**
   * Whether the session logs the end of its connection, because no drain has begun. Called before
   * the end is published.
   */
  public boolean leaveLogToSession() {
    speaker.compareAndSet(Speaker.NOBODY, Speaker.SESSION);
    return speaker.get() == Speaker.SESSION;
  }

  /** No execution is assigned to this worker any more, and none will be. */
  public void nothingComes() {
    nothingComes.complete(null);
  }

  /** Completed when the server has confirmed that nothing is assigned. */
  public CompletionStage<Void> nothingMoreToCome() {
    return nothingComes;
  }

  /** All executions have ended, and the server has acknowledged everything. */
  public void finished() {
    end.complete(new DrainEnd.Finished());
  }

  /** The connection has ended. */
  public void connectionOver(String reason) {
    end.complete(new DrainEnd.ConnectionOver(left(), reason));
  }

  /**
   * Begins it, unless it has begun.
   *
   * @return whether this call began it
   */
  public boolean begin(Collection<String> running, DrainLimit limit) {
    if (!begun.compareAndSet(false, true)) {
      if (speaker.get() == Speaker.DRAIN && !end.isDone()) {
        log.isToldAgain(limit);
      }
      return false;
    }
    if (speaker.compareAndSet(Speaker.NOBODY, Speaker.DRAIN)) {
      log.begins(running, limit);
    }
    return true;
  }

  /** Blocks until it has ended, at the latest when the limit is over. */
  public DrainEnd await(DrainLimit limit) {
    try {
      return limit.isNone() ? said.get() : said.get(limit.millis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      end.complete(new DrainEnd.TimeOver(left(), limit));
    } catch (InterruptedException e) {
      end.complete(new DrainEnd.Interrupted(left()));
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A drain ended by an exception", e);
    }
    return said.join();
  }

  private DrainEnd say(DrainEnd end) {
    if (speaker.get() == Speaker.DRAIN) {
      log.ends(end);
    }
    return end;
  }

  private DrainEnd.Left left() {
    return new DrainEnd.Left(heldAtEnd.get(), nothingComes.isDone());
  }
}
