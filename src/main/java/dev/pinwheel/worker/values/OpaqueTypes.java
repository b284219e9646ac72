package dev.pinwheel.worker.values;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.ser.BeanSerializer;
import tools.jackson.databind.ser.impl.UnknownSerializer;

/** Types that Jackson would serialise although they are not data, such as threads and streams. */
final class OpaqueTypes {

  private OpaqueTypes() {}

  /** Why values of the type cannot be written, or nothing. */
  static Optional<String> reasonAgainst(Class<?> type, ValueSerializer<?> serializer) {
    if (serializer instanceof UnknownSerializer) {
      return Optional.of("a " + type.getName() + " has no components that could be written");
    }
    return serializer instanceof BeanSerializer ? reasonAgainst(type) : Optional.empty();
  }

  /** Why values of a type that is taken apart by its properties cannot be written, or nothing. */
  static Optional<String> reasonAgainst(Class<?> type) {
    String name = type.getName();
    if (type.isHidden() || type.isSynthetic()) {
      return Optional.of("a lambda is code, not a value");
    }
    boolean ofThePlatform =
        name.startsWith("java.")
            || name.startsWith("javax.")
            || name.startsWith("jdk.")
            || name.startsWith("sun.");
    return ofThePlatform
        ? Optional.of("a " + name + " is not a value; take what you need from it")
        : Optional.empty();
  }

  static final class Refusing extends ValueSerializer<Object> {

    private final String reason;

    Refusing(String reason) {
      this.reason = reason;
    }

    @Override
    public void serialize(Object value, JsonGenerator generator, SerializationContext context)
        throws JacksonException {
      if (generator instanceof TaggedGenerator tagged) {
        throw tagged.refusal(reason);
      }
      throw new IllegalStateException(reason);
    }
  }
}
