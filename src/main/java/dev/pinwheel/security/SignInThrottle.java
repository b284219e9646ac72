package dev.pinwheel.security;

import dev.pinwheel.store.TextLimit;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
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

  private static final String TOO_LONG = "\n";

  private final RecentBuckets namesFromAddress;
  private final RecentBuckets namesFromAnywhere;
  private final RecentBuckets addresses;

  SignInThrottle(InstantSource clock) {
    namesFromAddress = new RecentBuckets(clock, FAILURES_OF_A_NAME, 1, NAME_FORGETS_ONE);
    namesFromAnywhere =
        new RecentBuckets(clock, FAILURES_OF_A_NAME_ANYWHERE, 1, ADDRESS_FORGETS_ONE);
    addresses = new RecentBuckets(clock, FAILURES_OF_AN_ADDRESS, 1, ADDRESS_FORGETS_ONE);
  }

  /**
   * Counts an attempt before its password is looked at, so that many at once are counted as well.
   *
   * @return how long to wait before it may be made; empty: it may be made now
   */
  synchronized Optional<Duration> begin(String name, String address) {
    String network = NetworkOfAddress.of(address);
    ConsumptionProbe ofAddress = addresses.take(network);
    if (!ofAddress.isConsumed()) {
      return wait(ofAddress);
    }
    ConsumptionProbe ofBoth = namesFromAddress.take(both(name, network));
    if (!ofBoth.isConsumed()) {
      addresses.giveBack(network);
      return wait(ofBoth);
    }
    ConsumptionProbe ofName = namesFromAnywhere.take(key(name));
    if (!ofName.isConsumed()) {
      addresses.giveBack(network);
      namesFromAddress.giveBack(both(name, network));
      return wait(ofName);
    }
    return Optional.empty();
  }

  private static Optional<Duration> wait(ConsumptionProbe probe) {
    return Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  /** The password was right: what was guessed for this name does not count any more. */
  synchronized void succeeded(String name, String address) {
    String network = NetworkOfAddress.of(address);
    addresses.giveBack(network);
    namesFromAddress.forget(both(name, network));
    namesFromAnywhere.forget(key(name));
  }

  private static String both(String name, String network) {
    return key(name) + " " + network;
  }

  /** Nobody has a name of more characters, so all of them are one. */
  private static String key(String name) {
    return name.length() > TextLimit.USER_NAME.length() ? TOO_LONG : name.toLowerCase(Locale.ROOT);
  }
}
