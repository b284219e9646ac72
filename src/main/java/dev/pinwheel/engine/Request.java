package dev.pinwheel.engine;

import dev.pinwheel.engine.manifest.BoundArguments;
import dev.pinwheel.key.CanonicalArguments;
import dev.pinwheel.key.InvalidValue;
import dev.pinwheel.model.Rejection;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A command with everything that can be computed without the database; the sending thread computes
 * it.
 *
 * @param arguments canonical arguments of a submission or call; else null
 * @param valueHash hash of a value to record; else null
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity only
record Request<R>(
    Command<R> command,
    @Nullable CanonicalArguments arguments,
    byte @Nullable [] valueHash,
    CompletableFuture<R> reply) {

  /**
   * @throws Rejection (invalid argument) when a value is invalid
   */
  static <R> Request<R> of(Command<R> command) {
    return new Request<>(
        command, argumentsOf(command), valueHashOf(command), new CompletableFuture<>());
  }

  private static @Nullable CanonicalArguments argumentsOf(Command<?> command) {
    return switch (command) {
      case Command.SubmitRun submit -> BoundArguments.canonical(submit.arguments());
      case Command.CallTarget call -> BoundArguments.canonical(call.arguments());
      default -> null;
    };
  }

  private static byte @Nullable [] valueHashOf(Command<?> command) {
    if (!(command instanceof Command.RecordValue record)) {
      return null;
    }
    try {
      return Hashes.ofValue(record.value());
    } catch (InvalidValue e) {
      throw Rejection.invalidArgument(
          "The value that %s returned is no valid value, at %s: %s"
              .formatted(record.execution(), e.path(), e.problem()));
    }
  }
}
