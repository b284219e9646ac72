package dev.pinwheel.engine;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.Json;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.testing.AutoWorker;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.FakeWorker;
import dev.pinwheel.testing.Scripted;
import dev.pinwheel.testing.TargetSpec;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scenarios 21 and 22; rules D1 and D2. */
@EachDatabase
class DispatchScenariosTest {

  private static final TargetSpec[] TARGETS = {
    workflow("nest", "depth"), workflow("fan", "width"), task("work", "n")
  };

  @BeforeEach
  void production(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    pinwheel.workspace("development", "production");
  }

  /** D2: who waits gives its slot back. */
  @Test
  void scenario21_twoHundredNestedWorkflowsFinishOnFourSlots(EngineFixture pinwheel) {
    AutoWorker worker =
        AutoWorker.open(pinwheel, null, 4, TARGETS)
            .plays("nest", task -> task.number(0) == 0 ? 0 : task.call("nest", task.number(0) - 1));

    Scripted nest = pinwheel.submit("production", "nest", 199);

    assertThat(nest.ended()).isEqualTo(ResultKind.VALUE);
    assertThat(nest.value()).isEqualTo(Json.of("0"));
    assertThat(pinwheel.facts().runs()).hasSize(200);
    assertThat(worker.mostComputing()).isLessThanOrEqualTo(4);
  }

  /** D2: the bound holds for what computes. */
  @Test
  void noMoreThanTheSlotsCompute(EngineFixture pinwheel) {
    AutoWorker worker =
        AutoWorker.open(pinwheel, null, 4, TARGETS)
            .plays(
                "fan",
                task -> {
                  for (int i = 0; i < task.number(0); i++) {
                    task.submit("work", i);
                  }
                  return task.call("work", -1);
                })
            .plays("work", task -> task.number(0) > 0 ? task.call("work", -2) : null);

    Scripted fan = pinwheel.submit("production", "fan", 60);

    assertThat(fan.ended()).isEqualTo(ResultKind.VALUE);
    pinwheel
        .changes()
        .awaitUntil(
            "all to end",
            () -> pinwheel.facts().results().size() == pinwheel.facts().executions().size());
    assertThat(worker.mostComputing()).isLessThanOrEqualTo(4);
    assertThat(worker.orders()).hasSize(1 + 60 + 1 + 59);
  }

  /** D2: it takes a slot again before new work. */
  @Test
  void whoGoesOnComesBeforeNewWork(EngineFixture pinwheel) {
    FakeWorker worker = pinwheel.worker(null, 1, TARGETS);
    Scripted first = pinwheel.submit("production", "fan", 1).running();
    Scripted.Calling work = first.awaits("work", 1);
    Scripted inner = work.running();
    Scripted waiting = pinwheel.submit("production", "fan", 2);
    pinwheel.tick();
    assertThat(waiting.isAssigned()).as("no slot is free").isFalse();

    inner.returns("value");

    assertThat(work.value()).isEqualTo(Json.of("\"value\""));
    pinwheel.tick();
    assertThat(waiting.isAssigned()).as("the caller took the slot again").isFalse();
    first.returns(null);
    waiting.running();
    assertThat(worker.orders()).hasSize(3);
  }

  /** D1: even when the specific worker is busy. */
  @Test
  void scenario22_aDevelopmentWorkerGetsAllOfItsWorkspace(EngineFixture pinwheel) {
    AutoWorker embedded = AutoWorker.embedded(pinwheel, TARGETS);
    Scripted fan = pinwheel.submit("production", "fan", 1);
    assertThat(fan.ended()).isEqualTo(ResultKind.VALUE);
    AutoWorker development = AutoWorker.open(pinwheel, "development", 2, TARGETS);

    Scripted last = fan;
    for (int i = 0; i < 200; i++) {
      last = pinwheel.rerun("development", fan.step());
    }
    last.ended();

    assertThat(embedded.orders()).hasSize(1);
    assertThat(development.orders())
        .isNotEmpty()
        .allSatisfy(order -> assertThat(order.workspace().value()).isEqualTo("development"));
    assertThat(pinwheel.facts().executionsOf(fan.step())).hasSize(201);
  }

  /** D1: named workers first, the embedded one last. */
  @Test
  void theMostSpecificWorkerIsChosen(EngineFixture pinwheel) {
    pinwheel.workspace("development/joe", "development");
    FakeWorker embedded = pinwheel.embeddedWorker(TARGETS);
    FakeWorker development = pinwheel.workerFor("development", TARGETS);
    FakeWorker joe = pinwheel.workerFor("development/joe", TARGETS);

    assertThat(joe.findOrder(submitted(pinwheel, "development/joe").id())).isPresent();
    assertThat(development.findOrder(submitted(pinwheel, "development").id())).isPresent();
    assertThat(embedded.findOrder(submitted(pinwheel, "production").id())).isPresent();
  }

  private static Scripted submitted(EngineFixture pinwheel, String workspace) {
    return pinwheel.submit(workspace, "fan", 1).running();
  }

  /** D1: only workers that declare the module count. */
  @Test
  void aWorkerThatDoesNotDeclareTheModuleIsNotChosen(EngineFixture pinwheel) {
    FakeWorker embedded = pinwheel.embeddedWorker(TARGETS);
    pinwheel.worker("development", 10, TargetSpec.manifest("other", "v1", task("work", "n")));

    Scripted fan = pinwheel.submit("development", "fan", 1).running();

    assertThat(embedded.findOrder(fan.id())).isPresent();
  }

  /** D1: busy is no reason to go elsewhere. */
  @Test
  void anExecutionWaitsForABusySpecificWorker(EngineFixture pinwheel) {
    FakeWorker embedded = pinwheel.embeddedWorker(TARGETS);
    FakeWorker development = pinwheel.worker("development", 1, TARGETS);
    Scripted first = pinwheel.submit("development", "fan", 1).running();

    Scripted second = pinwheel.submit("development", "fan", 2);
    pinwheel.tick();
    assertThat(second.isAssigned()).isFalse();
    first.returns(null);

    assertThat(development.findOrder(second.running().id())).isPresent();
    assertThat(embedded.orders()).isEmpty();
  }

  /** D1: ten minutes for a worker that was there and is gone. */
  @Test
  void anExecutionWaitsTenMinutesForAWorkerThatIsGone(EngineFixture pinwheel) {
    FakeWorker embedded = pinwheel.embeddedWorker(TARGETS);
    FakeWorker development = pinwheel.workerFor("development", TARGETS);
    pinwheel.closeSession(development);

    Scripted fan = pinwheel.submit("development", "fan", 1);
    pinwheel.advance(Duration.ofMinutes(9));
    assertThat(fan.isAssigned()).isFalse();
    pinwheel.advance(Duration.ofMinutes(2));

    assertThat(embedded.findOrder(fan.running().id())).isPresent();
  }

  /** D1: which worker ran is recorded. */
  @Test
  void theSessionIsRecorded(EngineFixture pinwheel) {
    FakeWorker development = pinwheel.workerFor("development", TARGETS);

    Scripted fan = pinwheel.submit("development", "fan", 1).running();

    assertThat(pinwheel.facts().assignmentOf(fan.id()).getSessionId())
        .isEqualTo(development.session().value());
  }

  /** W3, D1: nothing of a paused workspace is dispatched. */
  @Test
  void nothingOfAPausedWorkspaceIsDispatched(EngineFixture pinwheel) {
    pinwheel.embeddedWorker(TARGETS);
    pinwheel.pause("production");

    Scripted submitted = pinwheel.submit("production", "fan", 1);
    Scripted forced = pinwheel.rerun("production", submitted.step());
    pinwheel.tick();
    assertThat(submitted.isAssigned()).isFalse();
    assertThat(forced.isAssigned()).isFalse();

    pinwheel.resume("production");
    forced.running();
    assertThat(submitted.result()).isEqualTo(ResultKind.SUPERSEDED);
  }
}
