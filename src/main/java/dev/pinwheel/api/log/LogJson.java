package dev.pinwheel.api.log;

import dev.pinwheel.query.LogLine;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A message that an execution logged.
 *
 * @param level debug, info, warn, error, stdout or stderr
 * @param message with its values filled in
 * @param values the values by name, as text
 */
@Schema(name = "LogMessage")
record LogJson(
    @Schema(example = "R7K2:3:2") String execution,
    String target,
    Instant at,
    LogLine.Level level,
    String message,
    Map<String, String> values) {

  static LogJson of(LogLine line) {
    Map<String, String> values = new LinkedHashMap<>();
    for (LogLine.Part part : line.parts()) {
      if (part.name() != null) {
        values.put(part.name(), part.text());
      }
    }
    return new LogJson(
        line.execution().toString(),
        line.target(),
        line.at(),
        line.level(),
        line.message(),
        values);
  }

  /**
   * A page of messages, oldest first.
   *
   * @param messages oldest first
   * @param cursor where this page ends: asking again with it gives what was logged since
   * @param more whether there are more already
   */
  @Schema(name = "LogPage")
  record PageJson(List<LogJson> messages, String cursor, boolean more) {}
}
