package dev.pinwheel.api;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.LogFilter;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Scripted;
import dev.pinwheel.testing.TestDatabase;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * An engine whose executions the test plays, behind the API. Has the workspaces {@code production},
 * {@code development} (its child) and {@code development/joe} (a child of that), and a worker with
 * a few targets.
 */
final class ApiFixture implements AutoCloseable {

  private final TestDatabase database = TestDatabase.create(TestDatabase.Kind.chosen());
  final EngineFixture engine = EngineFixture.start(database);
  final ApiServer server;
  final ApiClient api;

  ApiFixture(String... properties) {
    engine.workspace("production");
    engine.workspace("development", "production");
    engine.workspace("development/joe", "development");
    engine.embeddedWorker(
        workflow("welcome", "userId"),
        workflow("greet", "greeting", "times"),
        task("fetchUser", "userId").memo(),
        task("sendEmail", "userId"),
        task("sleep"));
    server = ApiServer.start(engine, database.payloads(), properties);
    api = new ApiClient(server.address());
  }

  /** A run in production: welcome calls fetchUser, twice, and fails or returns. */
  Welcome welcome(String user) {
    Scripted welcome = engine.submit("production", "welcome", user).running();
    Scripted fetch = welcome.awaits("fetchUser", user).returning("ada").execution();
    welcome.awaits("fetchUser", user);
    return new Welcome(welcome, fetch);
  }

  /** Waits until a message can be read; messages are written a moment after they are logged. */
  void awaitLog(ExecutionId execution, String message) {
    ReadModels reads = ReadModels.of(engine.database(), database.payloads(), engine.clock());
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() ->
            reads
                    .logs()
                    .count(
                        reads.viewpoints().get("development/joe", Sight.EVERYTHING),
                        execution.run(),
                        LogFilter.of(execution).withText(message))
                > 0);
  }

  /** Does something while the database refuses to be read. */
  void brokenReads(Runnable whileBroken) {
    DSLContext dsl = DSL.using(database.dataSource(), database.dialect());
    dsl.execute("alter table workspace rename to workspace_elsewhere");
    try {
      whileBroken.run();
    } finally {
      dsl.execute("alter table workspace_elsewhere rename to workspace");
    }
  }

  /** The executions of a run of welcome, which is open. */
  record Welcome(Scripted run, Scripted fetchUser) {

    String id() {
      return run.run().toString();
    }

    StepId fetchStep() {
      return fetchUser.step();
    }
  }

  @Override
  public void close() {
    server.close();
    engine.close();
    database.close();
  }
}
