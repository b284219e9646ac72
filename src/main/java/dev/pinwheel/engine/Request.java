package dev.pinwheel.engine;

import dev.pinwheel.engine.command.Command;
import dev.pinwheel.engine.command.CommandTexts;
import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.engine.manifest.BoundArguments;
import dev.pinwheel.key.CanonicalArguments;
import dev.pinwheel.key.InvalidValue;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.JsonArray;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.store.Payloads;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A command with everything that can be computed without the database; the sending thread computes
 * it.
 *
 * @param lane in which it waits
 * @param arguments canonical arguments of a submission or call; else null
 * @param valueHash hash of a value to record; else null
 * @param sentAt when it was sent
 * @param files very large values of the command, in files already
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity only
record Request<R>(
    Command<R> command,
    CommandTurns.Lane lane,
    @Nullable CanonicalArguments arguments,
    byte @Nullable [] valueHash,
    Instant sentAt,
    List<Payloads.PreparedFile> files,
    CompletableFuture<R> reply) {

  /**
   * A command and its values; very large ones are written to files.
   *
   * @throws Rejection (invalid argument) when a value or a text is invalid, (unavailable) when a
   *     person or a program brings a value that cannot be written to its file
   */
  static <R> Request<R> of(Command<R> command, Instant sentAt, Payloads payloads) {
    CommandTexts.check(command);
    return new Request<>(
        command,
        CommandTurns.lane(command),
        argumentsOf(command),
        valueHashOf(command),
        sentAt,
        filesOf(command, payloads),
        new CompletableFuture<>());
  }

  /** A command that waits for the database waits for the disk as well, with its value. */
  private static List<Payloads.PreparedFile> filesOf(Command<?> command, Payloads payloads) {
    return valueOf(command).stream()
        .flatMap(value ->
            (CommandTurns.isImpatient(command)
                    ? payloads.prepare(value)
                    : payloads.tryPrepare(value))
                .stream())
        .toList();
  }

  private static Optional<Json> valueOf(Command<?> command) {
    return switch (command) {
      case Command.SubmitRun submit -> joinedIfLarge(submit.arguments());
      case WorkerCommand.CallTarget call -> joinedIfLarge(call.arguments());
      case WorkerCommand.RecordValue record -> Optional.of(record.value());
      default -> Optional.empty();
    };
  }

  private static Optional<Json> joinedIfLarge(List<Json> arguments) {
    long bytes = arguments.stream().mapToLong(argument -> argument.utf8().length + 1L).sum() + 1;
    return bytes < Payloads.FILE_LIMIT ? Optional.empty() : Optional.of(JsonArray.join(arguments));
  }

  private static @Nullable CanonicalArguments argumentsOf(Command<?> command) {
    return switch (command) {
      case Command.SubmitRun submit -> BoundArguments.canonical(submit.arguments());
      case WorkerCommand.CallTarget call -> BoundArguments.canonical(call.arguments());
      default -> null;
    };
  }

  private static byte @Nullable [] valueHashOf(Command<?> command) {
    if (!(command instanceof WorkerCommand.RecordValue record)) {
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
