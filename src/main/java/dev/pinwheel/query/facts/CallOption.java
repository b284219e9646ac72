package dev.pinwheel.query.facts;

import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.MemoOrigin;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The memo option that applied to a call (M2), when it is not that of the step it refers to.
 *
 * @param memo null when it was not set anywhere, which means off
 */
public record CallOption(@Nullable MemoOption memo, MemoOrigin origin) {

  private static final String ORIGIN = "\"origin\":\"";

  /** Reads the options of many calls and shares equal ones. Not thread-safe. */
  static final class Reader {

    private final Map<String, CallOption> known = new HashMap<>();

    /**
     * The option that the explanation of a call begins with; null when it has none.
     *
     * @see RecordedLookup
     */
    @Nullable CallOption read(byte @Nullable [] explanation) {
      if (explanation == null) {
        return null;
      }
      String text = new String(explanation, StandardCharsets.UTF_8);
      int origin = text.indexOf(ORIGIN);
      if (origin < 0) {
        return null;
      }
      int end = text.indexOf('"', origin + ORIGIN.length()) + 1;
      return known.computeIfAbsent(text.substring(0, end) + "}", Reader::parse);
    }

    private static @Nullable CallOption parse(String json) {
      RecordedLookup recorded = RecordedLookup.read(json.getBytes(StandardCharsets.UTF_8));
      MemoOrigin origin = recorded.origin();
      return origin == null ? null : new CallOption(recorded.option(), origin);
    }
  }
}
