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
 * Counts the requests that wait for something to happen, by identity and by user: nobody has more
 * of them open than the server takes. Does not count on a server on which nobody has to sign in.
 * Thread-safe.
 */
@Component
public final class WaitingRequests {

  private static final Duration AGAIN_AFTER = Duration.ofSeconds(10);

  /** A user has so many times as many with all tokens together. */
  private static final int TOKENS_TOGETHER = 5;

  /**
   * Whose requests are counted together.
   *
   * @param token null for none
   * @param allTokens whether all of the user, with whatever token
   */
  private record Counted(@Nullable Long user, @Nullable Long token, boolean allTokens) {}

  private final int most;
  private final Map<Counted, Integer> open = new ConcurrentHashMap<>();

  WaitingRequests(@Value("${pinwheel.limits.waiting-requests}") int most) {
    this.most = most;
  }

  /** A request that waits; closing it more than once does no harm. */
  public interface Admission extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * A request of somebody begins to wait.
   *
   * @throws TooManyRequests when as many as the server takes do so
   */
  public Admission begin(Actor by) {
    if (by.isLocal()) {
      return () -> {};
    }
    Admission together =
        begin(
            new Counted(by.user(), null, true),
            TOKENS_TOGETHER * most,
            "the user of %s with all tokens".formatted(by.name()));
    try {
      Admission own = begin(new Counted(by.user(), by.token(), false), most, by.name());
      return () -> {
        own.close();
        together.close();
      };
    } catch (TooManyRequests refused) {
      together.close();
      throw refused;
    }
  }

  private Admission begin(Counted counted, int limit, String whose) {
    int now = open.merge(counted, 1, Integer::sum);
    AtomicBoolean isOpen = new AtomicBoolean(true);
    Admission admission =
        () -> {
          if (isOpen.getAndSet(false)) {
            open.computeIfPresent(counted, (who, count) -> count == 1 ? null : count - 1);
          }
        };
    if (now > limit) {
      admission.close();
      throw new TooManyRequests(
          "%d requests of %s are waiting or following logs, which is the limit."
              .formatted(limit, whose),
          AGAIN_AFTER);
    }
    return admission;
  }
}
