package dev.pinwheel.event;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Hands events to all subscribers in the thread that publishes, which is the committing one: a
 * subscriber must only note what it has to re-read, and do so elsewhere. Thread-safe.
 */
public final class EventBus {

  private final List<Consumer<Collection<EngineEvent>>> subscribers = new CopyOnWriteArrayList<>();
  private final Consumer<RuntimeException> onError;

  /**
   * @param onError told when a subscriber throws; the others get the events all the same
   */
  public EventBus(Consumer<RuntimeException> onError) {
    this.onError = onError;
  }

  /** Subscribes until the returned subscription is closed. */
  public Subscription subscribe(Consumer<Collection<EngineEvent>> subscriber) {
    subscribers.add(subscriber);
    return () -> subscribers.remove(subscriber);
  }

  /** Tells everyone. Call only after the commit. */
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
