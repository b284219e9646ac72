package dev.pinwheel.testing;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Json;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the simple values of tests as payload JSON. */
public final class JsonValues {

  private JsonValues() {}

  /** A text, a number, a truth value, a handle ({@link ExecutionId}), null, or JSON as it is. */
  public static Json json(@Nullable Object value) {
    return switch (value) {
      case null -> Json.NULL;
      case Json json -> json;
      case String text -> Json.of('"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
      case Number number -> Json.of(number.toString());
      case Boolean truth -> Json.of(truth.toString());
      case ExecutionId handle -> Json.of("{\"$execution\":\"%s\"}".formatted(handle));
      default -> throw new IllegalArgumentException("Not a simple value: " + value.getClass());
    };
  }

  /** {@link #json} of each. */
  public static List<Json> jsons(Object... values) {
    return Arrays.stream(values).map(JsonValues::json).toList();
  }
}
