package dev.pinwheel.worker.values;

import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.exc.StreamWriteException;
import tools.jackson.core.util.JsonGeneratorDelegate;

/**
 * Writes the tagged form: bytes as {@code {"$bytes":…}}, a name that starts with {@code $} with one
 * more {@code $}. Refuses what canonical JSON cannot represent (M3): NaN, infinities, lone
 * surrogates, and values that contain themselves. For one value, by one thread.
 */
final class TaggedGenerator extends JsonGeneratorDelegate {

  private final Deque<Object> open = new ArrayDeque<>();

  TaggedGenerator(JsonGenerator delegate) {
    super(delegate, false);
  }

  /** Writes the name of a tag, which is not escaped. */
  void writeTag(String tag) {
    delegate.writeName(tag);
  }

  /** Where the value being written is, e.g. {@code $.orders[3].amount}. */
  String path() {
    StringBuilder path = new StringBuilder();
    TokenStreamContext leaf = delegate.streamWriteContext();
    for (TokenStreamContext at = leaf; at != null && !at.inRoot(); at = at.getParent()) {
      if (at.inArray()) {
        int index = at == leaf ? at.getEntryCount() : at.getCurrentIndex();
        path.insert(0, "[" + index + "]");
      } else if (at.currentName() != null) {
        path.insert(0, JsonPath.member(at.currentName()));
      }
    }
    return "$" + path;
  }

  @Override
  public JsonGenerator writeStartObject(@Nullable Object value) throws JacksonException {
    enter(value);
    delegate.writeStartObject(value);
    return this;
  }

  @Override
  public JsonGenerator writeStartObject(@Nullable Object value, int size) throws JacksonException {
    enter(value);
    delegate.writeStartObject(value, size);
    return this;
  }

  @Override
  public JsonGenerator writeStartObject() throws JacksonException {
    open.push(this);
    delegate.writeStartObject();
    return this;
  }

  @Override
  public JsonGenerator writeEndObject() throws JacksonException {
    open.pop();
    delegate.writeEndObject();
    return this;
  }

  @Override
  public JsonGenerator writeStartArray(@Nullable Object value) throws JacksonException {
    enter(value);
    delegate.writeStartArray(value);
    return this;
  }

  @Override
  public JsonGenerator writeStartArray(@Nullable Object value, int size) throws JacksonException {
    enter(value);
    delegate.writeStartArray(value, size);
    return this;
  }

  @Override
  public JsonGenerator writeStartArray() throws JacksonException {
    open.push(this);
    delegate.writeStartArray();
    return this;
  }

  @Override
  public JsonGenerator writeEndArray() throws JacksonException {
    open.pop();
    delegate.writeEndArray();
    return this;
  }

  @Override
  public JsonGenerator writeName(String name) throws JacksonException {
    checkText(name);
    delegate.writeName(name.startsWith("$") ? "$" + name : name);
    return this;
  }

  @Override
  public JsonGenerator writeName(SerializableString name) throws JacksonException {
    if (name.getValue().startsWith("$")) {
      return writeName(name.getValue());
    }
    delegate.writeName(name);
    return this;
  }

  @Override
  public JsonGenerator writeString(@Nullable String text) throws JacksonException {
    if (text != null) {
      checkText(text);
    }
    delegate.writeString(text);
    return this;
  }

  @Override
  public JsonGenerator writeString(char[] text, int offset, int length) throws JacksonException {
    return writeString(new String(text, offset, length));
  }

  @Override
  public JsonGenerator writeArray(String[] array, int offset, int length) throws JacksonException {
    writeStartArray(array, length);
    for (int i = offset; i < offset + length; i++) {
      writeString(array[i]);
    }
    return writeEndArray();
  }

  @Override
  public JsonGenerator writeArray(double[] array, int offset, int length) throws JacksonException {
    writeStartArray(array, length);
    for (int i = offset; i < offset + length; i++) {
      writeNumber(array[i]);
    }
    return writeEndArray();
  }

  @Override
  public JsonGenerator writeNumber(double number) throws JacksonException {
    checkFinite(number);
    delegate.writeNumber(number);
    return this;
  }

  @Override
  public JsonGenerator writeNumber(float number) throws JacksonException {
    checkFinite(number);
    delegate.writeNumber(number);
    return this;
  }

  @Override
  public JsonGenerator writeBinary(Base64Variant variant, byte[] data, int offset, int length)
      throws JacksonException {
    byte[] bytes = new byte[length];
    System.arraycopy(data, offset, bytes, 0, length);
    writeStartObject();
    writeTag(JsonTags.BYTES);
    delegate.writeString(Base64.getEncoder().encodeToString(bytes));
    return writeEndObject();
  }

  /** A refusal; the codec adds the path. */
  StreamWriteException refusal(String message) {
    return new StreamWriteException(this, message);
  }

  private void enter(@Nullable Object value) {
    if (value != null) {
      for (Object outer : open) {
        if (outer == value) {
          throw refusal("the " + value.getClass().getName() + " contains itself");
        }
      }
    }
    open.push(value == null ? this : value);
  }

  private void checkFinite(double number) {
    if (!Double.isFinite(number)) {
      throw refusal(number + " is not a number that JSON can hold");
    }
  }

  private void checkText(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          throw refusal(
              "the text has half a surrogate pair (\\u%04x) at index %d".formatted((int) c, i));
        }
        i++;
      }
    }
  }
}
