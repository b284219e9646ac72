package dev.pinwheel.protocol;

import java.io.StringWriter;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;

/** Writes a JSON object of the protocol, field by field; what is null is left out. */
final class JsonText {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(100).build())
          .build();

  private final JsonGenerator generator;

  private JsonText(JsonGenerator generator) {
    this.generator = generator;
  }

  /** Something that writes the fields of one object. */
  interface Content {
    void writeTo(JsonText json);
  }

  /** The text of an object. */
  static String of(Content content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      generator.writeStartObject();
      content.writeTo(new JsonText(generator));
      generator.writeEndObject();
    }
    return WellFormed.text(text.toString());
  }

  JsonText text(String name, @Nullable String value) {
    if (value != null) {
      generator.writeStringProperty(name, value);
    }
    return this;
  }

  JsonText number(String name, @Nullable Long value) {
    if (value != null) {
      generator.writeNumberProperty(name, value);
    }
    return this;
  }

  JsonText fraction(String name, double value) {
    generator.writeNumberProperty(name, value);
    return this;
  }

  JsonText flag(String name, boolean value) {
    generator.writeBooleanProperty(name, value);
    return this;
  }

  /** A value that is a JSON text already. */
  JsonText verbatim(String name, @Nullable String json) {
    if (json != null) {
      generator.writeName(name);
      generator.writeRawValue(json);
    }
    return this;
  }

  /** Values that are JSON texts already. */
  JsonText verbatimList(String name, List<String> jsons) {
    generator.writeArrayPropertyStart(name);
    jsons.forEach(generator::writeRawValue);
    generator.writeEndArray();
    return this;
  }

  JsonText texts(String name, @Nullable List<String> values) {
    if (values != null) {
      generator.writeArrayPropertyStart(name);
      values.forEach(generator::writeString);
      generator.writeEndArray();
    }
    return this;
  }

  JsonText numbers(String name, List<Integer> values) {
    generator.writeArrayPropertyStart(name);
    values.forEach(generator::writeNumber);
    generator.writeEndArray();
    return this;
  }

  <V> JsonText object(String name, @Nullable V value, BiConsumer<JsonText, V> content) {
    if (value != null) {
      generator.writeObjectPropertyStart(name);
      content.accept(this, value);
      generator.writeEndObject();
    }
    return this;
  }

  <V> JsonText objects(String name, List<V> values, BiConsumer<JsonText, V> content) {
    generator.writeArrayPropertyStart(name);
    for (V value : values) {
      generator.writeStartObject();
      content.accept(this, value);
      generator.writeEndObject();
    }
    generator.writeEndArray();
    return this;
  }
}
