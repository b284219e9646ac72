package dev.pinwheel.store.json;

import dev.pinwheel.model.Failure;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Failures as JSON, the form in which they are stored. */
public final class StoredFailureJson {

  /** Stands once in what is stored, after type and message; no text has it, for its quotes. */
  public static final String AFTER_MESSAGE = "\",\"frames\":";

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private StoredFailureJson() {}

  public static byte[] write(Failure failure) {
    return MAPPER.writeValueAsBytes(toNode(failure));
  }

  /** What {@link #write} wrote. */
  public static Failure read(byte[] json) {
    return toFailure(MAPPER.readTree(json));
  }

  /** A text as it stands in JSON, between quotation marks. */
  public static String written(String part) {
    String quoted = MAPPER.writeValueAsString(part);
    return quoted.substring(1, quoted.length() - 1);
  }

  private static ObjectNode toNode(Failure failure) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("type", failure.type());
    node.put("message", failure.message());
    node.set("frames", OptionsJson.strings(failure.frames()));
    Failure cause = failure.cause();
    if (cause != null) {
      node.set("cause", toNode(cause));
    }
    return node;
  }

  private static Failure toFailure(JsonNode node) {
    @Nullable JsonNode cause = node.get("cause");
    return new Failure(
        node.path("type").asString(),
        node.path("message").asString(),
        OptionsJson.toStrings(node.path("frames")),
        cause == null ? null : toFailure(cause));
  }
}
