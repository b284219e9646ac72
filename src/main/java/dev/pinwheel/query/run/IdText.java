package dev.pinwheel.query.run;

import dev.pinwheel.model.RunId;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An id, or the beginning of one, as somebody types it: {@code r7}, {@code R7K2:3}, {@code
 * R7K2:3#2}. Pure.
 *
 * @param run the beginning of the id of a run, in capitals
 * @param step the beginning of a step's number, maybe empty; null when a run is meant
 * @param attempt the beginning of an attempt's number, maybe empty; null when none is meant
 */
record IdText(String run, @Nullable String step, @Nullable String attempt) {

  private static final Pattern TYPED =
      Pattern.compile("(R[0-9A-HJKMNP-TV-Z]{1,12})(?::(\\d{0,9})(?:[:#](\\d{0,9}))?)?");

  /** Empty when no id begins like this. */
  static Optional<IdText> parse(String text) {
    Matcher typed = TYPED.matcher(text.strip().toUpperCase(Locale.ROOT));
    return typed.matches()
        ? Optional.of(new IdText(typed.group(1), typed.group(2), typed.group(3)))
        : Optional.empty();
  }

  /** The run, when its id is complete. */
  Optional<RunId> wholeRun() {
    return RunId.parse(run);
  }

  /** Whether the id of a run begins like this; always false when a step is meant. */
  boolean isBeginningOf(RunId id) {
    return step == null && id.toString().startsWith(run);
  }
}
