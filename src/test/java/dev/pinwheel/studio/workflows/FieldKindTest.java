package dev.pinwheel.studio.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.Json;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class FieldKindTest {

  static Stream<Arguments> schemas() {
    return Stream.of(
        Arguments.of("{'type':'string'}", new FieldKind.Text(), "text"),
        Arguments.of("{'type':'integer','minimum':0}", new FieldKind.Number(true), "whole number"),
        Arguments.of("{'type':'number'}", new FieldKind.Number(false), "number"),
        Arguments.of("{'type':['number','null']}", new FieldKind.Number(false), "number"),
        Arguments.of("{'type':'boolean'}", new FieldKind.Switch(), "true or false"),
        Arguments.of("{'type':['boolean','null']}", new FieldKind.JsonText(), "true or false"),
        Arguments.of("{'type':'string','format':'date'}", new FieldKind.Date(), "date"),
        Arguments.of(
            "{'type':'string','enum':['LOW','HIGH']}",
            new FieldKind.Choice(List.of("LOW", "HIGH")),
            "one of LOW, HIGH"),
        Arguments.of(
            "{'type':'array','items':{'type':'string'}}",
            new FieldKind.JsonText(),
            "list of texts"),
        Arguments.of(
            "{'type':'object','properties':{'a':{},'b':{}}}",
            new FieldKind.JsonText(),
            "object with a, b"),
        Arguments.of("{}", new FieldKind.JsonText(), "any JSON"),
        Arguments.of("{'type':['string','integer']}", new FieldKind.JsonText(), "text"));
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void schemaDecidesFieldAndWords(String schema, FieldKind kind, String words) {
    var node = ParsedJson.of(Json.of(schema.replace('\'', '"')));

    assertThat(FieldKind.of(node)).isEqualTo(kind);
    assertThat(SchemaTypes.words(node)).isEqualTo(words);
  }
}
