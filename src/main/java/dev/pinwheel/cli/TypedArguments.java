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
final class TypedArguments {

  private final List<JsonNode> parameters;

  private TypedArguments(List<JsonNode> parameters) {
    this.parameters = parameters;
  }

  /** For a workflow as declared; for one that is not, nothing is known of its parameters. */
  static TypedArguments of(@Nullable JsonNode module, String workflow) {
    if (module == null) {
      return new TypedArguments(List.of());
    }
    return StreamSupport.stream(module.path("targets").spliterator(), false)
        .filter(target -> target.path("name").asString("").equals(workflow))
        .findFirst()
        .map(target ->
            new TypedArguments(
                StreamSupport.stream(target.path("parameters").spliterator(), false).toList()))
        .orElse(new TypedArguments(List.of()));
  }

  ArrayNode byPosition(List<String> typed) {
    ArrayNode values = RestClient.MAPPER.createArrayNode();
    for (int i = 0; i < typed.size(); i++) {
      values.add(value(typed.get(i), i < parameters.size() ? parameters.get(i) : null));
    }
    return values;
  }

  ObjectNode byName(Map<String, String> typed) {
    ObjectNode values = RestClient.MAPPER.createObjectNode();
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
      return RestClient.MAPPER.getNodeFactory().stringNode(typed);
    }
    try {
      JsonNode json = RestClient.MAPPER.readTree(typed);
      return json.isMissingNode() ? RestClient.MAPPER.getNodeFactory().stringNode(typed) : json;
    } catch (JacksonException notJson) {
      return RestClient.MAPPER.getNodeFactory().stringNode(typed);
    }
  }
}
