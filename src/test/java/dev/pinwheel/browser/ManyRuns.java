package dev.pinwheel.browser;

import static org.awaitility.Awaitility.await;

import dev.pinwheel.browser.modules.LongNames;
import dev.pinwheel.browser.modules.Stamps;
import dev.pinwheel.engine.Engine;
import dev.pinwheel.engine.EngineSettings;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.event.EventBus;
import dev.pinwheel.examples.ExampleData;
import dev.pinwheel.examples.Examples;
import dev.pinwheel.examples.Pace;
import dev.pinwheel.gateway.Gateway;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.run.RunFilter;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.Durability;
import dev.pinwheel.store.Payloads;
import dev.pinwheel.worker.Worker;
import dev.pinwheel.worker.WorkerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * Data to look at, made before the server starts and without any slowness on purpose: long lists,
 * runs that failed, some that were stale, workspaces. Runs are numbered from 1 in this order.
 */
final class ManyRuns {

  /** The weather pipeline, which failed. */
  static final String FAILED = new RunId(1).toString();

  /** A run of 101 steps. */
  static final String WIDE = new RunId(2).toString();

  /** Welcoming a user, in production; re-run in development. */
  static final String WELCOME = new RunId(3).toString();

  /** A run of development, which production cannot see. */
  static final String HIDDEN = new RunId(4).toString();

  /** A run of names that are as long as they may be, which failed. */
  static final String LONG = new RunId(5).toString();

  /** A workspace with a name that is as long as it may be. */
  static final String LONG_WORKSPACE =
      "development/the-team-that-looks-after-stations-in-the-mountains/joe/what-if-we-corrected-all-thermometers-of-1997-again1";

  /** How many workspaces there are. */
  static final int WORKSPACES = 100;

  /** How many runs production sees. */
  static final int COUNT = 60;

  /** A roll-out in staging, re-run there with another configuration. */
  static final String ROLL_OUT = new RunId(COUNT + 2).toString();

  /** A run of staging that calls a task whose memo key never repeats. */
  static final String STAMPED = new RunId(COUNT + 3).toString();

  /** Welcoming a user in staging; who was fetched has changed since, and two steps are stale. */
  static final String STALE = new RunId(COUNT + 4).toString();

  /** A run that waits, because its workspace is paused. */
  static final String PAUSED = new RunId(COUNT + 5).toString();

  /** The workspace that is paused. */
  static final String PAUSED_WORKSPACE = "staging/try-" + WORKSPACES;

  /** A run of staging that was cancelled. */
  static final String CANCELLED = new RunId(COUNT + 6).toString();

  /** A workspace at the end of a chain of twelve. */
  static final String DEEP_WORKSPACE = "staging/try-16";

  /** A workspace without a base, in which nothing has run. */
  static final String EMPTY_WORKSPACE = "sandbox";

  private static @Nullable Path made;

  private ManyRuns() {}

  /**
   * Puts the data into an empty directory. The first test class of a JVM makes it, others get a
   * copy.
   */
  static void fill(Path data) {
    try {
      if (made == null) {
        Path directory =
            Path.of(
                "target", "browser", "many-runs-" + System.getProperty("pinwheel.testFork", "0"));
        FileSystemUtils.deleteRecursively(directory);
        Files.createDirectories(directory);
        make(directory);
        made = directory;
      }
      FileSystemUtils.copyRecursively(made, data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void make(Path data) {
    JdbcConnectionPool pool = JdbcConnectionPool.create(StoredFacts.url(data), "sa", "");
    Flyway.configure().dataSource(pool).load().migrate();
    StoredFacts.beginWithFixedIds(pool);
    Payloads payloads = new Payloads(data.resolve("blobs"));
    try (Database database = database(pool);
        Engine engine = new Engine(database, payloads, Clock.systemUTC(), EngineSettings.DEFAULT)) {
      ReadModels reads = ReadModels.of(database, payloads, Clock.systemUTC());
      engine.start();
      engine.execute(new Command.CreateWorkspace("production", null, Actor.LOCAL));
      try (Worker worker = worker(engine, data)) {
        submit(engine, reads, data);
      }
    } finally {
      pool.dispose();
    }
  }

  private static Database database(JdbcConnectionPool pool) {
    EventBus events =
        new EventBus(problem -> {
          throw problem;
        });
    return new Database(pool, SQLDialect.H2, Clock.systemUTC(), events, Durability.PROCESS);
  }

  private static Worker worker(Engine engine, Path data) {
    WorkerBuilder builder =
        Worker.builder()
            .name("embedded worker")
            .connector(new Gateway(engine)::connect)
            .provide(ExampleData.class, ExampleData.install(data))
            .provide(Pace.class, Pace.NONE);
    Examples.MODULES.forEach(builder::module);
    builder.module(LongNames.class);
    builder.module(Stamps.class);
    return builder.start();
  }

  private static void submit(Engine engine, ReadModels reads, Path data) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            !reads
                .modules()
                .list(reads.viewpoints().get("production", Sight.EVERYTHING))
                .isEmpty());
    start(engine, "production", "weather", "nightly");
    start(engine, "production", "patterns", "fanOut");
    Command.Submitted welcome = start(engine, "production", "users", "welcome");
    awaitAll(reads, "production", 3);
    engine.execute(new Command.CreateWorkspace("development", "production", Actor.LOCAL));
    engine.execute(new Command.CreateWorkspace("development/joe", "development", Actor.LOCAL));
    engine.execute(new Command.CreateWorkspace("staging", "production", Actor.LOCAL));
    engine.execute(new Command.CreateWorkspace(LONG_WORKSPACE, "development", Actor.LOCAL));
    engine.execute(new Command.CreateWorkspace(EMPTY_WORKSPACE, null, Actor.LOCAL));
    String base = "staging";
    for (int workspace = 7; workspace <= WORKSPACES; workspace++) {
      String name = "staging/try-" + workspace;
      engine.execute(new Command.CreateWorkspace(name, base, Actor.LOCAL));
      // A chain of twelve from production on, then siblings.
      base = workspace < 16 ? name : "staging";
    }
    start(engine, "development", "users", "remind");
    start(engine, "production", LongNames.MODULE, LongNames.WORKFLOW);
    for (int run = 5; run <= COUNT; run++) {
      start(engine, "production", "users", run % 3 == 0 ? "welcomeAll" : "remind");
    }
    awaitAll(reads, "development", COUNT + 1);
    engine.execute(
        new Command.RerunStep(
            "development",
            new StepId(welcome.run(), 1),
            false,
            Set.of(),
            null,
            "trying the new text",
            Actor.LOCAL));
    awaitAll(reads, "development", COUNT + 1);
    explain(engine, reads, data);
  }

  /** Runs of staging, of which neither production nor development sees anything. */
  private static void explain(Engine engine, ReadModels reads, Path data) {
    Command.Submitted rollOut = start(engine, "staging", "machines", "rollOut");
    start(engine, "staging", Stamps.MODULE, "daily");
    Command.Submitted welcome = start(engine, "staging", "users", "welcome");
    awaitAll(reads, "staging", COUNT + 3);
    ExampleFiles files = new ExampleFiles(data);
    files.edit("machines.json", "\"1.0\"", "\"1.1\"");
    files.edit("users.json", "\"Ada Lovelace\"", "\"Ada King\"");
    engine.execute(Command.RerunStep.of("staging", new StepId(rollOut.run(), 1), Actor.LOCAL));
    StepId fetched = stepOf(reads, welcome.run(), "fetchUser");
    engine.execute(Command.RerunStep.of("staging", fetched, Actor.LOCAL));
    awaitAll(reads, "staging", COUNT + 3);
    files.edit("users.json", "\"Ada King\"", "\"Ada Lovelace\"");
    engine.execute(new Command.PauseWorkspace(PAUSED_WORKSPACE, Actor.LOCAL));
    start(engine, PAUSED_WORKSPACE, "users", "welcome");
    Command.Submitted slow = start(engine, "staging", "patterns", "slow");
    engine.execute(new Command.CancelRun("staging", slow.run(), Actor.LOCAL));
  }

  private static StepId stepOf(ReadModels reads, RunId run, String target) {
    return reads
        .trees()
        .load(reads.viewpoints().get("staging", Sight.EVERYTHING), run)
        .nodes()
        .stream()
        .filter(node -> node.target().equals(target))
        .map(StepNode::step)
        .findFirst()
        .orElseThrow();
  }

  private static Command.Submitted start(
      Engine engine, String workspace, String module, String workflow) {
    return engine.execute(
        new Command.SubmitRun(
            workspace, module, workflow, List.<Json>of(), null, null, Actor.LOCAL));
  }

  private static void awaitAll(ReadModels reads, String workspace, int runs) {
    await()
        .atMost(Duration.ofSeconds(120))
        .until(() ->
            reads
                    .runs()
                    .page(
                        reads.viewpoints().get(workspace, Sight.EVERYTHING), RunFilter.ALL, 0, 1000)
                    .stream()
                    .filter(row -> !row.status().isOpen())
                    .count()
                >= runs);
  }
}
