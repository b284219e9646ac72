package dev.pinwheel.api.value;

import dev.pinwheel.model.Failure;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What user code threw, or why the engine ended an execution.
 *
 * @param type the class of what was thrown, or a word such as timedOut
 * @param message its message
 * @param frames innermost first
 * @param cause its cause; absent without one
 */
@Schema(name = "Failure")
public record FailureJson(
    @Schema(example = "java.lang.IllegalStateException") String type,
    String message,
    List<String> frames,
    @Nullable FailureJson cause) {

  public static @Nullable FailureJson of(@Nullable Failure failure) {
    return failure == null
        ? null
        : new FailureJson(failure.type(), failure.message(), failure.frames(), of(failure.cause()));
  }
}
