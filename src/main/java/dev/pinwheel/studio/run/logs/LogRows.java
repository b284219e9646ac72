package dev.pinwheel.studio.run.logs;

import dev.pinwheel.model.StepId;
import dev.pinwheel.query.LogLine;
import dev.pinwheel.query.view.ArgumentText;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Log lines as the browser reads them, and as text to download. */
final class LogRows {

  private LogRows() {}

  /**
   * @param lineHref the link to a line
   * @param stepHref the link to a step
   */
  static ArrayNode json(
      List<LogLine> lines, LongFunction<String> lineHref, Function<StepId, String> stepHref) {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    for (LogLine line : lines) {
      ObjectNode row = rows.addObject();
      row.put("id", Long.toString(line.id()));
      row.put("time", line.at().toString());
      row.put("level", line.level().word());
      row.put("step", line.execution().step().toString());
      row.put("target", line.target());
      row.put("arguments", ArgumentText.plain(line.argumentLine()));
      row.put("href", lineHref.apply(line.id()));
      row.put("stepHref", stepHref.apply(line.execution().step()));
      ArrayNode parts = row.putArray("parts");
      for (LogLine.Part part : line.parts()) {
        ObjectNode json = parts.addObject();
        json.put("text", part.text());
        if (part.name() != null) {
          json.put("name", part.name());
        }
      }
    }
    return rows;
  }

  /** One message a line: {@code 2026-11-22T09:12:03.120Z info R7K2:3:1 fetchUser: message}. */
  static String text(List<LogLine> lines) {
    return lines.stream()
        .map(line ->
            "%s %s %s %s: %s\n"
                .formatted(
                    line.at(),
                    line.level().word(),
                    line.execution(),
                    line.target(),
                    line.message()))
        .collect(Collectors.joining());
  }
}
