package dev.pinwheel.app;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnonymousAccessTest {

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1"})
  void thisMachineIsAlwaysServed(String address) {
    assertThatCode(() -> new AnonymousAccess(parse(address), false, false, false))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "192.168.1.20", "::"})
  void othersAreServedOnlyWhenAllowed(String address) {
    assertThatThrownBy(() -> new AnonymousAccess(parse(address), false, false, false))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("Expected a loopback address");
    assertThatCode(() -> new AnonymousAccess(parse(address), true, false, false))
        .doesNotThrowAnyException();
  }

  @Test
  void noAddressMeansEverywhere() {
    @Nullable InetAddress everywhere = null;

    assertThatThrownBy(() -> new AnonymousAccess(everywhere, false, false, false))
        .hasMessageContaining("every address");
  }

  @Test
  void whereEverybodySignsInOthersAreServed() {
    assertThatCode(() -> new AnonymousAccess(parse("0.0.0.0"), false, true, false))
        .doesNotThrowAnyException();
    assertThatCode(() -> new AnonymousAccess(parse("0.0.0.0"), false, false, true))
        .doesNotThrowAnyException();
  }

  /** A1. */
  @Test
  void onceThereWasAnAdministratorNobodyIsAnonymousAgain() {
    assertThatThrownBy(() -> new AnonymousAccess(parse("127.0.0.1"), true, false, true))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("this server has users");
  }

  private static InetAddress parse(String address) throws UnknownHostException {
    return InetAddress.getByName(address);
  }
}
