package dev.pinwheel.gateway;

import dev.pinwheel.engine.Command;
import dev.pinwheel.engine.Engine;
import dev.pinwheel.engine.LogMessage;
import dev.pinwheel.model.Rejection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Sends a worker's messages to the engine, and tells receipts what became of them. */
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

  /** Sends a command; its message is done with, unless the worker will say it again. */
  <R> void send(
      Command<R> command, MessageAck receipt, BiConsumer<@Nullable R, @Nullable Throwable> answered) {
    var unused =
        engine.send(
            command,
            (answer, problem) -> {
              if (!isSaidAgain(problem, receipt)) {
                answered.accept(answer, problem);
                receipt.applied();
              }
            });
  }

  /** Whether the server has a problem of its own, which may be over when the worker asks again. */
  boolean isSaidAgain(@Nullable Throwable problem, MessageAck receipt) {
    boolean isOfTheServer =
        problem != null
            && (engine.isClosing() || !(ProtocolMapper.causeOf(problem) instanceof Rejection));
    return isOfTheServer && receipt.failed();
  }

  void log(List<LogMessage> messages) {
    engine.log(messages);
  }
}
