package dev.pinwheel.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Failures and outcomes as JSON. */
final class OutcomeCodec {

  private OutcomeCodec() {}

  static void write(JsonObjectWriter json, WireFailure failure) {
    json.text("type", failure.type())
        .text("message", failure.message())
        .texts("frames", failure.frames())
        .object("cause", failure.cause(), OutcomeCodec::write);
  }

  static WireFailure read(JsonFields failure) {
    String message = failure.textOrNull("message");
    List<String> frames = failure.textsOrNull("frames");
    return new WireFailure(
        failure.text("type"),
        message == null ? "" : message,
        frames == null ? List.of() : frames,
        readOrNull(failure.objectOrNull("cause")));
  }

  private static @Nullable WireFailure readOrNull(@Nullable JsonFields failure) {
    return failure == null ? null : read(failure);
  }

  static void write(JsonObjectWriter json, WireOutcome outcome) {
    json.text("execution", outcome.execution())
        .text("kind", outcome.kind())
        .verbatim("value", outcome.value())
        .object("failure", outcome.failure(), OutcomeCodec::write);
  }

  static WireOutcome readOutcome(JsonFields outcome) {
    return new WireOutcome(
        outcome.text("execution"),
        outcome.text("kind"),
        outcome.text("kind").equals("value") ? outcome.text("value") : null,
        readOrNull(outcome.objectOrNull("failure")));
  }
}
