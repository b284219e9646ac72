package dev.pinwheel.studio.live;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.shared.Registration;
import com.vaadin.flow.signals.Signal;
import dev.pinwheel.event.EventBus;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads off the page and shows with the page locked, one read at a time; a change during a read
 * leads to exactly one further read, and a failed read to another one later. Thread-safe.
 */
final class ReadingWatch<T> implements Watch {

  private enum State {
    IDLE,
    READING,
    /** Changed while being read. */
    OUTDATED,
    /** Read recently; the next read waits. */
    RESTING,
    /** Changed since the last read. */
    RESTING_OUTDATED
  }

  private final LiveUpdates updates;
  private final Predicate<EngineChanges> concerns;
  private final Supplier<T> read;
  private final Consumer<T> show;
  private final Component owner;
  private final Duration rest;
  private final FailedReads failures;
  private final PageAttention attention;

  private @Nullable UI ui;
  private EventBus.@Nullable Subscription subscription;
  private State state = State.IDLE;
  private boolean watchesVisibility;

  /** How often it reads without a change; null when it does not. */
  private @Nullable Duration period;

  private int rests;
  private @Nullable Registration heartbeats;

  ReadingWatch(
      LiveUpdates updates,
      Component owner,
      Duration rest,
      Predicate<EngineChanges> concerns,
      Supplier<T> read,
      Consumer<T> show) {
    this.updates = updates;
    this.owner = owner;
    this.rest = rest;
    this.concerns = concerns;
    this.read = read;
    this.show = show;
    this.failures = new FailedReads(updates, this::changed);
    this.attention = new PageAttention(updates);
    owner.addAttachListener(attach -> start(attach.getUI()));
    owner.addDetachListener(detach -> stop());
    owner.getUI().ifPresent(this::start);
  }

  /** From now on, it reads although nobody looks. */
  ReadingWatch<T> alsoHidden() {
    attention.alsoHidden();
    return this;
  }

  /** From now on, it also reads without a change. */
  synchronized ReadingWatch<T> regularly(Duration every) {
    period = every;
    wakeLater();
    return this;
  }

  private synchronized void wakeLater() {
    EventBus.Subscription current = subscription;
    if (period != null && current != null) {
      updates.later(period, () -> wake(current));
    }
  }

  private void wake(EventBus.Subscription of) {
    synchronized (this) {
      if (subscription != of) {
        return;
      }
    }
    changed();
    wakeLater();
  }

  @Override
  public void refresh() {
    synchronized (this) {
      if (isResting()) {
        state = State.IDLE;
        rests++;
      }
    }
    readUnlessReading(true);
  }

  private void start(UI attachedTo) {
    synchronized (this) {
      if (subscription != null) {
        return;
      }
      if (!watchesVisibility) {
        watchesVisibility = true;
        Signal.effect(
            owner,
            () -> catchUp(attention.seen(attachedTo.getPage().pageVisibilitySignal().get())));
      }
      ui = attachedTo;
      attention.begin();
      heartbeats = attachedTo.addHeartbeatListener(heartbeat -> catchUp(attention.answered()));
      subscription = updates.subscribe(this::changed);
      wakeLater();
    }
    readUnlessReading(true);
  }

  private synchronized void stop() {
    if (subscription != null) {
      subscription.close();
    }
    if (heartbeats != null) {
      heartbeats.remove();
    }
    subscription = null;
    heartbeats = null;
    ui = null;
  }

  private void changed(EngineChanges changes) {
    if (concerns.test(changes)) {
      changed();
    }
  }

  private void changed() {
    if (!attention.misses()) {
      readUnlessReading(false);
    }
  }

  private void catchUp(boolean wanted) {
    if (wanted) {
      readUnlessReading(true);
    }
  }

  /**
   * @param awaited whether somebody waits for it, rather than that something has changed
   */
  private void readUnlessReading(boolean awaited) {
    UI page;
    synchronized (this) {
      page = ui;
      if (page == null) {
        return;
      }
      if (state != State.IDLE) {
        state = isResting() ? State.RESTING_OUTDATED : State.OUTDATED;
        return;
      }
      state = State.READING;
    }
    if (awaited) {
      updates.read(page, read, this::showAndContinue, this::failed);
    } else {
      updates.readInTurn(page, read, this::showAndContinue, this::failed);
    }
  }

  private void showAndContinue(T model) {
    failures.end();
    try {
      if (isWatching()) {
        show.accept(model);
      }
    } finally {
      finishRead();
    }
  }

  private void failed(RuntimeException failure) {
    finishRead();
    if (isWatching() && failures.add(failure)) {
      throw failure;
    }
  }

  private boolean isResting() {
    return state == State.RESTING || state == State.RESTING_OUTDATED;
  }

  private synchronized boolean isWatching() {
    return subscription != null;
  }

  private void finishRead() {
    if (rest.isZero()) {
      goOn();
      return;
    }
    int number;
    synchronized (this) {
      state = state == State.READING ? State.RESTING : State.RESTING_OUTDATED;
      number = ++rests;
    }
    updates.later(rest, () -> endRest(number));
  }

  private void endRest(int number) {
    synchronized (this) {
      if (number != rests) {
        return;
      }
    }
    goOn();
  }

  private void goOn() {
    boolean again;
    synchronized (this) {
      again = state == State.OUTDATED || state == State.RESTING_OUTDATED;
      state = State.IDLE;
    }
    if (again) {
      readUnlessReading(false);
    }
  }
}
