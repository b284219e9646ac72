package dev.pinwheel.studio.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class EnteredTextTest {

  private static final JsonNode WHOLE = schema("{'type':'integer','minimum':-5,'maximum':10}");
  private static final JsonNode NUMBER = schema("{'type':'number'}");
  private static final JsonNode TEXTS = schema("{'type':'array','items':{'type':'string'}}");
  private static final JsonNode CONFIG =
      schema(
          "{'type':'object','properties':{'version':{'type':'integer'}},'required':['version'],'additionalProperties':false}");
  private static final JsonNode ANY = schema("{}");

  @Test
  void aTextGoesInAsItIsTyped() {
    assertThat(EnteredText.text("a \"b\"", ANY)).isEqualTo(value("\"a \\\"b\\\"\""));
    assertThat(EnteredText.text("", ANY)).isEqualTo(new Entered.Nothing());
  }

  @Test
  void aTextThatIsTooLongIsRefused() {
    assertThat(EnteredText.text("ab", schema("{'type':'string','maxLength':1}")))
        .isEqualTo(new Entered.Wrong("Expected at most 1 character, found 2."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"9007199254740993", "0.10000000000000000555", "-1.5e400", "2.0"})
  void aNumberKeepsEveryDigit(String typed) {
    assertThat(EnteredText.number(typed, NUMBER)).isEqualTo(value(typed));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "abc | Expected a whole number, found 'abc'.",
        "1,5 | Expected a whole number, found '1,5'.",
        "1.5 | Expected a whole number, found 1.5.",
        "11  | Expected a number from -5 to 10.",
        "-6  | Expected a number from -5 to 10.",
        "01  | Expected a whole number, found '01'."
      })
  void aWrongNumberIsToldInASentence(String typed, String sentence) {
    assertThat(EnteredText.number(typed, WHOLE)).isEqualTo(new Entered.Wrong(sentence));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"version\" | This is not JSON yet: it ends too early; a quote, bracket or brace is not closed.",
        "{\"version\":1,\"version\":2} | This is not JSON yet: a name stands twice in one object",
        "[1] [2] | This is not JSON yet: something follows the value",
        "{version:1} | This is not JSON yet: unexpected",
        "[1] | Expected an object, found a list.",
        "{} | Expected the member 'version'.",
        "{\"version\":\"x\"} | At version: expected a whole number, found the text \"x\".",
        "{\"version\":1,\"b\":2} | There is no member 'b'."
      })
  void wrongJsonIsToldInASentence(String typed, String sentence) {
    assertThat(EnteredText.json(typed, CONFIG))
        .isInstanceOfSatisfying(
            Entered.Wrong.class, wrong -> assertThat(wrong.sentence()).startsWith(sentence));
  }

  @Test
  void aWrongItemIsNamedByItsPlace() {
    assertThat(EnteredText.json("[\"u1\", 2]", TEXTS))
        .isEqualTo(new Entered.Wrong("At [1]: expected a text in quotes, found 2."));
  }

  @Test
  void fittingJsonGoesInAsItIsTyped() {
    assertThat(EnteredText.json(" [\"u1\", \"u2\"] ", TEXTS)).isEqualTo(value("[\"u1\", \"u2\"]"));
    assertThat(EnteredText.json(" ", TEXTS)).isEqualTo(new Entered.Nothing());
  }

  private static Entered value(String json) {
    return new Entered.Value(Json.of(json));
  }

  private static JsonNode schema(String text) {
    return ParsedJson.of(Json.of(text.replace('\'', '"')));
  }
}
