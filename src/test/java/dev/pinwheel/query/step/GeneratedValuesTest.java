package dev.pinwheel.query.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is recognised as a time of the call or as a random id. */
class GeneratedValuesTest {

  private static final Instant CALLED = Instant.parse("2026-11-22T10:00:00Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"2026-11-22T10:00:00Z\"",
        "\"2026-11-22T09:59:58.123456789Z\"",
        "\"2026-11-22T11:00:01+01:00\"",
        "\"2026-11-22T11:00:01+01:00[Europe/Berlin]\"",
        "\"2026-11-22T05:00:01\"",
        "\"2026-11-22 11:00\"",
        "1795341600",
        "1795341599.5",
        "1795341600123",
        "1795341600123456",
        "1795341600123456789"
      })
  void timesOfTheCall(String json) {
    assertThat(GeneratedValues.isTimeAround(json, CALLED)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"2026-11-22\"",
        "\"2026-01-22T10:00:00Z\"",
        "\"2026-11-22T10:30:00Z\"",
        "\"2026-13-41T10:00:00Z\"",
        "\"at 10\"",
        "1700000000",
        "17",
        "-1795341600",
        "99999999999999999999",
        "true",
        "null"
      })
  void otherValues(String json) {
    assertThat(GeneratedValues.isTimeAround(json, CALLED)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"7f0c1d9e-4c8e-4e6a-9d8e-1f2a3b4c5d6e\"",
        "\"01HZX3K9Q2V7M4T8B6N5C1D0EF\"",
        "\"a3f9c2e47b1d8056\"",
        "0.7310585786300049"
      })
  void randomIds(String json) {
    assertThat(GeneratedValues.isRandom(json)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"u1\"",
        "\"applyConfigurationTwice\"",
        "\"a text with 1234 spaces in it\"",
        "0.5",
        "12345678901234567890",
        "\"2026-11-22T10:00:00Z\""
      })
  void otherTexts(String json) {
    assertThat(GeneratedValues.isRandom(json)).isFalse();
  }
}
