package dev.pinwheel.worker.connect;

import dev.pinwheel.protocol.Protocol;
import dev.pinwheel.protocol.WorkerMessage;
import dev.pinwheel.protocol.WorkerMessage.LogLine;
import java.util.List;

/** Enforces the size limits of messages before they are sent. */
final class MessageLimits {

  /** An upper bound for the parts of a message that are not values. */
  private static final int ENVELOPE = 64 * 1024;

  private static final int LOG_LINE = 256 * 1024;

  private MessageLimits() {}

  /**
   * @throws IllegalArgumentException in a sentence when a value is too large
   */
  static void check(WorkerMessage message) {
    switch (message) {
      case WorkerMessage.Complete complete ->
          check("The result of " + complete.execution(), complete.value().length());
      case WorkerMessage.Call call ->
          check(
              "The arguments of %s:%s".formatted(call.module(), call.target()),
              call.arguments().stream().mapToLong(String::length).sum());
      default -> {}
    }
  }

  private static void check(String what, long characters) {
    if (characters > Protocol.MAX_CHARACTERS - ENVELOPE) {
      throw new IllegalArgumentException(
          "%s cannot be sent: %,d characters of JSON, but at most %,d fit. Store large data elsewhere and pass a reference to it."
              .formatted(what, characters, Protocol.MAX_CHARACTERS - ENVELOPE));
    }
  }

  /** Log lines as they can be sent: long ones are shortened. */
  static List<LogLine> cut(List<LogLine> lines) {
    return lines.stream().map(MessageLimits::cut).toList();
  }

  private static LogLine cut(LogLine line) {
    String template = line.template();
    String values = line.values();
    if (template.length() <= LOG_LINE && values.length() <= LOG_LINE) {
      return line;
    }
    return new LogLine(
        line.execution(),
        line.atEpochMillis(),
        line.level(),
        template.length() <= LOG_LINE ? template : template.substring(0, LOG_LINE) + "…",
        values.length() <= LOG_LINE ? values : "{}");
  }
}
