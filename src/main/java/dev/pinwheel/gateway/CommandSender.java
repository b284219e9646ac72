package dev.pinwheel.gateway;

import dev.pinwheel.engine.Engine;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.engine.log.LogBatch;
import dev.pinwheel.model.Rejection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Sends a worker's messages to the engine and acknowledges them. */
final class CommandSender {

  private final Engine engine;

  CommandSender(Engine engine) {
    this.engine = engine;
  }

  <R> CompletableFuture<R> send(Command<R> command) {
    return engine.send(command);
  }

  /** As {@link Engine#send(Command, BiConsumer)}. */
  <R> CompletableFuture<R> send(
      Command<R> command, BiConsumer<@Nullable R, @Nullable Throwable> answered) {
    return engine.send(command, answered);
  }

  /** Sends a command and acknowledges its message, unless the worker will resend it. */
  <R> void send(
      Command<R> command, MessageAck ack, BiConsumer<@Nullable R, @Nullable Throwable> answered) {
    var unused =
        engine.send(
            command,
            (answer, problem) -> {
              if (!isSaidAgain(problem, ack)) {
                answered.accept(answer, problem);
                ack.applied();
              }
            });
  }

  /** Whether the error is on the side of the server and may be gone when the worker retries. */
  boolean isSaidAgain(@Nullable Throwable problem, MessageAck ack) {
    boolean isOfTheServer =
        problem != null
            && (engine.isClosing() || !isDecided(ProtocolMapper.causeOf(problem)))
            && !isOfTheContent(problem);
    return isOfTheServer && ack.failed();
  }

  private static boolean isDecided(@Nullable Throwable problem) {
    return problem instanceof Rejection rejection && rejection.kind() != Rejection.Kind.UNAVAILABLE;
  }

  /** What no check has found, but the database or the clock cannot take; it would fail again. */
  private static boolean isOfTheContent(Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      boolean isOfTheContent =
          switch (cause) {
            case SQLException sql -> sql.getSQLState() != null && isOfTheContent(sql.getSQLState());
            case DateTimeException _, ArithmeticException _ -> true;
            default -> false;
          };
      if (isOfTheContent) {
        return true;
      }
    }
    return false;
  }

  /** Invalid data, or data that violates a constraint. */
  private static boolean isOfTheContent(String sqlState) {
    return sqlState.startsWith("22") || sqlState.startsWith("23");
  }

  /** As {@link Engine#log(LogBatch, boolean)}. */
  void log(LogBatch batch, boolean bounded) {
    engine.log(batch, bounded);
  }
}
