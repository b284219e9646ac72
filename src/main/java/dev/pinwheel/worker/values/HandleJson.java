package dev.pinwheel.worker.values;

import dev.pinwheel.sdk.Execution;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.type.TypeFactory;

/** Handles as {@code {"$execution":"R7K2:3:1"}}. */
final class HandleJson {

  private HandleJson() {}

  static final class Writer extends StdSerializer<Execution<?>> {

    Writer() {
      super(Execution.class);
    }

    @Override
    public void serialize(
        Execution<?> handle, JsonGenerator generator, SerializationContext context)
        throws JacksonException {
      if (!(generator instanceof TaggedGenerator tagged)) {
        throw new IllegalStateException("Expected handles to be written in the tagged form.");
      }
      if (!(handle instanceof RemoteExecution<?>)) {
        throw tagged.refusal(
            "the handle was made outside an execution, so no other execution knows it");
      }
      String id = handle.id();
      tagged.writeStartObject();
      tagged.writeTag(JsonTags.EXECUTION);
      tagged.writeString(id);
      tagged.writeEndObject();
    }
  }

  static final class Reader extends StdDeserializer<Execution<?>> {

    private final Function<JavaType, Function<String, Execution<?>>> handles;
    private final JavaType result;

    /**
     * @param handles makes handles of ids, for the type of the result
     */
    Reader(Function<JavaType, Function<String, Execution<?>>> handles) {
      this(handles, TypeFactory.unknownType());
    }

    private Reader(Function<JavaType, Function<String, Execution<?>>> handles, JavaType result) {
      super(Execution.class);
      this.handles = handles;
      this.result = result;
    }

    @Override
    public ValueDeserializer<?> createContextual(
        DeserializationContext context, @Nullable BeanProperty property) {
      JavaType type = context.getContextualType();
      return new Reader(handles, type.containedTypeOrUnknown(0));
    }

    @Override
    public Execution<?> deserialize(JsonParser parser, DeserializationContext context)
        throws JacksonException {
      if (parser.hasToken(JsonToken.START_OBJECT)) {
        parser.nextToken();
        if (TaggedParser.isAtTag(parser, JsonTags.EXECUTION)) {
          parser.nextToken();
          String id = parser.getString();
          parser.nextToken();
          return handles.apply(result).apply(id);
        }
      }
      return context.reportInputMismatch(
          this, "expected {\"$execution\":\"R7K2:3:1\"}, found something else");
    }
  }
}
