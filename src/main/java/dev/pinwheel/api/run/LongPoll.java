package dev.pinwheel.api.run;

import dev.pinwheel.model.Actor;
import dev.pinwheel.model.RunId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Long polling: reads again after each change, until a condition holds or the time is over.
 * Thread-safe.
 */
@Component
final class LongPoll {

  private final RunChangeNotifier changes;
  private final InstantSource clock;
  private final WaitingRequests waiting;

  LongPoll(RunChangeNotifier changes, InstantSource clock, WaitingRequests waiting) {
    this.waiting = waiting;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * What was read last; blocks for at most {@code wait}.
   *
   * @param by who waits
   */
  <T> T await(RunId run, Actor by, Duration wait, Supplier<T> read, Predicate<T> enough) {
    if (wait.isZero()) {
      return read.get();
    }
    Instant end = clock.instant().plus(wait);
    try (WaitingRequests.Admission unused = waiting.begin(by);
        RunChangeNotifier.Watch watch = changes.watch(run)) {
      while (true) {
        T found = read.get();
        Duration left = Duration.between(clock.instant(), end);
        if (enough.test(found) || !left.isPositive() || !watch.await(left)) {
          return found;
        }
      }
    }
  }
}
