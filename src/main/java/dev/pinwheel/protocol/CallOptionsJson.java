package dev.pinwheel.protocol;

import dev.pinwheel.protocol.CallOptions.Cache;
import dev.pinwheel.protocol.CallOptions.Memo;
import dev.pinwheel.protocol.CallOptions.Retries;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Options of targets and calls as JSON. */
final class CallOptionsJson {

  private CallOptionsJson() {}

  static void write(JsonObjectWriter json, CallOptions options) {
    json.object(
            "memo",
            options.memo(),
            (inner, memo) ->
                inner
                    .text("mode", memo.mode())
                    .texts(
                        "parameters", memo.mode().equals("parameters") ? memo.parameters() : null))
        .object(
            "cache",
            options.cache(),
            (inner, cache) ->
                inner
                    .flag("enabled", cache.enabled())
                    .texts("parameters", cache.parameters())
                    .number("maxAgeMillis", cache.maxAgeMillis())
                    .text("namespace", cache.namespace())
                    .text("version", cache.version()))
        .object(
            "retries",
            options.retries(),
            (inner, retries) ->
                inner
                    .number("limit", (long) retries.limit())
                    .number("backoffMillis", retries.backoffMillis())
                    .number("maxBackoffMillis", retries.maxBackoffMillis()))
        .number("timeoutMillis", options.timeoutMillis())
        .number("delayMillis", options.delayMillis());
  }

  static CallOptions read(JsonFields options) {
    return new CallOptions(
        memo(options.objectOrNull("memo")),
        cache(options.objectOrNull("cache")),
        retries(options.objectOrNull("retries")),
        options.numberOrNull("timeoutMillis"),
        options.numberOrNull("delayMillis"));
  }

  private static @Nullable Memo memo(@Nullable JsonFields memo) {
    if (memo == null) {
      return null;
    }
    List<String> parameters = memo.textsOrNull("parameters");
    return new Memo(memo.text("mode"), parameters == null ? List.of() : parameters);
  }

  private static @Nullable Cache cache(@Nullable JsonFields cache) {
    return cache == null
        ? null
        : new Cache(
            cache.flag("enabled"),
            cache.textsOrNull("parameters"),
            cache.numberOrNull("maxAgeMillis"),
            cache.textOrNull("namespace"),
            cache.textOrNull("version"));
  }

  private static @Nullable Retries retries(@Nullable JsonFields retries) {
    return retries == null
        ? null
        : new Retries(
            retries.smallNumber("limit"),
            retries.number("backoffMillis"),
            retries.number("maxBackoffMillis"));
  }
}
