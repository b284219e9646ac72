package dev.pinwheel.store.json;

import dev.pinwheel.model.CacheOption;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.MemoOrigin;
import dev.pinwheel.model.RetryOption;
import dev.pinwheel.model.StepOptions;
import dev.pinwheel.model.TargetOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Options as JSON, the form in which they are stored. A memo option is {@code "off"}, {@code "all"}
 * or the list of its parameters; durations are milliseconds; what is unset is left out.
 */
public final class OptionsJson {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private OptionsJson() {}

  /** The options of a step. */
  public static byte[] write(StepOptions options) {
    ObjectNode node = NODES.objectNode();
    node.set("effective", toNode(options.effective()));
    if (!options.callSite().equals(TargetOptions.NONE)) {
      node.set("callSite", toNode(options.callSite()));
    }
    node.put("memoOrigin", options.memoOrigin().word());
    node.set("parameters", strings(options.parameters()));
    return MAPPER.writeValueAsBytes(node);
  }

  /** What {@link #write} wrote. */
  public static StepOptions read(byte[] json) {
    JsonNode node = MAPPER.readTree(json);
    return new StepOptions(
        toOptions(node.path("effective")),
        toOptions(node.path("callSite")),
        MemoOrigin.ofWord(node.path("memoOrigin").asString()),
        toStrings(node.path("parameters")));
  }

  /** A memo option as text for a column; null for unset. */
  public static @Nullable String writeMemo(@Nullable MemoOption memo) {
    return memo == null ? null : MAPPER.writeValueAsString(toNode(memo));
  }

  /** What {@link #writeMemo} wrote. */
  public static @Nullable MemoOption readMemo(@Nullable String json) {
    return json == null ? null : toMemo(MAPPER.readTree(json));
  }

  static ObjectNode toNode(TargetOptions options) {
    ObjectNode node = NODES.objectNode();
    if (options.memo() != null) {
      node.set("memo", toNode(options.memo()));
    }
    if (options.cache() != null) {
      node.set("cache", toNode(options.cache()));
    }
    RetryOption retry = options.retry();
    if (retry != null) {
      node.putObject("retries")
          .put("limit", retry.limit())
          .put("backoffMillis", retry.backoff().toMillis())
          .put("maxBackoffMillis", retry.maxBackoff().toMillis());
    }
    if (options.timeout() != null) {
      node.put("timeoutMillis", options.timeout().toMillis());
    }
    if (options.delay() != null) {
      node.put("delayMillis", options.delay().toMillis());
    }
    return node;
  }

  static TargetOptions toOptions(JsonNode node) {
    JsonNode retries = node.get("retries");
    return new TargetOptions(
        toMemo(node.get("memo")),
        toCache(node.get("cache")),
        retries == null
            ? null
            : new RetryOption(
                retries.path("limit").asInt(),
                Duration.ofMillis(retries.path("backoffMillis").asLong()),
                Duration.ofMillis(retries.path("maxBackoffMillis").asLong())),
        toDuration(node.get("timeoutMillis")),
        toDuration(node.get("delayMillis")));
  }

  private static JsonNode toNode(MemoOption memo) {
    return switch (memo) {
      case MemoOption.Off off -> NODES.stringNode("off");
      case MemoOption.All all -> NODES.stringNode("all");
      case MemoOption.Parameters parameters -> strings(parameters.names());
    };
  }

  private static @Nullable MemoOption toMemo(@Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return null;
    }
    if (node.isArray()) {
      return new MemoOption.Parameters(toStrings(node));
    }
    return node.asString().equals("off") ? new MemoOption.Off() : new MemoOption.All();
  }

  private static ObjectNode toNode(CacheOption cache) {
    ObjectNode node = NODES.objectNode();
    node.put("enabled", cache.enabled());
    if (cache.parameters() != null) {
      node.set("parameters", strings(cache.parameters()));
    }
    if (cache.maxAge() != null) {
      node.put("maxAgeMillis", cache.maxAge().toMillis());
    }
    if (cache.namespace() != null) {
      node.put("namespace", cache.namespace());
    }
    if (cache.version() != null) {
      node.put("version", cache.version());
    }
    return node;
  }

  private static @Nullable CacheOption toCache(@Nullable JsonNode node) {
    if (node == null) {
      return null;
    }
    JsonNode parameters = node.get("parameters");
    return new CacheOption(
        node.path("enabled").asBoolean(),
        parameters == null ? null : toStrings(parameters),
        toDuration(node.get("maxAgeMillis")),
        toText(node.get("namespace")),
        toText(node.get("version")));
  }

  private static @Nullable Duration toDuration(@Nullable JsonNode millis) {
    return millis == null ? null : Duration.ofMillis(millis.asLong());
  }

  private static @Nullable String toText(@Nullable JsonNode node) {
    return node == null ? null : node.asString();
  }

  static ArrayNode strings(List<String> strings) {
    ArrayNode array = NODES.arrayNode();
    strings.forEach(array::add);
    return array;
  }

  static List<String> toStrings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(element -> strings.add(element.asString()));
    return strings;
  }
}
