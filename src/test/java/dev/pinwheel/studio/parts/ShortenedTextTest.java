package dev.pinwheel.studio.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** {@code shortened-text.test.ts} reads the same table. */
final class ShortenedTextTest {

  static List<Arguments> texts() throws IOException {
    List<Arguments> texts = new ArrayList<>();
    try (InputStream table = ShortenedTextTest.class.getResourceAsStream("/shortened-texts.json")) {
      new JsonMapper()
          .readTree(Objects.requireNonNull(table))
          .forEach(row ->
              texts.add(Arguments.of(row.get("text").asString(), row.get("tail").asString())));
    }
    return texts;
  }

  @ParameterizedTest
  @MethodSource("texts")
  void theEndOfATextStays(String text, String tail) {
    assertThat(ShortenedText.tail(text)).isEqualTo(tail);
    assertThat(ShortenedText.head(text) + ShortenedText.tail(text)).isEqualTo(text);
    assertThat(new ShortenedText(text).getElement().getTextRecursively()).isEqualTo(text);
  }

  @Test
  void ofManyArgumentsTheFirstStay() {
    String many = "station Seattle, month 2012-03, rules {…}";
    assertThat(ShortenedText.lineHead(many)).isEqualTo(many);
    assertThat(ShortenedText.lineTail(many)).isEmpty();

    String two = "firstYear 2012, lastYear 2015";
    assertThat(ShortenedText.lineHead(two) + ShortenedText.lineTail(two)).isEqualTo(two);
    assertThat(ShortenedText.lineTail(two)).endsWith("2015").hasSizeLessThan(two.length());
  }

  @Test
  void theLengthOfAListStays() {
    String list = "userIds [\"ada\", \"grace\", \"edsger\", … (96)]";

    assertThat(ShortenedText.lineTail(list)).isEqualTo(" … (96)]");
    assertThat(ShortenedText.lineHead(list)).isEqualTo("userIds [ada, grace, edsger,");
  }
}
