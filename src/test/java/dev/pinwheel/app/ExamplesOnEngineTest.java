package dev.pinwheel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.engine.Engine;
import dev.pinwheel.engine.EngineSettings;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.event.EventBus;
import dev.pinwheel.examples.ExampleData;
import dev.pinwheel.examples.Examples;
import dev.pinwheel.examples.Pace;
import dev.pinwheel.gateway.Gateway;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.CallKind;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.State;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.Durability;
import dev.pinwheel.store.Payloads;
import dev.pinwheel.worker.Worker;
import dev.pinwheel.worker.WorkerBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples on a real engine: what docs/how-to/try-the-examples.md promises can be seen. */
@SuppressWarnings("NullAway") // what is null by mistake fails the test
class ExamplesOnEngineTest {

  @TempDir Path directory;
  private JdbcConnectionPool pool;
  private Engine engine;
  private ReadModels reads;
  private Worker worker;
  private ExampleData data;

  @BeforeEach
  void start() {
    pool =
        JdbcConnectionPool.create(
            "jdbc:h2:mem:"
                + UUID.randomUUID()
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1",
            "sa",
            "");
    Flyway.configure().dataSource(pool).load().migrate();
    InstantSource clock = InstantSource.system();
    EventBus events =
        new EventBus(problem -> {
          throw problem;
        });
    Database database = new Database(pool, SQLDialect.H2, clock, events, Durability.PROCESS);
    Payloads payloads = new Payloads(directory.resolve("blobs"));
    engine = new Engine(database, payloads, clock, EngineSettings.DEFAULT);
    engine.start();
    engine.execute(new Command.CreateWorkspace("production", null, Actor.LOCAL));
    reads = ReadModels.of(database, payloads, clock);
    data = ExampleData.install(directory);
    Gateway gateway = new Gateway(engine);
    WorkerBuilder builder =
        Worker.builder()
            .name("embedded worker")
            .provide(ExampleData.class, data)
            .provide(Pace.class, Pace.NONE)
            .clock(clock)
            .connector(gateway::connect);
    Examples.MODULES.forEach(builder::module);
    worker = builder.start();
  }

  @AfterEach
  void stop() {
    worker.close();
    engine.close();
    pool.dispose();
  }

  private RunTree run(String module, String workflow, String... arguments) {
    RunId run =
        engine
            .execute(
                new Command.SubmitRun(
                    "production",
                    module,
                    workflow,
                    Stream.of(arguments).map(Json::of).toList(),
                    null,
                    null,
                    Actor.LOCAL))
            .run();
    return settled("production", run);
  }

  private RunTree rerun(String workspace, StepId step) {
    engine.execute(Command.RerunStep.of(workspace, step, Actor.LOCAL));
    return settled(workspace, step.run());
  }

  /** The tree once nothing is open: read again, because one tree is not one moment. */
  private RunTree settled(String workspace, RunId run) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> !load(workspace, run).header().active());
    return load(workspace, run);
  }

  private RunTree load(String workspace, RunId run) {
    return reads.trees().load(reads.viewpoints().get(workspace, Sight.EVERYTHING), run);
  }

  private static List<StepNode> steps(RunTree tree, String target) {
    return tree.nodes().stream().filter(node -> node.target().equals(target)).toList();
  }

  private static StepNode step(RunTree tree, String target) {
    assertThat(steps(tree, target)).as("steps of " + target).hasSize(1);
    return steps(tree, target).getFirst();
  }

  private static long executionsHere(RunTree tree, String workspace) {
    return tree.nodes().stream()
        .filter(node -> node.workspace().name().value().equals(workspace))
        .count();
  }

  private void edit(String file, String before, String after) throws IOException {
    Path path = directory.resolve("examples").resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(before);
    Files.writeString(path, text.replace(before, after));
  }

  private String result(RunTree tree, StepNode step) {
    return reads
        .executions()
        .get(reads.viewpoints().get("production", Sight.EVERYTHING), step.execution())
        .result()
        .json()
        .toString();
  }

  @Test
  void welcomeReadsTheUserOnceAndTakesThePlanFromTheCache_Scenario1_C2() {
    RunTree tree = run("users", "welcome", "\"u1\"");

    assertThat(tree.header().status()).isEqualTo(State.DONE);
    assertThat(step(tree, "fetchUser").pin().reused()).isEqualTo(1);
    assertThat(steps(tree, "fetchPlan")).hasSize(2);
    assertThat(steps(tree, "fetchPlan")).filteredOn(n -> n.forwarding() != null).hasSize(1);
  }

  @Test
  void rerunOfFetchUserMakesCallersStaleAndReachesThemWhenTheyAreRerun_F5_T1() throws Exception {
    RunTree tree = run("users", "welcome", "\"u1\"");
    edit("users.json", "Ada Lovelace", "Ada King");

    tree = rerun("production", step(tree, "fetchUser").step());
    assertThat(result(tree, step(tree, "sendEmail"))).contains("Ada Lovelace");
    assertThat(step(tree, "sendEmail").staleness().isStale()).isTrue();

    tree = rerun("production", step(tree, "sendEmail").step());
    assertThat(result(tree, step(tree, "sendEmail"))).contains("Ada King");
  }

  @Test
  void rollOutTouchesNoMachineAgainWhenTheVersionChanges_Scenario4() throws Exception {
    RunTree tree = run("machines", "rollOut");
    edit("machines.json", "\"1.0\"", "\"2.0\"");

    tree = rerun("production", tree.root().step());

    assertThat(result(tree, step(tree, "readPlan"))).contains("2.0");
    assertThat(data.outbox().list()).hasSize(3);
  }

  @Test
  void welcomeAllHasTwoReadersForThreeUses_Scenario3() {
    RunTree tree = run("users", "welcomeAll", "[\"u1\",\"u2\",\"u1\"]");

    assertThat(steps(tree, "fetchUser")).hasSize(2);
    assertThat(tree.calls().stream().filter(call -> call.kind() == CallKind.REUSED).count())
        .isEqualTo(1);
  }

  @Test
  void remindRepeatsTheEmailButNotTheLetter_Scenario5() {
    RunTree tree = run("users", "remind", "\"u1\"");
    rerun("production", tree.root().step());

    assertThat(data.outbox().list())
        .containsExactly("0001-letter-u1.txt", "0002-email-u1.txt", "0003-email-u1.txt");
  }

  @Test
  void pipelineFailsOnceAndRepeatsOnlyWhatFailed() throws Exception {
    RunTree tree = run("weather", "nightly", "2012", "2015");
    assertThat(tree.header().status()).isEqualTo(State.FAILED);
    assertThat(steps(tree, "checkMonth")).hasSize(96);
    assertThat(steps(tree, "checkMonth")).filteredOn(n -> n.state() == State.FAILED).hasSize(1);
    assertThat(steps(tree, "checkMonth")).extracting(StepNode::group).containsOnly("Months");
    edit("weather-rules.properties", "warm-day = refuse", "warm-day = rain");

    tree = rerun("production", tree.root().step());

    assertThat(tree.header().status()).isEqualTo(State.DONE);
    assertThat(tree.header().reuse().reusedCalls()).isEqualTo(97);
    assertThat(data.outbox().list())
        .containsExactly("0001-announcement.txt", "0002-weather-report.txt");
  }

  @Test
  void summariseInAChildExecutesItselfAndReusesThree_Scenario7() throws Exception {
    edit("weather-rules.properties", "warm-day = refuse", "warm-day = rain");
    RunTree tree = run("weather", "nightly", "2012", "2012");
    engine.execute(new Command.CreateWorkspace("development", "production", Actor.LOCAL));

    StepNode summarise = steps(tree, "summarise").getFirst();
    RunTree seen = rerun("development", summarise.step());

    assertThat(executionsHere(seen, "development")).isEqualTo(1);
    assertThat(
            seen.calls().stream()
                .filter(call -> call.caller().step().equals(summarise.step()))
                .map(call -> call.kind()))
        .containsExactly(CallKind.REUSED, CallKind.REUSED, CallKind.REUSED);
    RunTree production = settled("production", tree.root().step().run());
    assertThat(executionsHere(production, "development")).isZero();
  }

  @Test
  void orderChargesOnceHoweverOftenItIsMended_Scenario11() throws Exception {
    RunTree tree = run("shop", "order", "\"kettle\"");
    assertThat(tree.header().status()).isEqualTo(State.FAILED);
    assertThat(tree.header().firstError().failure().message()).contains("shop.properties");
    edit("shop.properties", "warehouse = closed", "warehouse = open");

    tree = rerun("production", tree.root().step());

    assertThat(tree.header().status()).isEqualTo(State.DONE);
    assertThat(data.outbox().list()).containsExactly("0001-charge-kettle.txt");
    assertThat(step(tree, "askPartner").attempts()).hasSize(2);
  }

  @Test
  void onboardRepeatsOnlyWhatIsExplicitlyOff_Scenario13() {
    RunTree tree = run("users", "onboard", "\"u1\"");
    assertThat(tree.header().status()).isEqualTo(State.DONE);
    List<String> before = data.outbox().list();

    rerun("production", tree.root().step());

    assertThat(data.outbox().list())
        .hasSize(before.size() + 1)
        .last()
        .isEqualTo("0005-knock-u1.txt");
  }

  @Test
  void patternsCompute() {
    assertThat(run("patterns", "fanOut", "100").header().result().json().toString())
        .isEqualTo("328350");
    assertThat(run("patterns", "relay", "3", "4").header().result().json().toString())
        .isEqualTo("25");
    assertThat(run("patterns", "tree", "12").header().result().json().toString()).isEqualTo("144");
  }
}
