package dev.pinwheel.worker.values;

import dev.pinwheel.sdk.Execution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/**
 * Reads where the declared type is {@code Object}: maps, lists, texts, exact numbers, and what the
 * tags say.
 */
final class UntypedReader extends StdDeserializer<Object> {

  private final Function<String, Execution<?>> handles;

  /**
   * @param handles makes a handle of an id
   */
  UntypedReader(Function<String, Execution<?>> handles) {
    super(Object.class);
    this.handles = handles;
  }

  @Override
  public @Nullable Object deserialize(JsonParser parser, DeserializationContext context)
      throws JacksonException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, context);
      case START_ARRAY -> array(parser, context);
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT -> parser.getNumberValue();
      case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> context.handleUnexpectedToken(getValueType(context), parser);
    };
  }

  private @Nullable Object object(JsonParser parser, DeserializationContext context) {
    parser.nextToken();
    if (TaggedParser.isAtTag(parser, JsonTags.BYTES)) {
      parser.nextToken();
      return closing(parser, parser.getBinaryValue());
    }
    if (TaggedParser.isAtTag(parser, JsonTags.SET)) {
      parser.nextToken();
      Set<@Nullable Object> set = new LinkedHashSet<>(array(parser, context));
      return closing(parser, set);
    }
    if (TaggedParser.isAtTag(parser, JsonTags.EXECUTION)) {
      parser.nextToken();
      Execution<?> handle = handles.apply(parser.getString());
      return closing(parser, handle);
    }
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    while (parser.hasToken(JsonToken.PROPERTY_NAME)) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, deserialize(parser, context));
      parser.nextToken();
    }
    return members;
  }

  private List<@Nullable Object> array(JsonParser parser, DeserializationContext context) {
    List<@Nullable Object> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(deserialize(parser, context));
    }
    return elements;
  }

  private static Object closing(JsonParser parser, Object value) {
    parser.nextToken();
    return value;
  }
}
