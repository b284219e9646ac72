package dev.pinwheel.studio.runs;

import com.vaadin.flow.router.QueryParameters;
import dev.pinwheel.model.StorableTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time in which runs were last active, as in the URL: {@code
 * from=2026-11-28T11:00:00Z&to=…}.
 *
 * @param from null for no limit
 * @param to the stretch ends before; null for no limit
 */
record ActivityRange(@Nullable Instant from, @Nullable Instant to) {

  static final ActivityRange NONE = new ActivityRange(null, null);

  static final String FROM = "from";
  static final String TO = "to";

  /** What the URL says; what is not a moment is left out. */
  static ActivityRange of(QueryParameters parameters) {
    return new ActivityRange(
        parameters.getSingleParameter(FROM).flatMap(ActivityRange::parse).orElse(null),
        parameters.getSingleParameter(TO).flatMap(ActivityRange::parse).orElse(null));
  }

  boolean isSet() {
    return from != null || to != null;
  }

  Map<String, List<String>> parameters() {
    Map<String, List<String>> asked = new HashMap<>();
    if (from != null) {
      asked.put(FROM, List.of(from.toString()));
    }
    if (to != null) {
      asked.put(TO, List.of(to.toString()));
    }
    return asked;
  }

  /** What is wrong with the stretch that the URL asks for; empty for nothing. */
  static Optional<String> problem(QueryParameters parameters) {
    for (String name : List.of(FROM, TO)) {
      String word = parameters.getSingleParameter(name).orElse("");
      if (!word.isEmpty() && parse(word).isEmpty()) {
        return Optional.of(
            "Expected a moment such as 2026-11-28T11:00:00Z in '%s' of the address, found '%s'. It has no effect."
                .formatted(name, word));
      }
    }
    return of(parameters).problem();
  }

  /** Why nothing can be in it; empty when something can. */
  Optional<String> problem() {
    return from != null && to != null && !from.isBefore(to)
        ? Optional.of("'to' is not after 'from', so the list is empty.")
        : Optional.empty();
  }

  private static Optional<Instant> parse(String word) {
    try {
      return Optional.of(StorableTime.parse(word));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
