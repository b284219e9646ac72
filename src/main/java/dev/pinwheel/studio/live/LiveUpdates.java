package dev.pinwheel.studio.live;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import dev.pinwheel.event.EngineEvent;
import dev.pinwheel.event.EventBus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifies open pages of changes: the only subscriber of the Studio to the engine's events. Events
 * are collected for {@link #INTERVAL} and delivered together. Thread-safe; lives as long as the
 * server.
 */
public final class LiveUpdates implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LiveUpdates.class);

  /** At most ten updates a second. */
  static final Duration INTERVAL = Duration.ofMillis(100);

  private static final Duration CALM = Duration.ofSeconds(1);

  private static final Duration SLOW = Duration.ofSeconds(5);

  /** Longer than two heartbeats of a page ({@code vaadin.heartbeat-interval}). */
  static final Duration SILENCE = Duration.ofSeconds(60);

  private final List<Consumer<EngineChanges>> watchers = new CopyOnWriteArrayList<>();
  private final Timer timer;
  private final Executor readers;
  private final Executor turns;
  private final InstantSource clock;
  private final EventBus.Subscription subscription;
  private EngineChanges.@Nullable Collector gathered;

  public LiveUpdates(EventBus events, InstantSource clock) {
    this(events, new ThreadTimer(), Background.VIRTUAL_THREADS, new ReadTurns(clock), clock);
  }

  /**
   * @param readers runs reads that somebody waits for
   * @param turns runs reads after changes
   */
  LiveUpdates(EventBus events, Timer timer, Executor readers, Executor turns, InstantSource clock) {
    this.timer = timer;
    this.readers = readers;
    this.turns = turns;
    this.clock = clock;
    this.subscription = events.subscribe(this::gather);
  }

  /**
   * Keeps something on a page up to date while {@code owner} is attached: reads immediately, and
   * again after every relevant change, one read at a time. While the browser tab is hidden, or has
   * not answered for {@link #SILENCE}, nothing is read; when it is back, missed changes are read.
   * What could not be read is read again after a while.
   *
   * @param concerns which changes are relevant; called off the page, must be cheap
   * @param read reads the model off the page; may block
   * @param show shows the model; called with the page locked
   */
  public <T> Watch watch(
      Component owner, Predicate<EngineChanges> concerns, Supplier<T> read, Consumer<T> show) {
    return new ReadingWatch<>(this, owner, Duration.ZERO, concerns, read, show);
  }

  /** Like {@link #watch}, at most once a second: for expensive reads that may be a second old. */
  public <T> Watch watchCalmly(
      Component owner, Predicate<EngineChanges> concerns, Supplier<T> read, Consumer<T> show) {
    return new ReadingWatch<>(this, owner, CALM, concerns, read, show);
  }

  /** Like {@link #watch}, at most every five seconds: for pictures of much. */
  public <T> Watch watchSlowly(
      Component owner, Predicate<EngineChanges> concerns, Supplier<T> read, Consumer<T> show) {
    return new ReadingWatch<>(this, owner, SLOW, concerns, read, show);
  }

  /** Like {@link #watch}, every five seconds instead: for what changes without the engine. */
  public <T> Watch watchRegularly(Component owner, Supplier<T> read, Consumer<T> show) {
    return new ReadingWatch<>(this, owner, CALM, changes -> false, read, show).regularly(SLOW);
  }

  /**
   * Like {@link #watchCalmly}, also while the browser tab is hidden: for what is to be told there.
   * Reads must be cheap.
   */
  public <T> Watch watchAlsoHidden(
      Component owner, Predicate<EngineChanges> concerns, Supplier<T> read, Consumer<T> show) {
    return new ReadingWatch<>(this, owner, CALM, concerns, read, show).alsoHidden();
  }

  Instant now() {
    return clock.instant();
  }

  /** Whether a page that answered then is taken for gone by now: its browser may have ended. */
  boolean isSilent(Instant answeredAt) {
    return answeredAt.plus(SILENCE).isBefore(clock.instant());
  }

  void later(Duration wait, Runnable runnable) {
    timer.after(wait, runnable);
  }

  /** Reads at once: somebody waits for it. */
  <T> void read(UI ui, Supplier<T> read, Consumer<T> done, Consumer<RuntimeException> failed) {
    Background.run(readers, ui, read, done, failed);
  }

  /** Reads when it is its turn, because something has changed. */
  <T> void readInTurn(
      UI ui, Supplier<T> read, Consumer<T> done, Consumer<RuntimeException> failed) {
    Background.run(turns, ui, read, done, failed);
  }

  EventBus.Subscription subscribe(Consumer<EngineChanges> watcher) {
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }

  private synchronized void gather(Collection<EngineEvent> events) {
    if (watchers.isEmpty()) {
      return;
    }
    if (gathered == null) {
      gathered = new EngineChanges.Collector();
      later(INTERVAL, this::tell);
    }
    events.forEach(gathered::add);
  }

  private void tell() {
    EngineChanges changes = takeGathered();
    for (Consumer<EngineChanges> watcher : watchers) {
      try {
        watcher.accept(changes);
      } catch (RuntimeException | Error e) {
        LOG.error("Could not update a page; other pages are not affected", e);
      }
    }
  }

  private synchronized EngineChanges takeGathered() {
    EngineChanges.Collector taken = gathered == null ? new EngineChanges.Collector() : gathered;
    gathered = null;
    return taken.changes();
  }

  @Override
  public void close() {
    subscription.close();
    timer.stop();
    if (turns instanceof ReadTurns own) {
      own.close();
    }
  }

  /** Runs something after a while, on a thread of its own. */
  interface Timer {

    void after(Duration wait, Runnable runnable);

    void stop();
  }

  private static final class ThreadTimer implements Timer {

    private final ScheduledExecutorService executor =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("studio-updates").factory());

    @Override
    public void after(Duration wait, Runnable runnable) {
      executor.schedule(runnable, wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
      executor.shutdownNow();
    }
  }
}
