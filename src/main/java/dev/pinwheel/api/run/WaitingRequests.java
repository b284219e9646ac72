package dev.pinwheel.api.run;

import dev.pinwheel.api.problem.TooManyRequests;
import dev.pinwheel.model.Actor;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Counts the requests that wait for something to happen, by identity: nobody has more of them open
 * than the server takes. Does not count on a server on which nobody has to sign in. Thread-safe.
 */
@Component
public final class WaitingRequests {

  private static final Duration AGAIN_AFTER = Duration.ofSeconds(10);

  private record Identity(@Nullable Long user, @Nullable Long token) {}

  private final int most;
  private final Map<Identity, Integer> open = new ConcurrentHashMap<>();

  WaitingRequests(@Value("${pinwheel.limits.waiting-requests}") int most) {
    this.most = most;
  }

  /** A request that waits; closing it more than once does no harm. */
  public interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * A request of somebody begins to wait.
   *
   * @throws TooManyRequests when as many as the server takes do so
   */
  public Place begin(Actor by) {
    if (by.isLocal()) {
      return () -> {};
    }
    Identity identity = new Identity(by.user(), by.token());
    int now = open.merge(identity, 1, Integer::sum);
    AtomicBoolean isOpen = new AtomicBoolean(true);
    Place place =
        () -> {
          if (isOpen.getAndSet(false)) {
            open.computeIfPresent(identity, (who, count) -> count == 1 ? null : count - 1);
          }
        };
    if (now > most) {
      place.close();
      throw new TooManyRequests(
          "%d requests of %s wait or follow logs at the moment, the most that the server takes."
              .formatted(most, by.name()),
          AGAIN_AFTER);
    }
    return place;
  }
}
