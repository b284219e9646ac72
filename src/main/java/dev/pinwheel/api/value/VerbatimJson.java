package dev.pinwheel.api.value;

import dev.pinwheel.api.problem.UnacceptableValue;
import dev.pinwheel.model.Json;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * A value of user code, inside of an answer or a request: any JSON, in the tagged form of {@code
 * docs/explanation/keys.md}. Written as it is stored and read without losing a digit.
 */
@JsonSerialize(using = VerbatimJson.Writer.class)
@JsonDeserialize(using = VerbatimJson.Reader.class)
@Schema(
    implementation = Object.class,
    description =
        "Any JSON. Sets, bytes and handles to executions are tagged objects, see docs/explanation/keys.md.")
public record VerbatimJson(String text) {

  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  public static VerbatimJson of(Json json) {
    return new VerbatimJson(json.toString());
  }

  public Json toJson() {
    return Json.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Copies the text into the answer. */
  static final class Writer extends ValueSerializer<VerbatimJson> {
    @Override
    public void serialize(
        VerbatimJson value, JsonGenerator generator, SerializationContext context) {
      generator.writeRawValue(value.text());
    }
  }

  /** Copies the text out of the request, numbers digit by digit. */
  static final class Reader extends ValueDeserializer<VerbatimJson> {
    @Override
    public VerbatimJson deserialize(JsonParser parser, DeserializationContext context) {
      StringWriter text = new StringWriter();
      try (JsonGenerator generator = FACTORY.createGenerator(text)) {
        copy(parser, generator);
      }
      return new VerbatimJson(checked(text.toString()));
    }

    /** Token by token, because numbers of any size are to stay as they were written. */
    private static void copy(JsonParser parser, JsonGenerator generator) {
      int depth = 0;
      JsonToken token = parser.currentToken();
      while (true) {
        switch (token) {
          case START_OBJECT -> generator.writeStartObject();
          case END_OBJECT -> generator.writeEndObject();
          case START_ARRAY -> generator.writeStartArray();
          case END_ARRAY -> generator.writeEndArray();
          case PROPERTY_NAME -> generator.writeName(parser.currentName());
          case VALUE_STRING -> generator.writeString(parser.getString());
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> generator.writeNumber(parser.getString());
          case VALUE_TRUE -> generator.writeBoolean(true);
          case VALUE_FALSE -> generator.writeBoolean(false);
          case VALUE_NULL -> generator.writeNull();
          case VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> throw new IllegalStateException("No JSON");
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (depth == 0) {
          return;
        }
        token = parser.nextToken();
      }
    }

    @Override
    public VerbatimJson getNullValue(DeserializationContext context) {
      return new VerbatimJson("null");
    }

    private static String checked(String text) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)
            && i + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(i + 1))) {
          i++;
        } else if (Character.isSurrogate(c)) {
          throw new UnacceptableValue(
              "A text holds half of a character (the surrogate \\u%04x without its partner)."
                  .formatted((int) c));
        }
      }
      return text;
    }
  }
}
