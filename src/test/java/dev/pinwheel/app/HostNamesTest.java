package dev.pinwheel.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNamesTest {

  private final HostNames local = new HostNames(Set.of(), true);
  private final HostNames anywhere = new HostNames(Set.of(" Pinwheel.example.com", ""), false);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:8080",
        "pinwheel.localhost:8080",
        "127.0.0.1:1",
        "127.1.2.3",
        "[::1]:8080"
      })
  void namesOfThisMachineAreOwn(String host) {
    assertThat(local.isOwn(host)).isTrue();
    assertThat(anywhere.isOwn(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example:8080",
        "127.0.0.1.evil.example",
        "evil.example#localhost",
        "1270.0.0.1",
        ""
      })
  void otherNamesAreForeign(String host) {
    assertThat(local.isOwn(host)).isFalse();
    assertThat(anywhere.isOwn(host)).isFalse();
  }

  @Test
  void configuredNamesAreOwn() {
    assertThat(anywhere.isOwn("pinwheel.example.com:8080")).isTrue();
    assertThat(anywhere.isOwn("PINWHEEL.example.com")).isTrue();
    assertThat(anywhere.isOwn("x.pinwheel.example.com")).isFalse();
  }

  @Test
  void addressesAreOwnOnlyWhereOthersMayCome() {
    assertThat(anywhere.isOwn("192.168.1.20:8080")).isTrue();
    assertThat(anywhere.isOwn("[fe80::1]:8080")).isTrue();
    assertThat(local.isOwn("192.168.1.20:8080")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8080, localhost:8080, true",
    "http://LOCALHOST:8080, localhost:8080, true",
    "http://localhost, localhost:80, true",
    "https://pinwheel.example.com, localhost:8080, true",
    "http://localhost:3000, localhost:8080, false",
    "http://evil.example, localhost:8080, false",
    "http://evil.example:8080, localhost:8080, false",
    "null, localhost:8080, false",
    "file://, localhost:8080, false",
    "http://localhost:8080.evil.example, localhost:8080, false",
  })
  void onlyPagesOfTheServerMayAsk(String origin, String host, boolean own) {
    assertThat(anywhere.isOwnPage(origin, host)).isEqualTo(own);
  }
}
