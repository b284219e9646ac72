package dev.pinwheel.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Failures and outcomes as JSON. */
final class FailureJson {

  private FailureJson() {}

  static void write(JsonText json, Failure failure) {
    json.text("type", failure.type())
        .text("message", failure.message())
        .texts("frames", failure.frames())
        .object("cause", failure.cause(), FailureJson::write);
  }

  static Failure read(Fields failure) {
    String message = failure.textOrNull("message");
    List<String> frames = failure.textsOrNull("frames");
    return new Failure(
        failure.text("type"),
        message == null ? "" : message,
        frames == null ? List.of() : frames,
        readOrNull(failure.objectOrNull("cause")));
  }

  private static @Nullable Failure readOrNull(@Nullable Fields failure) {
    return failure == null ? null : read(failure);
  }

  static void write(JsonText json, Outcome outcome) {
    json.text("execution", outcome.execution())
        .text("kind", outcome.kind())
        .verbatim("value", outcome.value())
        .object("failure", outcome.failure(), FailureJson::write);
  }

  static Outcome readOutcome(Fields outcome) {
    return new Outcome(
        outcome.text("execution"),
        outcome.text("kind"),
        outcome.text("kind").equals("value") ? outcome.text("value") : null,
        readOrNull(outcome.objectOrNull("failure")));
  }
}
