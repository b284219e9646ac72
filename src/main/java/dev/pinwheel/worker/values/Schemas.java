package dev.pinwheel.worker.values;

import dev.pinwheel.sdk.Execution;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON Schemas (2020-12) of declared types. Refuses types whose values cannot be sent as JSON. Used
 * for one type, by one thread.
 */
public final class Schemas {

  /** A type whose values cannot be sent as JSON; the message is the end of a sentence. */
  public static final class Unsupported extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unsupported(String message) {
      super(message);
    }
  }

  private final Deque<String> path = new ArrayDeque<>();
  private final Deque<JavaType> open = new ArrayDeque<>();

  private Schemas() {}

  /**
   * The schema of a type.
   *
   * @throws Unsupported when values of the type cannot be sent as JSON
   */
  public static ObjectNode of(JavaType type) {
    return new Schemas().schema(type.hasRawClass(Optional.class) ? type.containedType(0) : type);
  }

  static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }

  ObjectNode schema(JavaType type) {
    Class<?> raw = type.getRawClass();
    Optional<ObjectNode> simple = ScalarSchemas.find(raw);
    if (simple.isPresent()) {
      return simple.get();
    }
    if (raw == Object.class) {
      return node();
    }
    if (raw == byte[].class) {
      return tag(JsonTags.BYTES, node().put("type", "string").put("contentEncoding", "base64"));
    }
    if (Execution.class.isAssignableFrom(raw)) {
      if (raw != Execution.class) {
        throw unsupported(type, "declare it as Execution");
      }
      return tag(JsonTags.EXECUTION, node().put("type", "string"));
    }
    if (raw == Optional.class) {
      ObjectNode schema = schema(type.containedTypeOrUnknown(0));
      if (schema.path("type").isString()) {
        String name = schema.get("type").asString();
        schema.putArray("type").add(name).add("null");
      }
      return schema;
    }
    if (type.isArrayType() || Collection.class.isAssignableFrom(raw)) {
      return array(type);
    }
    if (Map.class.isAssignableFrom(raw)) {
      return map(type);
    }
    return object(type);
  }

  private ObjectNode array(JavaType type) {
    ObjectNode schema = node().put("type", "array");
    schema.set("items", at("[]", type.getContentType()));
    if (Set.class.isAssignableFrom(type.getRawClass())) {
      return tag(JsonTags.SET, schema.put("uniqueItems", true));
    }
    return schema;
  }

  private ObjectNode map(JavaType type) {
    JavaType key = type.getKeyType() == null ? null : type.getKeyType();
    if (key != null && !ScalarSchemas.isKey(key.getRawClass())) {
      throw unsupported(
          type,
          "the keys of a map must be texts, numbers, enums, dates or UUIDs, not "
              + key.getRawClass().getSimpleName());
    }
    ObjectNode schema = node().put("type", "object");
    if (type.getContentType() != null) {
      schema.set("additionalProperties", at("{}", type.getContentType()));
    }
    return schema;
  }

  private ObjectNode object(JavaType type) {
    if (open.contains(type)) {
      return node().put("type", "object").put("title", TypeNames.of(type));
    }
    ObjectSchemas.reasonAgainst(type)
        .ifPresent(reason -> {
          throw unsupported(type, reason);
        });
    open.push(type);
    try {
      return ObjectSchemas.of(type, this::at);
    } finally {
      open.pop();
    }
  }

  /** The schema of a part, which messages name by its path. */
  private ObjectNode at(String step, @Nullable JavaType part) {
    path.addLast(step);
    try {
      return part == null ? node() : schema(part);
    } finally {
      path.removeLast();
    }
  }

  private Unsupported unsupported(JavaType type, String advice) {
    String where = path.isEmpty() ? "" : " at $" + String.join("", path);
    return new Unsupported(
        "has the type %s%s, which cannot be sent as JSON: %s"
            .formatted(TypeNames.of(type), where, advice));
  }

  private static ObjectNode tag(String name, ObjectNode content) {
    ObjectNode schema = node().put("type", "object");
    schema.putObject("properties").set(name, content);
    schema.putArray("required").add(name);
    return schema.put("additionalProperties", false);
  }
}
