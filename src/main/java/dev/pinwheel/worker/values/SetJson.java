package dev.pinwheel.worker.values;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.std.DelegatingDeserializer;

/** Sets as {@code {"$set":[…]}}; a plain array is read too, because people write one. */
final class SetJson {

  private SetJson() {}

  @SuppressWarnings("unchecked") // the serializer of a type that is a set
  static ValueSerializer<?> writer(ValueSerializer<?> elements) {
    return new Writer((ValueSerializer<Set<?>>) elements);
  }

  private static final class Writer extends ValueSerializer<Set<?>> {

    private final ValueSerializer<Set<?>> elements;

    Writer(ValueSerializer<Set<?>> elements) {
      this.elements = elements;
    }

    @Override
    public ValueSerializer<?> createContextual(
        SerializationContext context, @Nullable BeanProperty property) {
      return writer(context.handleSecondaryContextualization(elements, property));
    }

    @Override
    public boolean isEmpty(SerializationContext context, Set<?> value) {
      return elements.isEmpty(context, value);
    }

    @Override
    public void serialize(Set<?> value, JsonGenerator generator, SerializationContext context)
        throws JacksonException {
      if (generator instanceof TaggedGenerator tagged) {
        tagged.writeStartObject();
        tagged.writeTag(JsonTags.SET);
        elements.serialize(value, generator, context);
        tagged.writeEndObject();
      } else {
        elements.serialize(value, generator, context);
      }
    }
  }

  static final class Reader extends DelegatingDeserializer {

    Reader(ValueDeserializer<?> elements) {
      super(elements);
    }

    @Override
    protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> elements) {
      return new Reader(elements);
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context)
        throws JacksonException {
      if (!parser.hasToken(JsonToken.START_OBJECT)) {
        return super.deserialize(parser, context);
      }
      parser.nextToken();
      if (!TaggedParser.isAtTag(parser, JsonTags.SET)) {
        return context.reportInputMismatch(
            this, "expected {\"$set\":[…]} or an array, found another object");
      }
      parser.nextToken();
      Object set = super.deserialize(parser, context);
      parser.nextToken();
      return set;
    }
  }
}
