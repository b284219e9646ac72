package dev.pinwheel.security;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Slows down who guesses passwords: after some failures a name, and an address, have to wait.
 * Thread-safe.
 */
@Component
final class SignInThrottle {

  private static final int FAILURES_OF_A_NAME = 5;
  private static final Duration NAME_FORGETS_ONE = Duration.ofSeconds(30);
  private static final int FAILURES_OF_AN_ADDRESS = 30;
  private static final Duration ADDRESS_FORGETS_ONE = Duration.ofSeconds(10);
  private static final int REMEMBERED = 10_000;

  private final InstantSource clock;
  private final Map<String, Bucket> names = new Remembered();
  private final Map<String, Bucket> addresses = new Remembered();

  SignInThrottle(InstantSource clock) {
    this.clock = clock;
  }

  /** The latest ones. */
  private static final class Remembered extends LinkedHashMap<String, Bucket> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
      return size() > REMEMBERED;
    }
  }

  /** How long to wait before the next attempt; empty: it may be made now. */
  synchronized Optional<Duration> mustWait(String name, String address) {
    return Stream.of(ofName(name), ofAddress(address))
        .map(bucket -> bucket.estimateAbilityToConsume(1))
        .map(EstimationProbe::getNanosToWaitForRefill)
        .filter(nanos -> nanos > 0)
        .max(Long::compare)
        .map(Duration::ofNanos);
  }

  synchronized void failed(String name, String address) {
    ConsumptionProbe unused = ofName(name).tryConsumeAndReturnRemaining(1);
    ConsumptionProbe alsoUnused = ofAddress(address).tryConsumeAndReturnRemaining(1);
  }

  /** The password was right: what others guessed for this name does not count any more. */
  synchronized void succeeded(String name) {
    names.remove(key(name));
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private Bucket ofName(String name) {
    return names.computeIfAbsent(key(name), other -> bucket(FAILURES_OF_A_NAME, NAME_FORGETS_ONE));
  }

  private Bucket ofAddress(String address) {
    return addresses.computeIfAbsent(
        address, other -> bucket(FAILURES_OF_AN_ADDRESS, ADDRESS_FORGETS_ONE));
  }

  private Bucket bucket(int capacity, Duration refill) {
    return Bucket.builder()
        .withCustomTimePrecision(new ClockMeter(clock))
        .addLimit(limit -> limit.capacity(capacity).refillGreedy(1, refill))
        .build();
  }
}
