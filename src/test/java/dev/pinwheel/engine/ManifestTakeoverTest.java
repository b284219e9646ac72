package dev.pinwheel.engine;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.query.ModuleView;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.FakeWorker;
import dev.pinwheel.testing.Scripted;
import dev.pinwheel.testing.TargetSpec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A worker declares a module that another worker for the same workspace has (W6, D1). */
@EachDatabase
class ManifestTakeoverTest {

  private static final String PLACE = "development";
  private static final String ANN = "instance-of-ann-1";
  private static final String JOE = "instance-of-joe-1";

  private static final Manifest OLDER =
      TargetSpec.manifest(
          EngineFixture.MODULE,
          "v1",
          workflow("welcome", "userId"),
          workflow("report", "userId"),
          task("work", "n").memo(),
          task("audit", "n"));

  /** Has two targets less, one more, and another option. */
  private static final Manifest NEWER =
      TargetSpec.manifest(
          EngineFixture.MODULE,
          "v2",
          workflow("welcome", "userId"),
          task("work", "n"),
          task("extra", "n"));

  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

  @BeforeEach
  void watch(EngineFixture pinwheel) {
    pinwheel.workspace(PLACE);
    logged.start();
    logger().addAppender(logged);
  }

  @AfterEach
  void ignore() {
    logger().detachAppender(logged);
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(ManifestDeclarations.class);
  }

  private static FakeWorker ann(EngineFixture pinwheel) {
    return pinwheel.connect("ann", PLACE, ANN, 10, OLDER);
  }

  private static FakeWorker joe(EngineFixture pinwheel) {
    return pinwheel.connect("joe", PLACE, JOE, 10, NEWER);
  }

  /** W6: what a newer manifest leaves out can be called, submitted and re-run as before. */
  @Test
  void aHelloWithFewerTargetsHidesNothingThatAnotherWorkerHas(EngineFixture pinwheel) {
    FakeWorker ann = ann(pinwheel);
    Scripted run = pinwheel.submit(PLACE, "welcome", "u1").running();
    Scripted before = run.calls("audit", 1).running();
    FakeWorker joe = joe(pinwheel);

    Scripted called = run.calls("audit", 2).running();
    Scripted submitted = pinwheel.submit(PLACE, "report", "u1").running();
    before.returns("done");
    Scripted again = pinwheel.rerun(PLACE, before.id().step()).running();

    assertThat(List.of(called, submitted, again))
        .allSatisfy(execution -> assertThat(ann.findOrder(execution.id())).isPresent());
    assertThat(run.calls("work", 1).reused()).isFalse();
    assertThat(run.calls("work", 1).reused()).as("the newer manifest has no memo").isFalse();
    assertThat(joe.findOrder(run.calls("extra", 1).running().id())).isPresent();
  }

  /** D1: however many free slots the one has that lacks the target. */
  @Test
  void executionsGoOnlyToAWorkerThatHasTheTarget(EngineFixture pinwheel) {
    FakeWorker ann = pinwheel.connect("ann", PLACE, ANN, 2, OLDER);
    FakeWorker joe = pinwheel.connect("joe", PLACE, JOE, 100, NEWER);

    Scripted first = pinwheel.submit(PLACE, "report", "u1").running();
    Scripted second = pinwheel.submit(PLACE, "report", "u2").running();
    Scripted third = pinwheel.submit(PLACE, "report", "u3");

    assertThat(third.isAssigned()).isFalse();
    assertThat(ann.findOrder(first.id())).isPresent();
    assertThat(ann.findOrder(second.id())).isPresent();
    assertThat(joe.orders()).isEmpty();
    first.returns("done");
    assertThat(ann.findOrder(third.running().id())).isPresent();
  }

  /** D1: it is waited for while it may come back. Then what nobody has does not exist. */
  @Test
  void targetsGoWithTheLastWorkerThatHasThem(EngineFixture pinwheel) {
    FakeWorker ann = ann(pinwheel);
    FakeWorker joe = pinwheel.worker(PLACE, 10, NEWER);
    pinwheel.disconnect(ann);
    Scripted waits = pinwheel.submit(PLACE, "report", "u1");
    assertThat(waits.isAssigned()).isFalse();

    pinwheel.advance(Duration.ofMinutes(2));
    assertThat(Rejections.assertNotFound(() -> pinwheel.submit(PLACE, "report", "u2")))
        .as("its session has ended")
        .hasMessageContaining("version v2, has no target 'report'");
    assertThat(waits.isAssigned()).as("what is there waits for ten minutes").isFalse();
    pinwheel.advance(Duration.ofMinutes(10));

    assertThat(joe.findOrder(waits.running().id()))
        .as("nobody has it: it ends with the error of the worker")
        .isPresent();
  }

  /** D1, W6: a leaving worker takes what its own executions call, and nothing else. */
  @Test
  void aLeavingWorkerHasItsTargetsForItsOwnCalls(EngineFixture pinwheel) {
    FakeWorker ann = ann(pinwheel);
    Scripted run = pinwheel.submit(PLACE, "welcome", "u1").running();
    joe(pinwheel);
    pinwheel.drain(ann);

    assertThat(ann.findOrder(run.calls("audit", 1).running().id())).isPresent();
    Rejections.assertNotFound(() -> pinwheel.submit(PLACE, "report", "u1"));
  }

  /** W6: being cut off is no reason to take over. */
  @Test
  void anOlderWorkerThatReconnectsDoesNotTakeOver(EngineFixture pinwheel) {
    FakeWorker ann = ann(pinwheel);
    joe(pinwheel);
    pinwheel.disconnect(ann);
    assertThat(ann(pinwheel).welcome().resumed()).isTrue();

    ModuleView module = module(pinwheel);

    assertThat(module.codeVersion()).isEqualTo("v2");
    assertThat(module.declaredBy()).isEqualTo("joe");
    assertThat(logged(pinwheel)).hasSize(1);
  }

  /** W6: also after the server was restarted. */
  @Test
  void whoHasWhichTargetSurvivesARestart(EngineFixture pinwheel) {
    ann(pinwheel);
    joe(pinwheel);

    pinwheel.restart();
    FakeWorker joe = joe(pinwheel);
    FakeWorker ann = ann(pinwheel);

    assertThat(ann.findOrder(pinwheel.submit(PLACE, "report", "u1").running().id())).isPresent();
    Scripted run = pinwheel.submit(PLACE, "welcome", "u1").running();
    assertThat(joe.findOrder(run.calls("extra", 1).running().id())).isPresent();
    assertThat(module(pinwheel).declaredBy()).isEqualTo("joe");
  }

  @Test
  void theTakeoverIsLoggedAndShown(EngineFixture pinwheel) {
    ann(pinwheel);
    ann(pinwheel);
    assertThat(logged.list).isEmpty();
    joe(pinwheel);

    assertThat(logged(pinwheel))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.getLevel()).isEqualTo(Level.WARN);
          assertThat(event.getFormattedMessage())
              .isEqualTo(
                  "Module 'users' for 'development' is now declared by worker joe, version v2, instead of ann, version v1. Targets added: extra; left out: audit, report. Targets left out stay available while a worker that declares them is connected.");
        });
    ModuleView module = module(pinwheel);
    assertThat(module.declaredBy()).isEqualTo("joe");
    assertThat(module.targets())
        .extracting(
            target -> target.name() + (target.older() == null ? "" : ": " + target.older().words()))
        .containsExactlyInAnyOrder(
            "welcome",
            "work",
            "extra",
            "report: only ann, version v1, still has it",
            "audit: only ann, version v1, still has it");
    assertThat(
            pinwheel
                .reads()
                .workers()
                .list(pinwheel.reads().viewpoints().get(PLACE, Sight.EVERYTHING)))
        .extracting(worker -> worker.worker() + worker.replaced())
        .containsExactly(
            "ann[ReplacedModule[module=users, by=joe, since=2026-11-22T10:00:00Z]]", "joe[]");
  }

  /** The line comes right after the commit that the test has seen already. */
  private List<ILoggingEvent> logged(EngineFixture pinwheel) {
    pinwheel.changes().awaitUntil("a line in the log", () -> !logged.list.isEmpty());
    return List.copyOf(logged.list);
  }

  private static ModuleView module(EngineFixture pinwheel) {
    return pinwheel
        .reads()
        .modules()
        .list(pinwheel.reads().viewpoints().get(PLACE, Sight.EVERYTHING))
        .getFirst();
  }
}
