package dev.pinwheel.faults;

import static dev.pinwheel.store.jooq.Tables.OPEN_EXECUTION;

import dev.pinwheel.engine.Engine;
import dev.pinwheel.engine.EngineSettings;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.event.EventBus;
import dev.pinwheel.gateway.Gateway;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.Durability;
import dev.pinwheel.store.ServerLease;
import dev.pinwheel.testing.SocketServer;
import dev.pinwheel.testing.TestDatabase;
import dev.pinwheel.worker.Worker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * The process of a server: engine and sockets on a database file, told what to do line by line. It
 * ends with its standard input.
 */
public final class ServerMain {

  static final String WORKSPACE = "production";
  static final String EMBEDDED = "embedded";

  static final int EXIT_UNSAFE = 70;
  private static final Duration LEASE = Duration.ofSeconds(10);

  private final Engine engine;
  private final Database database;

  private ServerMain(Engine engine, Database database) {
    this.engine = engine;
    this.database = database;
  }

  /**
   * @param arguments database file of H2 or JDBC URL of PostgreSQL, port, seconds of silence,
   *     seconds of lease, file of the journal for an embedded worker or nothing
   */
  public static void main(String[] arguments) throws IOException {
    TestDatabase file = TestDatabase.open(arguments[0]);
    EventBus events =
        new EventBus(problem -> {
          throw problem;
        });
    Database database =
        new Database(
            file.dataSource(),
            file.dialect(),
            InstantSource.system(),
            events,
            Durability.POWER,
            null,
            file.journal(Durability.POWER).orElse(null));
    if (file.kind() == TestDatabase.Kind.POSTGRESQL) {
      claim(file, database);
    }
    EngineSettings settings =
        new EngineSettings(
            EngineSettings.DEFAULT.workerGracePeriod(),
            Duration.ofSeconds(Long.parseLong(arguments[2])),
            Duration.ofSeconds(Long.parseLong(arguments[3])),
            EngineSettings.DEFAULT.groupLimit());
    Engine engine = new Engine(database, file.payloads(), InstantSource.system(), settings);
    engine.start();
    try {
      engine.execute(new Command.CreateWorkspace(WORKSPACE, null, Actor.LOCAL));
    } catch (Rejection existing) {
      // A process before this one created it.
    }
    SocketServer sockets =
        SocketServer.start(engine, InstantSource.system(), Integer.parseInt(arguments[1]));
    if (arguments.length > 4) {
      Worker.builder()
          .name(EMBEDDED)
          .connector(new Gateway(engine)::connect)
          .provide(ExecutionJournal.class, new ExecutionJournal(Path.of(arguments[4]), EMBEDDED))
          .module(LoadModule.class)
          .start();
    }
    say("ready %d".formatted(sockets.port()));
    new ServerMain(engine, database).follow();
    System.exit(0);
  }

  private static void claim(TestDatabase file, Database database) {
    database.onServerStop((reason, cause) -> {
      System.out.println(reason);
      Runtime.getRuntime().halt(EXIT_UNSAFE);
    });
    ServerLease lease = ServerLease.acquire(file.dataSource(), "a test", LEASE);
    database.claim(lease);
    lease.settle(database);
  }

  private void follow() throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", -1);
      switch (words[0]) {
        case "submit" -> submit(words[1], words[2], words[3]);
        case "cancel" -> cancel(words[1]);
        case "workspace" ->
            engine.execute(new Command.CreateWorkspace(words[1], WORKSPACE, Actor.LOCAL));
        case "rerun" -> rerun(words[1], words[2]);
        case "open" -> say("open %d".formatted(open()));
        default -> throw new IllegalArgumentException(line);
      }
    }
  }

  private void submit(String key, String workflow, String argument) {
    var unused =
        engine.send(
            new Command.SubmitRun(
                WORKSPACE,
                LoadModule.NAME,
                workflow,
                List.of(Json.of(argument)),
                null,
                key,
                Actor.LOCAL),
            (submitted, problem) -> {
              if (submitted != null) {
                say("submitted %s %s".formatted(key, submitted.run()));
              } else {
                say("refused %s %s".formatted(key, problem));
              }
            });
  }

  private void cancel(String run) {
    int cancelled =
        engine.execute(
            new Command.CancelRun(WORKSPACE, RunId.parse(run).orElseThrow(), Actor.LOCAL));
    say("cancelled %s %d".formatted(run, cancelled));
  }

  private void rerun(String workspace, String run) {
    StepId step = new StepId(RunId.parse(run).orElseThrow(), 1);
    say("rerun " + engine.execute(Command.RerunStep.of(workspace, step, Actor.LOCAL)));
  }

  /** How many executions are open; -1 while the database is away. */
  private int open() {
    try {
      return database.read(dsl -> dsl.fetchCount(OPEN_EXECUTION));
    } catch (RuntimeException away) {
      return -1;
    }
  }

  /** One write for a line, so that a kill leaves whole lines. */
  private static void say(String line) {
    byte[] bytes = (TestProcess.MARK + line + "\n").getBytes(StandardCharsets.UTF_8);
    System.out.write(bytes, 0, bytes.length);
    System.out.flush();
  }
}
