package dev.pinwheel.engine.log;

import dev.pinwheel.model.SessionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Log lines that arrive together.
 *
 * @param session of the worker that sent them; null when they are known to be of its executions
 * @param upTo the number of the last line, those included that were malformed; 0 when the worker
 *     does not number its lines
 * @param stored runs once when all lines are stored, or are given up because they cannot be; never
 *     when the server stops before. Must not block
 */
public record LogBatch(@Nullable SessionId session, List<Line> lines, long upTo, Runnable stored) {

  public LogBatch {
    lines = List.copyOf(lines);
  }

  /** Lines without numbers, whose sender need not know when they are stored. */
  public static LogBatch of(List<LogMessage> messages) {
    return new LogBatch(
        null, messages.stream().map(message -> new Line(0, message, true)).toList(), 0, () -> {});
  }

  /**
   * A line.
   *
   * @param number among those of its session, ascending; 0 when the worker does not number them
   * @param known whether its execution is known to be of the session; otherwise it is looked up
   */
  public record Line(long number, LogMessage message, boolean known) {}

  public boolean isNumbered() {
    return upTo > 0;
  }

  /** About how much memory it takes, in characters. */
  public long size() {
    return lines.stream()
        .mapToLong(
            line -> 100L + line.message().template().length() + line.message().values().size())
        .sum();
  }
}
