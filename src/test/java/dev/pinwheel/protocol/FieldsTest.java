package dev.pinwheel.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Values keep their digits on the way, whatever surrounds them. */
class FieldsTest {

  private static final List<String> VALUES =
      List.of(
          "1",
          "-0.0",
          "2.50",
          "1e400",
          "123456789012345678901234567890.1234567890",
          "\"\"",
          "\"a\\\"b\\\\\"",
          "\"\\u0041é😀\"",
          "null",
          "true",
          "[ ]",
          "{ }",
          "[1, [2.0 ,{\"value\" : [3]}]]",
          "{\"arguments\":[1,2] , \"type\":\"x\"}",
          "\"" + "long ".repeat(5_000) + "\"",
          "[" + "0.10,".repeat(9_000) + "1]");

  @Test
  void valuesKeepTheirText() {
    Random random = new Random(1);
    for (int round = 0; round < 300; round++) {
      String value = VALUES.get(random.nextInt(VALUES.size()));
      List<String> arguments =
          random.ints(random.nextInt(5), 0, VALUES.size()).mapToObj(VALUES::get).toList();
      String text =
          "{ \"new\":%s,\"type\" : \"x\" ,\"value\" : %s , \"arguments\":[ %s ],\"number\":%d}"
              .formatted(value, value, String.join(" , ", arguments), round);

      JsonFields fields = JsonFields.of(text);

      assertThat(fields.text("value")).isEqualTo(value);
      assertThat(fields.texts("arguments")).isEqualTo(arguments);
      assertThat(fields.number("number")).isEqualTo(round);
      assertThat(fields.text("type")).isEqualTo("x");
    }
  }

  @Test
  void nullIsAbsentExceptAsAValue() {
    JsonFields fields = JsonFields.of("{\"group\":null,\"value\":null}");

    assertThat(fields.textOrNull("group")).isNull();
    assertThat(fields.text("value")).isEqualTo("null");
  }

  /** A later version may have fields of any form. */
  @Test
  void unknownFieldsMayHaveAnyValue() {
    JsonFields fields =
        JsonFields.of(
            "{\"new\":[null,[null],{\"newer\":[null]}],\"type\":\"x\",\"texts\":[\"a\",null]}");

    assertThat(fields.text("type")).isEqualTo("x");
    assertThatThrownBy(() -> fields.texts("texts"))
        .isInstanceOf(MalformedMessage.class)
        .hasMessage("Expected no null in 'texts', found one.");
  }

  @Test
  void whatIsMissingOrOfAnotherKindIsNamed() {
    JsonFields fields = JsonFields.of("{\"type\":\"call\",\"number\":1.5,\"texts\":[1]}");

    assertThatThrownBy(() -> fields.text("execution"))
        .isInstanceOf(MalformedMessage.class)
        .hasMessage("Expected the field 'execution' of 'call'.");
    assertThatThrownBy(() -> fields.number("number"))
        .hasMessage("Expected an integer in 'number', found '1.5'.");
    assertThatThrownBy(() -> fields.text("number")).hasMessage("Expected a string in 'number'.");
    assertThatThrownBy(() -> fields.texts("texts"))
        .hasMessage("Expected a list of strings in 'texts'.");
    assertThatThrownBy(() -> JsonFields.of("{\"a\":1")).isInstanceOf(MalformedMessage.class);
    assertThatThrownBy(() -> JsonFields.of("{\"a\":NaN}"))
        .isInstanceOf(MalformedMessage.class)
        .hasMessage("Expected JSON, found something else near character 8, in '{\"a\":NaN}'.");
    assertThatThrownBy(() -> JsonFields.of("[".repeat(100_000)))
        .isInstanceOf(MalformedMessage.class);
    assertThatThrownBy(() -> JsonFields.of("{\"a\":" + "[".repeat(100_000)))
        .isInstanceOf(MalformedMessage.class)
        .hasMessageStartingWith("Expected at most 1100 levels of nested JSON, found more, in '");
  }
}
