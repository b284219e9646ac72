package dev.pinwheel.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who guesses passwords waits, and nobody else (A2). */
class SignInThrottleTest {

  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-30T10:00:00Z"));
  private final SignInThrottle throttle = new SignInThrottle(clock);

  private void guess(int times, String name, String address) {
    for (int i = 0; i < times; i++) {
      assertThat(throttle.begin(name, address)).as("guess " + i).isEmpty();
    }
  }

  @Test
  void afterFiveGuessesANameHasToWaitAtThatAddress() {
    guess(5, "ada", "10.0.0.1");

    assertThat(throttle.begin("ADA", "10.0.0.1")).hasValue(Duration.ofSeconds(30));
    assertThat(throttle.begin("joe", "10.0.0.1")).isEmpty();
    assertThat(throttle.begin("ada", "10.0.0.2")).isEmpty();
    clock.advance(Duration.ofSeconds(30));
    assertThat(throttle.begin("ada", "10.0.0.1")).isEmpty();
  }

  @Test
  void afterThirtyGuessesAnAddressHasToWait() {
    for (int i = 0; i < 30; i++) {
      guess(1, "name" + i, "10.0.0.1");
    }

    assertThat(throttle.begin("another", "10.0.0.1")).isPresent();
    assertThat(throttle.begin("another", "10.0.0.2")).isEmpty();
  }

  @Test
  void manyAddressesGuessANameAHundredTimes() {
    for (int i = 0; i < 100; i++) {
      guess(1, "ada", "10.0.1." + i);
    }

    assertThat(throttle.begin("ada", "10.0.2.1")).isPresent();
    assertThat(throttle.begin("joe", "10.0.2.1")).isEmpty();
  }

  /** Whoever has one address of a network of IPv6 has all of them. */
  @Test
  void addressesOfOneNetworkAreOne() {
    for (int i = 0; i < 5; i++) {
      guess(1, "ada", "2001:db8:1:2:3:4:5:" + i);
    }

    assertThat(throttle.begin("ada", "2001:db8:1:2::99")).isPresent();
    assertThat(throttle.begin("ada", "2001:db8:1:3::99")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1",
    "0:0:0:0:0:0:0:1, 00:00:00:00:00:00:00:00",
    "::ffff:10.0.0.1, 10.0.0.1",
    "fe80::1%eth0, fe:80:00:00:00:00:00:00",
    "not:an:address, not:an:address",
  })
  void anAddressHasANetwork(String address, String network) {
    assertThat(NetworkOfAddress.of(address)).isEqualTo(network);
  }

  @Test
  void whatWasGuessedBeforeTheRightPasswordIsForgotten() {
    guess(4, "ada", "10.0.0.1");
    throttle.succeeded("ada", "10.0.0.1");

    guess(5, "ada", "10.0.0.1");
  }
}
