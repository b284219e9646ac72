package dev.pinwheel.engine;

import static dev.pinwheel.store.jooq.Tables.LOG_MESSAGE;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.engine.command.Command;
import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.engine.command.WorkerLink;
import dev.pinwheel.engine.log.LogBatch;
import dev.pinwheel.engine.log.LogMessage;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Outcome;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.testing.BreakingDataSource;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Race;
import dev.pinwheel.testing.Scripted;
import dev.pinwheel.testing.TargetSpec;
import dev.pinwheel.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What the engine's threads do when the server stops, an error strikes, or the database is away.
 */
@EachDatabase
class EngineThreadsTest {

  private static final int ROUNDS = 50;
  private static final int SENDERS = 8;

  @Test
  void everyCommandIsAnsweredAlsoWhileTheEngineIsClosed(TestDatabase database) {
    for (int round = 0; round < ROUNDS; round++) {
      EngineFixture pinwheel = EngineFixture.attach(database);
      List<CompletableFuture<Integer>> replies = new CopyOnWriteArrayList<>();
      List<Runnable> racers =
          IntStream.rangeClosed(0, SENDERS)
              .<Runnable>mapToObj(i ->
                  i == 0
                      ? pinwheel::close
                      : () -> replies.add(pinwheel.engine().send(new Command.Tick(Instant.MIN))))
              .toList();

      Race.ofAll(
          racers,
          racer -> {
            racer.run();
            return true;
          });

      assertThat(replies)
          .hasSize(SENDERS)
          .allSatisfy(reply ->
              assertThat(reply.handle((answer, problem) -> problem).get(10, TimeUnit.SECONDS))
                  .satisfiesAnyOf(
                      problem -> assertThat(problem).isNull(),
                      problem ->
                          assertThat(problem)
                              .hasRootCauseInstanceOf(Rejection.class)
                              .hasMessageContaining("shutting down")));
    }
  }

  @Test
  void anErrorInTheEnginesThreadStopsTheServer(EngineFixture pinwheel) {
    List<String> stops = new CopyOnWriteArrayList<>();
    pinwheel.database().onServerStop((reason, cause) -> stops.add(reason + " " + cause));
    pinwheel.workspace("production");
    pinwheel.execute(
        new WorkerCommand.OpenSession(
            "broken",
            null,
            "v1",
            1,
            List.of(TargetSpec.manifest(EngineFixture.MODULE, "v1", workflow("welcome"))),
            new BrokenLink()));

    pinwheel.submit("production", "welcome");

    await().until(() -> !stops.isEmpty());
    assertThat(stops)
        .singleElement()
        .asString()
        .contains("The engine's thread ended by an error", "StackOverflowError");
  }

  @Test
  void anErrorInTheThreadThatWritesLogsStopsTheServer(EngineFixture pinwheel) {
    List<String> stops = new CopyOnWriteArrayList<>();
    pinwheel.database().onServerStop((reason, cause) -> stops.add(reason + " " + cause));
    Scripted welcome = running(pinwheel);
    pinwheel
        .events()
        .subscribe(events -> {
          if (Thread.currentThread().getName().equals("pinwheel-logs")) {
            throw new StackOverflowError("by the test");
          }
        });

    pinwheel.engine().log(List.of(message(welcome, "one", Instant.EPOCH)));

    await().until(() -> !stops.isEmpty());
    assertThat(stops).singleElement().asString().contains("logs", "StackOverflowError");
  }

  @Test
  void anErrorInTheThreadThatWatchesTheTimeStopsTheServer(EngineFixture pinwheel) {
    List<String> stops = new CopyOnWriteArrayList<>();
    InstantSource broken =
        () -> {
          throw new StackOverflowError("by the test");
        };
    ObservationGaps gaps = new ObservationGaps(pinwheel.clock(), pinwheel.clock());
    try (TickScheduler ticks =
        new TickScheduler(
            pinwheel.engine(),
            new Timers(),
            gaps,
            broken,
            (reason, cause) -> stops.add(reason + " " + cause))) {
      ticks.start();

      await().until(() -> !stops.isEmpty());
    }
    assertThat(stops).singleElement().asString().contains("the time", "StackOverflowError");
  }

  /** A worker would forget lines that are not stored. */
  @Test
  void noMessageIsAcknowledgedThatAServerWhichStopsHasNotStored(TestDatabase database) {
    List<String> acknowledged = new CopyOnWriteArrayList<>();
    try (EngineFixture pinwheel = EngineFixture.start(database)) {
      pinwheel.database().onServerStop((reason, cause) -> {});
      Scripted welcome = running(pinwheel);
      pinwheel.database().stopServer("by the test", new IllegalStateException());

      LogBatch.Line line = new LogBatch.Line(1, message(welcome, "one", Instant.EPOCH), true);
      pinwheel
          .engine()
          .log(new LogBatch(null, List.of(line), 1, () -> acknowledged.add("stored")), true);
    }
    assertThat(acknowledged).as("once the thread that writes logs has ended").isEmpty();
  }

  @Test
  void messagesWaitForADatabaseThatIsAway(TestDatabase database) {
    BreakingDataSource breaking = new BreakingDataSource(database.dataSource());
    try (EngineFixture pinwheel = EngineFixture.start(database.through(breaking.dataSource()))) {
      Scripted welcome = running(pinwheel);
      breaking.breakOn("log_message");
      breaking.refuseAfterBreak(3);

      for (int i = 0; i < 10; i++) {
        pinwheel.engine().log(List.of(message(welcome, "message " + i, Instant.EPOCH)));
      }

      await()
          .ignoreExceptionsInstanceOf(Rejection.class)
          .untilAsserted(() -> assertThat(logged(pinwheel, welcome)).hasSize(10));
      assertThat(breaking.broke()).isTrue();
    }
  }

  /** Answers are given by the engine's own thread, while it goes through those that wait. */
  @Test
  void aSenderThatIsRefusedWhileTheDatabaseIsAwayMaySendAnotherCommand(TestDatabase database) {
    BreakingDataSource breaking = new BreakingDataSource(database.dataSource());
    try (EngineFixture pinwheel = EngineFixture.start(database.through(breaking.dataSource()))) {
      List<String> stops = new CopyOnWriteArrayList<>();
      pinwheel.database().onServerStop((reason, cause) -> stops.add(reason + " " + cause));
      Scripted welcome = running(pinwheel);
      breaking.breakAt(1, BreakingDataSource.Breaks.BEFORE);
      breaking.refuseAfterBreak(Integer.MAX_VALUE);
      Engine engine = pinwheel.engine();
      CompletableFuture<Boolean> ofAWorker =
          engine.send(new WorkerCommand.RecordValue(welcome.id(), Json.of("1")));
      await().until(breaking::broke);
      List<CompletableFuture<?>> followUps = new CopyOnWriteArrayList<>();
      List<CompletableFuture<?>> refused =
          IntStream.range(0, 20)
              .<CompletableFuture<?>>mapToObj(i ->
                  engine
                      .send(new Command.CreateWorkspace("try-" + i, null, Actor.LOCAL))
                      .whenComplete((made, problem) ->
                          followUps.add(engine.send(new Command.Tick(Instant.MIN)))))
              .toList();

      pinwheel.clock().advance(Duration.ofSeconds(11));

      await().until(() -> refused.stream().allMatch(CompletableFuture::isCompletedExceptionally));
      breaking.refuseAfterBreak(0);
      await().until(() -> followUps.size() == 20);
      await().until(() -> followUps.stream().allMatch(CompletableFuture::isDone));
      assertThat(stops).isEmpty();
      assertThat(ofAWorker).as("what a worker sent waits").succeedsWithin(Duration.ofSeconds(10));
    }
  }

  @Test
  void aMessageThatTheDatabaseRefusesTakesNoOtherWithIt(EngineFixture pinwheel) {
    Scripted welcome = running(pinwheel);

    pinwheel
        .engine()
        .log(
            List.of(
                message(welcome, "before", Instant.EPOCH),
                message(welcome, "bad", Instant.MAX),
                message(welcome, "after", Instant.EPOCH)));

    await()
        .untilAsserted(
            () -> assertThat(logged(pinwheel, welcome)).containsExactly("before", "after"));
  }

  private static Scripted running(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    pinwheel.embeddedWorker(workflow("welcome"));
    return pinwheel.submit("production", "welcome").running();
  }

  private static LogMessage message(Scripted execution, String text, Instant loggedAt) {
    return new LogMessage(execution.id(), loggedAt, "info", text, Json.of("{}"));
  }

  private static List<String> logged(EngineFixture pinwheel, Scripted execution) {
    return pinwheel
        .database()
        .read(dsl ->
            dsl.select(LOG_MESSAGE.TEMPLATE)
                .from(LOG_MESSAGE)
                .where(LOG_MESSAGE.RUN_ID.eq(execution.id().run().number()))
                .orderBy(LOG_MESSAGE.ID)
                .fetch(row -> new String(row.value1(), StandardCharsets.UTF_8)));
  }

  /** A worker whose orders end in an error. */
  private static final class BrokenLink implements WorkerLink {

    @Override
    public void execute(Order order) {
      throw new StackOverflowError("by the test");
    }

    @Override
    public void stop(ExecutionId execution, String reason) {}

    @Override
    public void resolved(ExecutionId waiting, ExecutionId awaited, Outcome outcome) {}

    @Override
    public void settled(ExecutionId caller, Outcome outcome) {}
  }
}
