package dev.pinwheel.query.view;

import java.util.List;
import java.util.stream.Collectors;

/**
 * An argument that differs between two calls.
 *
 * @param parameter its name
 * @param places where it differs, at most {@link #SHOWN}
 * @param note what people may not expect about it, as a sentence; empty for nothing
 */
public record ArgumentDifference(String parameter, List<JsonDifference> places, String note) {

  /** How many places are shown. */
  public static final int SHOWN = 20;

  private static final int IN_A_SENTENCE = 3;

  public ArgumentDifference {
    places = List.copyOf(places);
  }

  /** {@code $.version 1 → 2, $.name (absent) → "x" and 3 more}. */
  public String sentence() {
    String shown =
        places.stream()
            .limit(IN_A_SENTENCE)
            .map(JsonDifference::sentence)
            .collect(Collectors.joining(", "));
    return places.size() <= IN_A_SENTENCE
        ? shown
        : shown + " and %d more".formatted(places.size() - IN_A_SENTENCE);
  }
}
