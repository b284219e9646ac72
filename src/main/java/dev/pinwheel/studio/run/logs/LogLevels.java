package dev.pinwheel.studio.run.logs;

import dev.pinwheel.query.LogLine.Level;
import java.util.EnumSet;
import java.util.Set;

/**
 * What one can choose to see of a log; {@code stdout} counts as info, {@code stderr} as warning.
 */
enum LogLevels {
  ALL("", "All levels", EnumSet.noneOf(Level.class)),
  INFO(
      "info",
      "Info and above",
      EnumSet.of(Level.INFO, Level.STDOUT, Level.WARN, Level.STDERR, Level.ERROR)),
  WARN("warn", "Warnings and errors", EnumSet.of(Level.WARN, Level.STDERR, Level.ERROR)),
  ERROR("error", "Errors", EnumSet.of(Level.ERROR));

  private final String word;
  private final String label;
  private final Set<Level> levels;

  LogLevels(String word, String label, Set<Level> levels) {
    this.word = word;
    this.label = label;
    this.levels = Set.copyOf(levels);
  }

  /** In URLs; empty for all. */
  String word() {
    return word;
  }

  String label() {
    return label;
  }

  /** Empty for all. */
  Set<Level> levels() {
    return levels;
  }

  /** The choice with this word; all for an unknown one. */
  static LogLevels ofWord(String word) {
    for (LogLevels levels : values()) {
      if (levels.word.equals(word)) {
        return levels;
      }
    }
    return ALL;
  }
}
