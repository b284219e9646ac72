package dev.pinwheel.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Arguments of a workflow as they are typed: JSON, or else a text. For a parameter that takes texts
 * only, {@code 42} is a text, too.
 */
final class Arguments {

  private final List<JsonNode> parameters;

  private Arguments(List<JsonNode> parameters) {
    this.parameters = parameters;
  }

  /** For a workflow as declared; for one that is not, nothing is known of its parameters. */
  static Arguments of(@Nullable JsonNode module, String workflow) {
    if (module == null) {
      return new Arguments(List.of());
    }
    return StreamSupport.stream(module.path("targets").spliterator(), false)
        .filter(target -> target.path("name").asString("").equals(workflow))
        .findFirst()
        .map(target ->
            new Arguments(
                StreamSupport.stream(target.path("parameters").spliterator(), false).toList()))
        .orElse(new Arguments(List.of()));
  }

  ArrayNode byPosition(List<String> typed) {
    ArrayNode values = Api.MAPPER.createArrayNode();
    for (int i = 0; i < typed.size(); i++) {
      values.add(value(typed.get(i), i < parameters.size() ? parameters.get(i) : null));
    }
    return values;
  }

  ObjectNode byName(Map<String, String> typed) {
    ObjectNode values = Api.MAPPER.createObjectNode();
    typed.forEach((name, text) -> values.set(name, value(text, find(name).orElse(null))));
    return values;
  }

  private Optional<JsonNode> find(String name) {
    return parameters.stream()
        .filter(parameter -> parameter.path("name").asString("").equals(name))
        .findFirst();
  }

  private static JsonNode value(String typed, @Nullable JsonNode parameter) {
    boolean text =
        parameter != null && parameter.path("schema").path("type").asString("").equals("string");
    if (text && !typed.startsWith("\"")) {
      return Api.MAPPER.getNodeFactory().stringNode(typed);
    }
    try {
      JsonNode json = Api.MAPPER.readTree(typed);
      return json.isMissingNode() ? Api.MAPPER.getNodeFactory().stringNode(typed) : json;
    } catch (JacksonException notJson) {
      return Api.MAPPER.getNodeFactory().stringNode(typed);
    }
  }
}
