package dev.pinwheel.event;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Delivers events to all subscribers in the publishing thread, which is the committing one: a
 * subscriber must only note what to re-read, and read it in another thread. Thread-safe.
 */
public final class EventBus {

  private final List<Consumer<Collection<EngineEvent>>> subscribers = new CopyOnWriteArrayList<>();
  private final Consumer<RuntimeException> onError;

  /**
   * @param onError called when a subscriber throws; the others get the events nevertheless
   */
  public EventBus(Consumer<RuntimeException> onError) {
    this.onError = onError;
  }

  /** Subscribes until the returned subscription is closed. */
  public Subscription subscribe(Consumer<Collection<EngineEvent>> subscriber) {
    subscribers.add(subscriber);
    return () -> subscribers.remove(subscriber);
  }

  /** Publishes events to all subscribers. Call only after the commit. */
  public void publish(Collection<EngineEvent> events) {
    for (Consumer<Collection<EngineEvent>> subscriber : subscribers) {
      try {
        subscriber.accept(events);
      } catch (RuntimeException e) {
        onError.accept(e);
      }
    }
  }

  /** Ends a subscription. */
  @FunctionalInterface
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
