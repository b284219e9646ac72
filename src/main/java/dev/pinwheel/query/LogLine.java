package dev.pinwheel.query;

import dev.pinwheel.model.ExecutionId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A log message.
 *
 * @param id the cursor for paging; grows with the order in which messages arrived
 * @param target that logged it
 * @param argumentLine the arguments of its step in one line of at most 120 characters; null for a
 *     step recorded by a version without those lines
 * @param parts the message cut into text and values
 */
public record LogLine(
    long id,
    ExecutionId execution,
    String target,
    @Nullable String argumentLine,
    Instant at,
    Level level,
    List<Part> parts) {

  public LogLine {
    parts = List.copyOf(parts);
  }

  /** The message as plain text, without colours and other sequences for terminals. */
  public String message() {
    return TerminalText.plain(parts.stream().map(Part::text).collect(Collectors.joining()));
  }

  /**
   * A part of a message.
   *
   * @param text plain text, or the value as text; as logged, with sequences for terminals
   * @param name of the value's placeholder; null for plain text
   */
  public record Part(String text, @Nullable String name) {}

  /** The level of a message. */
  public enum Level {
    DEBUG,
    INFO,
    WARN,
    ERROR,
    STDOUT,
    STDERR;

    /** As stored and shown. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Level ofWord(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }
}
