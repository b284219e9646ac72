package dev.pinwheel.worker.values;

import dev.pinwheel.sdk.Execution;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.TypeFactory;

/** Jackson's serialisers of sets, bytes and handles in the tagged form, and its refusals. */
final class TaggedValues {

  private TaggedValues() {}

  /**
   * What to register with a mapper.
   *
   * @param handles makes handles of ids, for the type of the result
   */
  static SimpleModule module(Function<JavaType, Function<String, Execution<?>>> handles) {
    return new SimpleModule("pinwheel")
        .addSerializer(new HandleJson.Writer())
        .addDeserializer(Execution.class, new HandleJson.Reader(handles))
        .addDeserializer(byte[].class, new BytesReader())
        .addDeserializer(
            Object.class,
            new UntypedReader(id -> handles.apply(TypeFactory.unknownType()).apply(id)))
        .setSerializerModifier(new WriterModifier())
        .setDeserializerModifier(new ReaderModifier());
  }

  private static final class WriterModifier extends ValueSerializerModifier {
    private static final long serialVersionUID = 1;

    @Override
    public ValueSerializer<?> modifyCollectionSerializer(
        SerializationConfig config,
        CollectionType type,
        BeanDescription.Supplier description,
        ValueSerializer<?> serializer) {
      return type.isTypeOrSubTypeOf(Set.class) ? SetJson.writer(serializer) : serializer;
    }

    @Override
    public ValueSerializer<?> modifySerializer(
        SerializationConfig config,
        BeanDescription.Supplier description,
        ValueSerializer<?> serializer) {
      return OpaqueTypes.reasonAgainst(description.getBeanClass(), serializer)
          .<ValueSerializer<?>>map(OpaqueTypes.Refusing::new)
          .orElse(serializer);
    }
  }

  private static final class ReaderModifier extends ValueDeserializerModifier {
    private static final long serialVersionUID = 1;

    @Override
    public ValueDeserializer<?> modifyCollectionDeserializer(
        DeserializationConfig config,
        CollectionType type,
        BeanDescription.Supplier description,
        ValueDeserializer<?> deserializer) {
      return type.isTypeOrSubTypeOf(Set.class) ? new SetJson.Reader(deserializer) : deserializer;
    }
  }

  /**
   * Bytes as {@code {"$bytes":"base64"}}; a plain base64 text is read too, because people write it.
   */
  private static final class BytesReader extends StdDeserializer<byte[]> {

    BytesReader() {
      super(byte[].class);
    }

    @Override
    public byte[] deserialize(JsonParser parser, DeserializationContext context)
        throws JacksonException {
      if (parser.hasToken(JsonToken.VALUE_STRING)) {
        return parser.getBinaryValue();
      }
      if (parser.hasToken(JsonToken.START_OBJECT)) {
        parser.nextToken();
        if (TaggedParser.isAtTag(parser, JsonTags.BYTES)) {
          parser.nextToken();
          byte[] bytes = parser.getBinaryValue();
          parser.nextToken();
          return bytes;
        }
      }
      return context.reportInputMismatch(
          this, "expected {\"$bytes\":\"…\"} or a text in base64, found something else");
    }
  }
}
