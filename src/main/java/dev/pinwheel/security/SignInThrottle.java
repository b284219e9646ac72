package dev.pinwheel.security;

import dev.pinwheel.store.TextLimit;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Slows down who guesses passwords: after some failures an address has to wait, with that name
 * first, later with any. Thread-safe.
 */
@Component
final class SignInThrottle {

  private static final int FAILURES_OF_A_NAME = 5;
  private static final Duration NAME_FORGETS_ONE = Duration.ofSeconds(30);
  private static final int FAILURES_OF_AN_ADDRESS = 30;
  private static final Duration ADDRESS_FORGETS_ONE = Duration.ofSeconds(10);

  /** From all addresses together: nobody is kept out by a few guesses of somebody else. */
  private static final int FAILURES_OF_A_NAME_ANYWHERE = 100;

  private static final String ANYWHERE = "";
  private static final String TOO_LONG = "\n";
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

  /**
   * Counts an attempt before its password is looked at, so that many at once are counted as well.
   *
   * @return how long to wait before it may be made; empty: it may be made now
   */
  synchronized Optional<Duration> begin(String name, String address) {
    ConsumptionProbe ofAddress = ofAddress(address).tryConsumeAndReturnRemaining(1);
    if (!ofAddress.isConsumed()) {
      return wait(ofAddress);
    }
    ConsumptionProbe ofBoth = ofName(name, address).tryConsumeAndReturnRemaining(1);
    if (!ofBoth.isConsumed()) {
      ofAddress(address).addTokens(1);
      return wait(ofBoth);
    }
    ConsumptionProbe ofName = ofName(name, ANYWHERE).tryConsumeAndReturnRemaining(1);
    if (!ofName.isConsumed()) {
      ofAddress(address).addTokens(1);
      ofName(name, address).addTokens(1);
      return wait(ofName);
    }
    return Optional.empty();
  }

  private static Optional<Duration> wait(ConsumptionProbe probe) {
    return Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  /** The password was right: what was guessed for this name does not count any more. */
  synchronized void succeeded(String name, String address) {
    ofAddress(address).addTokens(1);
    names.remove(key(name, address));
    names.remove(key(name, ANYWHERE));
  }

  /** Nobody has a name of more characters, so all of them are one. */
  private static String key(String name, String address) {
    String known = name.length() > TextLimit.USER_NAME.length() ? TOO_LONG : name;
    return known.toLowerCase(Locale.ROOT) + " " + address;
  }

  private Bucket ofName(String name, String address) {
    return names.computeIfAbsent(
        key(name, address),
        other ->
            address.equals(ANYWHERE)
                ? bucket(FAILURES_OF_A_NAME_ANYWHERE, ADDRESS_FORGETS_ONE)
                : bucket(FAILURES_OF_A_NAME, NAME_FORGETS_ONE));
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
