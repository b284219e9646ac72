package dev.pinwheel.api.run;

import dev.pinwheel.event.EngineEvent;
import dev.pinwheel.event.EventBus;
import dev.pinwheel.model.RunId;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Wakes requests that wait for a change of a run; the only subscriber of the API to the engine's
 * events. An event is only a hint to read again. Thread-safe.
 */
@Component
public final class RunChangeNotifier implements AutoCloseable {

  /** Runs that it spawned may change without an event of its own. */
  private static final Duration READ_AGAIN = Duration.ofSeconds(1);

  /** Changes in quick succession are read once. */
  private static final Duration GATHER = Duration.ofMillis(25);

  /** A waiter that does not leave, because its client does not read, does not hold up the end. */
  private static final Duration LEAVE = Duration.ofSeconds(2);

  private final Map<RunId, Set<Semaphore>> waiting = new ConcurrentHashMap<>();
  private final EventBus.Subscription subscription;
  private volatile boolean closed;

  /** Has a permit for each waiter that has left. */
  private final Semaphore left = new Semaphore(0);

  RunChangeNotifier(EventBus events) {
    this.subscription = events.subscribe(this::wake);
  }

  /** Starts watching a run; close it when done. */
  public Watch watch(RunId run) {
    Semaphore bell = new Semaphore(0);
    waiting.compute(
        run,
        (id, bells) -> {
          Set<Semaphore> all = bells == null ? ConcurrentHashMap.newKeySet() : bells;
          all.add(bell);
          return all;
        });
    return new Watch(run, bell);
  }

  private void wake(Collection<EngineEvent> events) {
    if (waiting.isEmpty()) {
      return;
    }
    for (EngineEvent event : events) {
      switch (event) {
        case EngineEvent.RunChanged changed -> ring(changed.run());
        case EngineEvent.MessagesLogged logged -> ring(logged.run());
        case EngineEvent.RunSubmitted submitted -> ring(submitted.run());
        case EngineEvent.WorkspacesChanged changed -> {}
        case EngineEvent.ManifestsChanged changed -> {}
        case EngineEvent.SessionsChanged changed -> {}
        // Who waits may not see the run any more.
        case EngineEvent.AccessChanged changed -> waiting.keySet().forEach(this::ring);
      }
    }
  }

  private void ring(RunId run) {
    Set<Semaphore> bells = waiting.get(run);
    if (bells != null) {
      bells.forEach(Semaphore::release);
    }
  }

  /**
   * The server stops: releases all waiters immediately, and returns when they have ended their
   * answers. Otherwise the container would break off what is still open, with a stack trace for
   * each.
   */
  @EventListener(ContextClosedEvent.class)
  void stopping() {
    closed = true;
    waiting.values().forEach(bells -> bells.forEach(Semaphore::release));
    try {
      while (!waiting.isEmpty() && left.tryAcquire(LEAVE.toMillis(), TimeUnit.MILLISECONDS)) {
        // until all have left, or none has for a while
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stopping();
    subscription.close();
  }

  /** Waits for changes of one run. For one thread. */
  public final class Watch implements AutoCloseable {

    private final RunId run;
    private final Semaphore bell;

    private Watch(RunId run, Semaphore bell) {
      this.run = run;
      this.bell = bell;
    }

    /**
     * Waits for the next change, or until a moment has passed.
     *
     * @return false when the server stops
     */
    public boolean await(Duration atMost) {
      Duration pause = atMost.compareTo(READ_AGAIN) < 0 ? atMost : READ_AGAIN;
      try {
        if (!closed && bell.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          TimeUnit.MILLISECONDS.sleep(GATHER.toMillis());
          bell.drainPermits();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      return !closed;
    }

    @Override
    public void close() {
      waiting.computeIfPresent(
          run,
          (id, bells) -> {
            bells.remove(bell);
            return bells.isEmpty() ? null : bells;
          });
      if (closed) {
        left.release();
      }
    }
  }
}
