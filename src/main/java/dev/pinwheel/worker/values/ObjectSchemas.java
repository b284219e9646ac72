package dev.pinwheel.worker.values;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import tools.jackson.databind.jsonFormatVisitors.JsonObjectFormatVisitor;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Schemas of records and of classes with properties. */
public final class ObjectSchemas {

  private ObjectSchemas() {}

  /** Why values of the type cannot be written and read by their properties, or nothing. */
  static Optional<String> reasonAgainst(JavaType type) {
    Class<?> raw = type.getRawClass();
    if (raw.getName().startsWith("tools.jackson.") || raw.getName().startsWith("com.fasterxml.")) {
      return Optional.of("declare it as Object, Map or List");
    }
    Optional<String> opaque = OpaqueTypes.reasonAgainst(raw);
    if (opaque.isPresent()) {
      return opaque;
    }
    if (raw.isInterface() || Modifier.isAbstract(raw.getModifiers())) {
      return Optional.of("it is abstract, so the class to create is unknown");
    }
    if (raw.isMemberClass() && !Modifier.isStatic(raw.getModifiers())) {
      return Optional.of("an inner class needs its outer instance; make it static or a record");
    }
    if (!raw.isRecord() && !isConstructible(raw)) {
      return Optional.of("it has no constructor without parameters; give it one, or use a record");
    }
    return Optional.empty();
  }

  private static boolean isConstructible(Class<?> type) {
    Stream<Constructor<?>> constructors = Arrays.stream(type.getDeclaredConstructors());
    return constructors.anyMatch(constructor ->
        constructor.getParameterCount() == 0
            || Arrays.stream(constructor.getAnnotations())
                .anyMatch(a -> a.annotationType().getSimpleName().equals("JsonCreator")));
  }

  /**
   * The schema of the type.
   *
   * @param part the schema of a property, which messages name by its path
   */
  static ObjectNode of(JavaType type, BiFunction<String, JavaType, ObjectNode> part) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    List<String> required = new ArrayList<>();
    for (BeanProperty property : properties(type)) {
      String name = property.getName();
      properties.set(name, part.apply(JsonPath.member(name), property.getType()));
      if (isRequired(type.getRawClass(), property)) {
        required.add(name);
      }
    }
    if (!required.isEmpty()) {
      ArrayNode names = schema.putArray("required");
      required.forEach(names::add);
    }
    return schema;
  }

  private static List<BeanProperty> properties(JavaType type) {
    List<BeanProperty> properties = new ArrayList<>();
    ValueCodec.MAPPER.acceptJsonFormatVisitor(
        type,
        new JsonFormatVisitorWrapper.Base() {
          @Override
          public JsonObjectFormatVisitor expectObjectFormat(JavaType ignored) {
            return new JsonObjectFormatVisitor.Base(getContext()) {
              @Override
              public void property(BeanProperty property) {
                properties.add(property);
              }

              @Override
              public void optionalProperty(BeanProperty property) {
                properties.add(property);
              }
            };
          }
        });
    return properties;
  }

  private static boolean isRequired(Class<?> owner, BeanProperty property) {
    Class<?> raw = property.getType().getRawClass();
    return !isOptional(raw) && !componentIsNullable(owner, property.getName());
  }

  /** Is the type one of those that stand for a value or nothing? */
  public static boolean isOptional(Class<?> type) {
    return type == Optional.class
        || type == OptionalInt.class
        || type == OptionalLong.class
        || type == OptionalDouble.class;
  }

  private static boolean componentIsNullable(Class<?> owner, String name) {
    if (!owner.isRecord()) {
      return true;
    }
    for (RecordComponent component : owner.getRecordComponents()) {
      if (component.getName().equals(name)) {
        return isNullable(component, component.getAnnotatedType());
      }
    }
    return false;
  }

  /** Does a declaration or its type carry an annotation named Nullable, whosever it is? */
  public static boolean isNullable(AnnotatedElement declaration, @Nullable AnnotatedType type) {
    return hasNullable(declaration) || (type != null && hasNullable(type));
  }

  private static boolean hasNullable(AnnotatedElement element) {
    return Arrays.stream(element.getAnnotations())
        .anyMatch(a -> a.annotationType().getSimpleName().equals("Nullable"));
  }
}
