package dev.pinwheel.browser;

import static org.awaitility.Awaitility.await;

import dev.pinwheel.browser.modules.ManyRows;
import dev.pinwheel.engine.Engine;
import dev.pinwheel.engine.EngineSettings;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.event.EventBus;
import dev.pinwheel.gateway.Gateway;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.run.RunFilter;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.Durability;
import dev.pinwheel.store.Payloads;
import dev.pinwheel.worker.Worker;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jooq.SQLDialect;

/**
 * As many of everything as a list may have to show: 10,000 runs, 200 workspaces and among them a
 * chain of 8, 200 attempts of a step, 100,000 lines of a log, 1,000 runs that wait for a worker.
 */
final class LongLists {

  /** A run whose first step has 200 attempts. */
  static final String OFTEN = new RunId(1).toString();

  /** A run with 100,000 lines of log. */
  static final String LOUD = new RunId(2).toString();

  /** The workspace with 7 bases. */
  static final String DEEPEST = "production-7";

  private static final int RUNS = 10_000;
  private static final int WORKSPACES = 200;
  private static final int CHAIN = 8;
  private static final int ATTEMPTS = 200;
  private static final int AT_ONCE = 500;
  private static final int QUEUED = 1_000;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private LongLists() {}

  static void fill(Path data) {
    JdbcConnectionPool pool = JdbcConnectionPool.create(StoredFacts.url(data), "sa", "");
    Flyway.configure().dataSource(pool).load().migrate();
    StoredFacts.beginWithFixedIds(pool);
    Payloads payloads = new Payloads(data.resolve("blobs"));
    EventBus events =
        new EventBus(problem -> {
          throw problem;
        });
    Clock clock = Clock.systemUTC();
    try (Database database = new Database(pool, SQLDialect.H2, clock, events, Durability.PROCESS);
        Engine engine = new Engine(database, payloads, clock, EngineSettings.DEFAULT)) {
      ReadModels reads = ReadModels.of(database, payloads, clock);
      engine.start();
      engine.execute(new Command.CreateWorkspace("production", null, Actor.LOCAL));
      try (Worker worker =
          Worker.builder()
              .name("embedded worker")
              .connector(new Gateway(engine)::connect)
              .concurrency(64)
              .module(ManyRows.class)
              .start()) {
        await()
            .atMost(PATIENCE)
            .until(() ->
                !reads
                    .modules()
                    .list(reads.viewpoints().get("production", Sight.EVERYTHING))
                    .isEmpty());
        System.out.println("filled by " + worker.name());
        fill(engine, reads);
      }
      for (int call = 1; call <= QUEUED; call++) {
        start(engine, "small", call);
      }
    } finally {
      pool.dispose();
    }
  }

  private static void fill(Engine engine, ReadModels reads) {
    StepId often = new StepId(start(engine, "small", 1).run(), 1);
    start(engine, "lines", 100_000);
    awaitNoneOpen(reads);
    for (int attempt = 2; attempt <= ATTEMPTS; attempt++) {
      engine.execute(Command.RerunStep.of("production", often, Actor.LOCAL));
      awaitNoneOpen(reads);
    }
    String base = "production";
    for (int depth = 1; depth < CHAIN; depth++) {
      engine.execute(new Command.CreateWorkspace("production-" + depth, base, Actor.LOCAL));
      base = "production-" + depth;
    }
    for (int workspace = CHAIN; workspace < WORKSPACES; workspace++) {
      engine.execute(
          new Command.CreateWorkspace(
              "team-%02d/try-%d".formatted(workspace % 12, workspace), "production", Actor.LOCAL));
    }
    for (int run = 3; run <= RUNS; run++) {
      start(engine, "small", run);
      if (run % AT_ONCE == 0) {
        awaitNoneOpen(reads);
      }
    }
    awaitNoneOpen(reads);
  }

  private static Command.Submitted start(Engine engine, String workflow, int argument) {
    return engine.execute(
        new Command.SubmitRun(
            "production",
            ManyRows.MODULE,
            workflow,
            List.of(Json.of(Integer.toString(argument))),
            null,
            null,
            Actor.LOCAL));
  }

  private static void awaitNoneOpen(ReadModels reads) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() ->
            reads
                .runs()
                .page(
                    reads.viewpoints().get("production", Sight.EVERYTHING),
                    RunFilter.ALL,
                    0,
                    AT_ONCE)
                .stream()
                .noneMatch(row -> row.status().isOpen()));
  }
}
