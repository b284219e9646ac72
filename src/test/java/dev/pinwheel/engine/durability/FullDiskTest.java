package dev.pinwheel.engine.durability;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.engine.log.LogMessage;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.store.Durability;
import dev.pinwheel.testing.DerivedTables;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.FactsSnapshot;
import dev.pinwheel.testing.Rounds;
import dev.pinwheel.testing.Scripted;
import dev.pinwheel.testing.SmallDisk;
import dev.pinwheel.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * The disk of H2 is full for a while: who writes is told that nothing was changed, or waits;
 * nothing acknowledged is lost, nothing is half done, and no restart is needed.
 */
class FullDiskTest {

  private static final int ROUNDS = Rounds.left(6, 200);

  /** The disk is full in the middle of a commit: so many bytes further in each round, … */
  private static final int STEP = 1_511;

  /** … and never behind it. */
  private static final int COMMIT = 45_000;

  private static final Duration NOTICED = Duration.ofSeconds(2);
  private static final Duration RECOVERED = Duration.ofSeconds(10);

  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.pinwheel");
  private final Logger pool = (Logger) LoggerFactory.getLogger("com.zaxxer.hikari");
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

  @TempDir private Path directory;

  @BeforeEach
  void listen() {
    logged.start();
    logger.addAppender(logged);
    pool.addAppender(logged);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(logged);
    pool.detachAppender(logged);
  }

  @ParameterizedTest
  @EnumSource
  void commandsAreRefusedOrWaitUntilThereIsRoomAgain(Durability durability) {
    Path file = directory.resolve("pinwheel");
    try (TestDatabase database = TestDatabase.openOnSmallDisk(file);
        EngineFixture pinwheel = EngineFixture.attach(database, durability)) {
      pinwheel.workspace("production");
      pinwheel.embeddedWorker(workflow("welcome"), task("fetch"));
      try {
        for (int round = 0; round < ROUNDS; round++) {
          fillAndEmpty(pinwheel, directory.resolve("pinwheel.mv.db"), round);
        }
      } finally {
        // The engine could not be closed otherwise.
        SmallDisk.limit(Long.MAX_VALUE);
      }
    }
  }

  private void fillAndEmpty(EngineFixture pinwheel, Path file, int round) {
    Scripted before = pinwheel.submit("production", "welcome").running();
    List<String> acknowledged = runs(pinwheel);
    logged.list.clear();

    SmallDisk.leave(file, (Rounds.FIRST - 1L + round) * STEP % COMMIT);
    // Of a worker: it waits. Of people: they are told after a while that nothing was changed.
    CompletableFuture<Boolean> value =
        pinwheel
            .engine()
            .send(
                new WorkerCommand.RecordValue(
                    before.id(), Json.of("\"" + "x".repeat(20_000) + "\"")));
    await()
        .atMost(NOTICED)
        .untilAsserted(() ->
            assertThat(pinwheel.database().trouble())
                .hasValue("cannot be written (its disk may be full)"));
    List<CompletableFuture<Command.Submitted>> refused = submitSome(pinwheel);
    pinwheel
        .engine()
        .log(
            List.of(
                new LogMessage(
                    before.id(), pinwheel.clock().instant(), "info", "x", Json.of("{}"))));
    assertThat(value).isNotDone();
    pinwheel.clock().advance(Duration.ofSeconds(11));
    for (CompletableFuture<Command.Submitted> answer : refused) {
      await().atMost(RECOVERED).until(answer::isDone);
      assertThatThrownBy(answer::join)
          .cause()
          .isInstanceOfSatisfying(
              Rejection.class,
              rejection -> {
                assertThat(rejection.kind()).isEqualTo(Rejection.Kind.UNAVAILABLE);
                assertThat(rejection)
                    .hasMessage(
                        "The database cannot be written (its disk may be full), so nothing was changed. Try again later.");
              });
    }
    assertReadsAreAnsweredOrRefused(pinwheel);

    SmallDisk.limit(Long.MAX_VALUE);
    await()
        .atMost(RECOVERED)
        .untilAsserted(() -> assertThat(pinwheel.database().trouble()).isEmpty());
    assertThat(value.orTimeout(5, TimeUnit.SECONDS).join()).isTrue();
    assertThat(before.result()).isEqualTo(ResultKind.VALUE);
    await().untilAsserted(() -> assertThat(runs(pinwheel)).isEqualTo(acknowledged));
    FactsSnapshot facts = pinwheel.facts();
    DerivedTables.check(facts);
    assertThat(pinwheel.submit("production", "welcome").running().isAssigned()).isTrue();
    assertNoMoreThanOneLinePerCause();
    pinwheel.clock().advance(Duration.ofMinutes(1));
  }

  private static List<CompletableFuture<Command.Submitted>> submitSome(EngineFixture pinwheel) {
    List<CompletableFuture<Command.Submitted>> answers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      answers.add(
          pinwheel
              .engine()
              .send(
                  new Command.SubmitRun(
                      "production",
                      EngineFixture.MODULE,
                      "welcome",
                      List.of(),
                      null,
                      null,
                      Actor.LOCAL)));
    }
    return answers;
  }

  private static List<String> runs(EngineFixture pinwheel) {
    return pinwheel
        .database()
        .read(dsl ->
            dsl.select(DSL.field("id", String.class))
                .from("run")
                .orderBy(1)
                .fetch(0, String.class));
  }

  /** An internal error would be the server's fault. */
  private static void assertReadsAreAnsweredOrRefused(EngineFixture pinwheel) {
    for (int i = 0; i < 20; i++) {
      Rejection rejection = catchThrowableOfType(Rejection.class, () -> runs(pinwheel));
      if (rejection != null) {
        assertThat(rejection.kind()).isEqualTo(Rejection.Kind.UNAVAILABLE);
      }
    }
  }

  private void assertNoMoreThanOneLinePerCause() {
    List<String> lines =
        List.copyOf(logged.list).stream()
            .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
            .map(ILoggingEvent::getMessage)
            .toList();
    assertThat(lines).isNotEmpty().doesNotHaveDuplicates();
  }
}
