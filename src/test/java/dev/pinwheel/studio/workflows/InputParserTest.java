package dev.pinwheel.studio.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.Json;
import dev.pinwheel.studio.workflows.ParameterEditor.Input;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class InputParserTest {

  private static final JsonNode WHOLE = schema("{'type':'integer','minimum':-5,'maximum':10}");
  private static final JsonNode NUMBER = schema("{'type':'number'}");
  private static final JsonNode TEXTS = schema("{'type':'array','items':{'type':'string'}}");
  private static final JsonNode CONFIG =
      schema(
          "{'type':'object','properties':{'version':{'type':'integer'}},'required':['version'],'additionalProperties':false}");
  private static final JsonNode ANY = schema("{}");

  @Test
  void aTextGoesInAsItIsTyped() {
    assertThat(InputParser.text("a \"b\"", ANY)).isEqualTo(value("\"a \\\"b\\\"\""));
    assertThat(InputParser.text("", ANY)).isEqualTo(new Input.Nothing());
  }

  @Test
  void aTextThatIsTooLongIsRefused() {
    assertThat(InputParser.text("ab", schema("{'type':'string','maxLength':1}")))
        .isEqualTo(new Input.Wrong("Expected at most 1 character, found 2."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"9007199254740993", "0.10000000000000000555", "-1.5e400", "2.0"})
  void aNumberKeepsEveryDigit(String typed) {
    assertThat(InputParser.number(typed, NUMBER)).isEqualTo(value(typed));
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
    assertThat(InputParser.number(typed, WHOLE)).isEqualTo(new Input.Wrong(sentence));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"version\" | Not valid JSON: it ends too early; a quote, bracket or brace is not closed.",
        "{\"version\":1,\"version\":2} | Not valid JSON: duplicate name in an object",
        "[1] [2] | Not valid JSON: unexpected text after the value",
        "{version:1} | Not valid JSON: unexpected",
        "[1] | Expected an object, found a list.",
        "{} | Missing member 'version'.",
        "{\"version\":\"x\"} | At version: expected a whole number, found the text \"x\".",
        "{\"version\":1,\"b\":2} | Unknown member 'b'."
      })
  void wrongJsonIsToldInASentence(String typed, String sentence) {
    assertThat(InputParser.json(typed, CONFIG))
        .isInstanceOfSatisfying(
            Input.Wrong.class, wrong -> assertThat(wrong.sentence()).startsWith(sentence));
  }

  @Test
  void aWrongItemIsNamedByItsPlace() {
    assertThat(InputParser.json("[\"u1\", 2]", TEXTS))
        .isEqualTo(new Input.Wrong("At [1]: expected a text in quotes, found 2."));
  }

  @Test
  void fittingJsonGoesInAsItIsTyped() {
    assertThat(InputParser.json(" [\"u1\", \"u2\"] ", TEXTS)).isEqualTo(value("[\"u1\", \"u2\"]"));
    assertThat(InputParser.json(" ", TEXTS)).isEqualTo(new Input.Nothing());
  }

  private static Input value(String json) {
    return new Input.Value(Json.of(json));
  }

  private static JsonNode schema(String text) {
    return ParsedJson.of(Json.of(text.replace('\'', '"')));
  }
}
