package dev.pinwheel.worker.values;

import dev.pinwheel.sdk.CallRefused;
import dev.pinwheel.sdk.Execution;
import dev.pinwheel.sdk.ExecutionStopped;
import java.io.StringWriter;
import java.lang.reflect.Type;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns values of one declared type into JSON text and back. Made once per parameter and result;
 * thread-safe.
 */
public final class ValueCodec {

  static final JsonMapper MAPPER = ValueMapper.mapper(ValueCodec::handles);

  /** Values of any type, read as maps and lists. */
  public static final ValueCodec ANY = of(Object.class);

  private static final String NULL = "null";

  private final JavaType type;
  private final boolean isVoid;
  private final ObjectWriter writer;
  private final ObjectReader reader;

  private ValueCodec(JavaType type) {
    this.type = type;
    this.isVoid = type.hasRawClass(void.class) || type.hasRawClass(Void.class);
    this.writer = MAPPER.writerFor(type);
    this.reader = MAPPER.readerFor(type);
  }

  public static ValueCodec of(Type type) {
    return new ValueCodec(MAPPER.constructType(type));
  }

  public static ValueCodec of(JavaType type) {
    return new ValueCodec(type);
  }

  private static Function<String, Execution<?>> handles(JavaType result) {
    ValueCodec codec = result.isJavaLangObject() ? ANY : of(result);
    return id -> new RemoteExecution<>(id, codec::read);
  }

  public JavaType type() {
    return type;
  }

  /**
   * Writes a value.
   *
   * @throws UnserialisableValue naming the path to what cannot be written
   */
  public String write(@Nullable Object value) {
    if (isVoid || value == null) {
      return NULL;
    }
    StringWriter text = new StringWriter();
    TaggedGenerator generator = new TaggedGenerator(MAPPER.createGenerator(text));
    try {
      writer.writeValue(generator, value);
      generator.close();
    } catch (RuntimeException e) {
      throw writeFailure(generator.path(), value, e);
    } catch (StackOverflowError e) {
      throw new UnserialisableValue("At " + generator.path() + ": it is nested too deeply.", e);
    }
    return text.toString();
  }

  /**
   * Reads a value.
   *
   * @throws UnreadableValue naming the path to what does not fit the declared type
   */
  public @Nullable Object read(String json) {
    if (isVoid) {
      return null;
    }
    try (JsonParser plain = MAPPER.createParser(json)) {
      return reader.readValue(JsonTags.mayOccurIn(json) ? new TaggedParser(plain) : plain);
    } catch (JacksonException e) {
      String path = JsonPath.of(e.getPath());
      String where = path.equals("$") ? "" : "at " + path + " ";
      throw new UnreadableValue(
          where + "does not fit " + TypeNames.of(type) + ": " + firstLine(e), e);
    }
  }

  private static RuntimeException writeFailure(String path, Object value, RuntimeException e) {
    Throwable origin = e;
    while (origin instanceof DatabindException && origin.getCause() != null) {
      origin = origin.getCause();
    }
    if (origin instanceof CallRefused || origin instanceof ExecutionStopped) {
      return (RuntimeException) origin;
    }
    String where = path;
    String reason;
    if (origin instanceof JacksonException refusal) {
      reason = firstLine(refusal);
    } else {
      reason = "reading it threw " + origin;
      where = e instanceof JacksonException wrapper ? JsonPath.of(wrapper.getPath()) : path;
    }
    return new UnserialisableValue(
        "At " + where + " of the " + value.getClass().getName() + ": " + reason + ".", e);
  }

  private static String firstLine(JacksonException e) {
    String message = e.getOriginalMessage();
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
