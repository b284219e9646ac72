package dev.pinwheel.studio.workflows;

import dev.pinwheel.model.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A text that should be JSON.
 *
 * @param node null when it is not
 * @param problem a sentence when it is not; else empty
 */
record ParsedJson(@Nullable JsonNode node, String problem) {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .build();

  static ParsedJson parse(String text) {
    if (text.isBlank()) {
      return new ParsedJson(null, "Expected JSON, found nothing.");
    }
    try {
      return new ParsedJson(MAPPER.readTree(text), "");
    } catch (JacksonException e) {
      return new ParsedJson(null, sentence(text, e));
    }
  }

  /** The node of what is known to be JSON, such as a schema or a default. */
  static JsonNode of(Json json) {
    return MAPPER.readTree(json.utf8());
  }

  /** Indented, for people to edit. */
  static String indented(JsonNode node) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node);
  }

  Optional<JsonNode> found() {
    return Optional.ofNullable(node);
  }

  private static String sentence(String text, JacksonException e) {
    String reason = e.getOriginalMessage();
    if (reason.startsWith("Duplicate")) {
      return "Not valid JSON: duplicate name in an object%s.".formatted(place(text, e));
    }
    if (reason.contains("Trailing token")) {
      return "Not valid JSON: unexpected text after the value%s.".formatted(place(text, e));
    }
    if (reason.startsWith("Unexpected end-of-input")) {
      return "Not valid JSON: it ends too early; a quote, bracket or brace is not closed.";
    }
    return "Not valid JSON: unexpected %s%s.".formatted(found(text, e), place(text, e));
  }

  private static String found(String text, JacksonException e) {
    int offset = offset(e);
    return offset < 0 || offset >= text.length() ? "text" : "'" + text.charAt(offset) + "'";
  }

  private static String place(String text, JacksonException e) {
    TokenStreamLocation location = e.getLocation();
    if (location == null || location.getLineNr() < 1 || offset(e) > text.length()) {
      return "";
    }
    return " at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
  }

  private static int offset(JacksonException e) {
    TokenStreamLocation location = e.getLocation();
    return location == null ? -1 : (int) location.getCharOffset() - 1;
  }
}
