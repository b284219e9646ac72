package dev.pinwheel.gateway;

import static dev.pinwheel.store.jooq.Tables.LOG_MESSAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.model.Rejection;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Pinwheel;
import dev.pinwheel.sdk.Workflow;
import dev.pinwheel.testing.BreakingDataSource;
import dev.pinwheel.testing.Cable;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Rounds;
import dev.pinwheel.testing.SocketServer;
import dev.pinwheel.testing.SubmittedRun;
import dev.pinwheel.testing.TestDatabase;
import dev.pinwheel.worker.Worker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Log lines are acknowledged when they are stored; none is lost and none is stored twice, whatever
 * happens to connection, server and database; and nothing but a drain waits for them.
 */
@SuppressWarnings("NullAway") // what is null by mistake fails the test
class StoredLogLinesTest {

  private static final int LINES = 120;

  /** Logs. */
  @Module("logging")
  public static class Logging {

    @Workflow
    public int lines(int from) {
      for (int i = from; i < from + LINES; i++) {
        Pinwheel.log().info("line " + i);
      }
      return from;
    }
  }

  private TestDatabase database;
  private BreakingDataSource breaking;
  private EngineFixture engine;
  private SocketServer server;
  private Cable cable;
  private int sent;
  private String welcome = "";

  @BeforeEach
  void start() throws Exception {
    startOn(TestDatabase.Kind.H2);
  }

  private void startOn(TestDatabase.Kind kind) throws Exception {
    database = TestDatabase.create(kind);
    breaking = new BreakingDataSource(database.dataSource());
    engine = EngineFixture.attach(database.through(breaking.dataSource()));
    engine.workspace("production");
    server = SocketServer.start(engine.engine(), InstantSource.system());
    cable = new Cable(server.port());
  }

  @AfterEach
  void stop() throws Exception {
    breaking.refuseAfterBreak(0);
    cable.close();
    server.close();
    engine.close();
    database.close();
  }

  /** The database refuses log lines, and every new connection, until {@link #comeBack}. */
  private void goAway() {
    breaking.breakOn("log_message");
    breaking.refuseAfterBreak(Integer.MAX_VALUE);
  }

  private void comeBack() {
    breaking.refuseAfterBreak(0);
  }

  /** Ends the server with what it has in memory, and starts another on the same database. */
  private void killServer() {
    cable.breakOff();
    server.close();
    engine.close();
    comeBack();
    engine = EngineFixture.attach(database.through(breaking.dataSource()));
    server = SocketServer.start(engine.engine(), InstantSource.system());
    cable.mend(server.port());
  }

  private List<String> stored() {
    return engine
        .database()
        .read(dsl ->
            dsl.select(LOG_MESSAGE.TEMPLATE)
                .from(LOG_MESSAGE)
                .orderBy(LOG_MESSAGE.ID)
                .fetch(row -> new String(row.value1(), StandardCharsets.UTF_8)));
  }

  private void awaitStored(List<String> lines) {
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptionsInstanceOf(Rejection.class)
        .untilAsserted(() -> assertThat(stored()).isEqualTo(lines));
  }

  private static List<String> lines(int from, int lines) {
    return IntStream.range(from, from + lines).mapToObj(i -> "line " + i).toList();
  }

  private void say(RawWorker worker, String message) throws Exception {
    worker.say("{\"first\":%d,\"acknowledged\":0,\"messages\":[%s]}".formatted(++sent, message));
  }

  private static String log(long first, String... lines) {
    return "{\"type\":\"log\",\"first\":%d,\"lines\":[%s]}"
        .formatted(first, String.join(",", lines));
  }

  private static String line(Object execution, int number) {
    return "{\"execution\":\"%s\",\"atEpochMillis\":1,\"level\":\"info\",\"template\":\"line %d\"}"
        .formatted(execution, number);
  }

  private static String hear(RawWorker worker, String content) throws Exception {
    String heard = worker.hear();
    while (!heard.contains(content)) {
      heard = worker.hear();
    }
    return heard;
  }

  private static String logged(long upTo) {
    return "{\"type\":\"logged\",\"upTo\":%d}".formatted(upTo);
  }

  private RawWorker raw() throws Exception {
    sent = 0;
    RawWorker worker = RawWorker.connect(server).sayHello("one");
    welcome = worker.hear();
    return worker;
  }

  private SubmittedRun running(RawWorker worker) throws Exception {
    SubmittedRun run = SubmittedRun.of(engine, "raw", "work", "1");
    hear(worker, "\"type\":\"execute\"");
    return run;
  }

  @Test
  void linesAreStoredOnceHoweverOftenTheyArrive() throws Exception {
    try (RawWorker worker = raw()) {
      assertThat(welcome).contains("\"logged\":0");
      Object id = running(worker).root();

      say(worker, log(1, line(id, 1), line(id, 2)));
      hear(worker, logged(2));
      assertThat(stored()).isEqualTo(lines(1, 2));
      say(worker, log(1, line(id, 1), line(id, 2), line(id, 3)));
      hear(worker, logged(3));
      assertThat(stored()).isEqualTo(lines(1, 3));
      say(worker, log(7, line(id, 7)));
      hear(worker, logged(7));

      assertThat(stored())
          .as("numbers may have gaps")
          .containsExactly("line 1", "line 2", "line 3", "line 7");
    }
  }

  @Test
  void linesWithoutNumbersAreStoredAndNotAnswered() throws Exception {
    try (RawWorker worker = raw()) {
      Object id = running(worker).root();

      say(worker, log(1, line(id, 1)).replace("\"first\":1,", ""));
      say(worker, log(1, line(id, 2)));

      assertThat(hear(worker, "logged")).contains(logged(1));
      assertThat(stored()).isEqualTo(lines(1, 2));
    }
  }

  @Test
  void linesThatCannotBeStoredTakeNoOtherWithThem() throws Exception {
    try (RawWorker worker = raw()) {
      Object id = running(worker).root();
      String late =
          line(id, 2)
              .replace("\"atEpochMillis\":1", "\"atEpochMillis\":%d".formatted(Long.MAX_VALUE));

      say(worker, log(1, line(id, 1), late, line("?", 3), line("R999:1:1", 4), line(id, 5), late));

      hear(worker, logged(6));
      assertThat(stored()).containsExactly("line 1", "line 5");
    }
  }

  /** On PostgreSQL, because H2 has one writer. */
  @Test
  void nothingElseWaitsForLinesWhileTheDatabaseRefusesThem() throws Exception {
    stop();
    startOn(TestDatabase.Kind.POSTGRESQL);
    try (RawWorker worker = raw()) {
      SubmittedRun run = running(worker);
      goAway();

      say(worker, log(1, line(run.root(), 1)));
      await().until(breaking::broke);
      say(worker, "{\"type\":\"complete\",\"execution\":\"%s\",\"value\":7}".formatted(run.root()));

      assertThat(hear(worker, "\"acknowledged\":2")).doesNotContain("logged");
      comeBack();
      hear(worker, logged(1));
      assertThat(run.value()).isEqualTo("7");
      assertThat(stored()).isEqualTo(lines(1, 1));
    }
  }

  /** Stored, but the worker does not know; not stored, but the execution has ended meanwhile. */
  @Test
  void aWorkerLearnsFromTheWelcomeWhatIsStored() throws Exception {
    Object ended;
    try (RawWorker worker = raw()) {
      SubmittedRun run = running(worker);
      ended = run.root();
      say(worker, log(1, line(ended, 1), line(ended, 2)));
      hear(worker, logged(2));
      say(worker, "{\"type\":\"complete\",\"execution\":\"%s\",\"value\":7}".formatted(ended));
      assertThat(run.value()).isEqualTo("7");
    }
    killServer();

    try (RawWorker worker = raw();
        RawWorker stranger = RawWorker.connect(server).sayHello("another")) {
      assertThat(welcome).contains("\"continued\":false", "\"logged\":2");
      assertThat(stranger.hear()).contains("\"logged\":0");
      stranger.say(
          "{\"first\":1,\"acknowledged\":0,\"messages\":[%s]}".formatted(log(1, line(ended, 99))));
      hear(stranger, logged(1));
      say(worker, log(2, line(ended, 2), line(ended, 3)));
      hear(worker, logged(3));

      assertThat(stored()).isEqualTo(lines(1, 3));
    }
  }

  private Worker worker() {
    return Worker.builder()
        .name("logging")
        .server(cable.address())
        .stopOnSignals(false)
        .workspace("production")
        .module(Logging.class)
        .start();
  }

  @Test
  void linesThatAKilledServerHadInMemoryAreStoredByTheNextOne() throws Exception {
    try (Worker worker = worker()) {
      SubmittedRun first = SubmittedRun.of(engine, "logging", "lines", "0");
      assertThat(first.value()).isEqualTo("0");
      awaitStored(lines(0, LINES));
      goAway();
      SubmittedRun second = SubmittedRun.of(engine, "logging", "lines", Integer.toString(LINES));
      await().until(breaking::broke);
      await().until(() -> worker.running() == 0);

      killServer();

      awaitStored(lines(0, 2 * LINES));
      assertThat(new SubmittedRun(engine, "production", second.run()).value())
          .isEqualTo(Integer.toString(LINES));
      assertThat(worker.drain(Duration.ofSeconds(20))).isTrue();
    }
  }

  /** On PostgreSQL, because on H2 the drain would wait for the one writer anyway. */
  @Test
  void aDrainWaitsUntilTheLinesAreStored() throws Exception {
    stop();
    startOn(TestDatabase.Kind.POSTGRESQL);
    Worker worker = worker();
    goAway();
    var unused = SubmittedRun.of(engine, "logging", "lines", "0");
    await().until(breaking::broke);
    await().until(() -> worker.running() == 0);

    CompletableFuture<Boolean> drained =
        CompletableFuture.supplyAsync(() -> worker.drain(Duration.ofSeconds(60)));
    await().during(Duration.ofMillis(500)).until(() -> !drained.isDone());
    comeBack();

    assertThat(drained.get(30, TimeUnit.SECONDS)).isTrue();
    assertThat(stored()).isEqualTo(lines(0, LINES));
  }

  @Test
  @Tag("soak")
  void connectionsThatAreCutAndServersThatAreKilledLoseNoLine() throws Exception {
    int rounds = Rounds.left(4, 100);
    List<String> kinds = List.of("\"type\":\"log\"", "\"type\":\"logged\"", "\"acknowledged\"");
    int next = 0;
    try (Worker worker = worker()) {
      for (int round = 0; round < rounds; round++) {
        for (String kind : kinds) {
          for (boolean before : List.of(true, false)) {
            cable.cutAt(new Cable.Cut(kind, 1 + round % 3, before));
            SubmittedRun run = SubmittedRun.of(engine, "logging", "lines", Integer.toString(next));
            assertThat(run.value()).isEqualTo(Integer.toString(next));
            next += LINES;
          }
        }
        awaitStored(lines(0, next));
        goAway();
        SubmittedRun run = SubmittedRun.of(engine, "logging", "lines", Integer.toString(next));
        await().until(breaking::broke);
        if (round % 2 == 0) {
          await().until(() -> worker.running() == 0);
        }
        killServer();
        assertThat(new SubmittedRun(engine, "production", run.run()).value())
            .isEqualTo(Integer.toString(next));
        next += LINES;
        awaitStored(lines(0, next));
      }
      assertThat(cable.cuts()).isGreaterThan(2 * rounds);
    }
  }
}
