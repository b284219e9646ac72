package dev.pinwheel.query;

import dev.pinwheel.model.ExecutionId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which log messages to show.
 *
 * @param execution only messages of this execution; null for all visible ones of the run
 * @param step only messages of the step with this number; null for all
 * @param levels empty for all
 * @param text part of the message as it is shown, ignoring case; empty for all
 */
public record LogFilter(
    @Nullable ExecutionId execution,
    @Nullable Integer step,
    Set<LogLine.Level> levels,
    String text) {

  public static final LogFilter ALL = new LogFilter(null, null, Set.of(), "");

  public LogFilter {
    levels = Set.copyOf(levels);
    text = text.strip();
  }

  public static LogFilter of(ExecutionId execution) {
    return new LogFilter(execution, null, Set.of(), "");
  }

  public LogFilter withLevels(Set<LogLine.Level> only) {
    return new LogFilter(execution, step, only, text);
  }

  public LogFilter withText(String part) {
    return new LogFilter(execution, step, levels, part);
  }

  public LogFilter withStep(@Nullable Integer number) {
    return new LogFilter(execution, number, levels, text);
  }
}
