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
final class JsonObjectWriter {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(100).build())
          .build();

  private final JsonGenerator generator;

  private JsonObjectWriter(JsonGenerator generator) {
    this.generator = generator;
  }

  /** Something that writes the fields of one object. */
  interface Content {
    void writeTo(JsonObjectWriter json);
  }

  /** The text of an object. */
  static String of(Content content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      generator.writeStartObject();
      content.writeTo(new JsonObjectWriter(generator));
      generator.writeEndObject();
    }
    return SurrogateRepair.text(text.toString());
  }

  JsonObjectWriter text(String name, @Nullable String value) {
    if (value != null) {
      generator.writeStringProperty(name, value);
    }
    return this;
  }

  JsonObjectWriter number(String name, @Nullable Long value) {
    if (value != null) {
      generator.writeNumberProperty(name, value);
    }
    return this;
  }

  JsonObjectWriter fraction(String name, double value) {
    generator.writeNumberProperty(name, value);
    return this;
  }

  JsonObjectWriter flag(String name, boolean value) {
    generator.writeBooleanProperty(name, value);
    return this;
  }

  /** A value that is a JSON text already. */
  JsonObjectWriter verbatim(String name, @Nullable String json) {
    if (json != null) {
      generator.writeName(name);
      generator.writeRawValue(json);
    }
    return this;
  }

  /** Values that are JSON texts already. */
  JsonObjectWriter verbatimList(String name, List<String> jsons) {
    generator.writeArrayPropertyStart(name);
    jsons.forEach(generator::writeRawValue);
    generator.writeEndArray();
    return this;
  }

  JsonObjectWriter texts(String name, @Nullable List<String> values) {
    if (values != null) {
      generator.writeArrayPropertyStart(name);
      values.forEach(generator::writeString);
      generator.writeEndArray();
    }
    return this;
  }

  JsonObjectWriter numbers(String name, List<Integer> values) {
    generator.writeArrayPropertyStart(name);
    values.forEach(generator::writeNumber);
    generator.writeEndArray();
    return this;
  }

  <V> JsonObjectWriter object(
      String name, @Nullable V value, BiConsumer<JsonObjectWriter, V> content) {
    if (value != null) {
      generator.writeObjectPropertyStart(name);
      content.accept(this, value);
      generator.writeEndObject();
    }
    return this;
  }

  <V> JsonObjectWriter objects(
      String name, List<V> values, BiConsumer<JsonObjectWriter, V> content) {
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
