package dev.pinwheel.studio.runs;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far back to list runs. */
enum SinceChoice {
  HOUR("Last hour", "1h", Duration.ofHours(1)),
  DAY("Last 24 hours", "1d", Duration.ofDays(1)),
  WEEK("Last 7 days", "7d", Duration.ofDays(7)),
  MONTH("Last 30 days", "30d", Duration.ofDays(30)),
  EVER("Any time", "ever", null),
  /** Between two moments, of {@link ActivityRange}. */
  BETWEEN("Between…", "between", null);

  private final String label;
  private final String word;
  private final @Nullable Duration length;

  SinceChoice(String label, String word, @Nullable Duration length) {
    this.label = label;
    this.word = word;
    this.length = length;
  }

  String label() {
    return label;
  }

  /** As in the URL. */
  String word() {
    return word;
  }

  /** The moment where it begins; null for no limit. */
  @Nullable Instant begin(Instant now) {
    return length == null ? null : now.minus(length);
  }

  static Optional<SinceChoice> ofWord(String word) {
    return Arrays.stream(values()).filter(choice -> choice.word.equals(word)).findFirst();
  }
}
