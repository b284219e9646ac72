package dev.pinwheel.engine.durability;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;

import dev.pinwheel.engine.command.Command;
import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.engine.log.LogMessage;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.store.Durability;
import dev.pinwheel.testing.AutoWorker;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.JsonValues;
import dev.pinwheel.testing.TargetSpec;
import dev.pinwheel.testing.TestDatabase;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * The process that is killed: an engine on a database file, a worker inside, and clients that
 * submit without end. Writes what is acknowledged to its standard output.
 */
public final class LoadedServer {

  static final TargetSpec[] TARGETS = {
    workflow("order", "n"),
    task("stock", "n").memo(),
    task("price", "n").cached(),
    task("pack", "n"),
    task("ship", "n").retries(3),
  };

  private static final int CLIENTS = 4;
  private static final int OPEN_RUNS = 40;

  private LoadedServer() {}

  /**
   * @param arguments the database file, a name that sets the keys of this process apart, and the
   *     durability
   */
  public static void main(String[] arguments) throws InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    EngineFixture pinwheel =
        EngineFixture.attach(
            TestDatabase.openFile(Path.of(arguments[0])), Durability.valueOf(arguments[2]));
    createWorkspace(pinwheel);
    Semaphore openRuns = new Semaphore(OPEN_RUNS);
    AutoWorker.open(pinwheel, null, 16, TARGETS)
        .onAcknowledged(result -> out.println(entry(result)))
        .onCalled(
            (caller, call, callee) -> out.println(Ledger.entry(Ledger.CALLED, caller, callee)))
        .plays(
            "order",
            task -> {
              try {
                int n = task.number(0);
                log(pinwheel, task.id());
                var packed = task.submit("pack", n);
                task.call("stock", n % 3);
                task.call("price", n % 5);
                task.call("stock", n % 3);
                task.call("ship", n);
                task.resolve(packed);
                return n;
              } finally {
                openRuns.release();
              }
            })
        .plays("ship", task -> task.id().attempt() == 1 ? failure() : "shipped");
    for (int client = 0; client < CLIENTS; client++) {
      String name = arguments[1] + "-" + client;
      Thread.ofPlatform().start(() -> submitForEver(pinwheel, name, openRuns, out));
    }
  }

  /** Messages are written while others commit, and must not tear that apart. */
  private static void log(EngineFixture pinwheel, ExecutionId execution) {
    pinwheel
        .engine()
        .log(
            List.of(
                new LogMessage(
                    execution, Instant.EPOCH, "info", "Taking the order", Json.of("{}"))));
  }

  private static Object failure() {
    throw new IllegalStateException("no ship today");
  }

  private static void createWorkspace(EngineFixture pinwheel) {
    try {
      pinwheel.workspace("production");
    } catch (Rejection existing) {
      // An earlier process created it.
    }
  }

  private static String entry(Command<Boolean> result) {
    return switch (result) {
      case WorkerCommand.RecordValue value ->
          Ledger.entry(Ledger.RETURNED, value.execution(), value.value());
      case WorkerCommand.RecordFailure failure -> Ledger.entry(Ledger.FAILED, failure.execution());
      default -> throw new IllegalArgumentException("No result: " + result);
    };
  }

  private static void submitForEver(
      EngineFixture pinwheel, String name, Semaphore openRuns, PrintStream out) {
    for (int n = 0; ; n++) {
      openRuns.acquireUninterruptibly();
      String key = name + "-" + n;
      Command.Submitted submitted =
          pinwheel.execute(
              new Command.SubmitRun(
                  "production",
                  EngineFixture.MODULE,
                  "order",
                  JsonValues.jsons(n),
                  null,
                  key,
                  Actor.LOCAL));
      out.println(Ledger.entry(Ledger.SUBMITTED, key, submitted.run()));
    }
  }
}
