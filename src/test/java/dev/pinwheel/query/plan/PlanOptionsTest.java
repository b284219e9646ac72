package dev.pinwheel.query.plan;

import static dev.pinwheel.query.plan.PlanFixture.plan;
import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.CacheOption;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.testing.CallSpec;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.FakeWorker;
import dev.pinwheel.testing.Scripted;
import dev.pinwheel.testing.TargetSpec;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plans after the options of the code have changed (M2, W6). */
@EachDatabase
class PlanOptionsTest {

  private FakeWorker worker;

  @BeforeEach
  void workspaces(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    pinwheel.workspace("development", "production");
    worker = pinwheel.embeddedWorker(targets(task("load", "day", "trace").memo()));
  }

  private static TargetSpec[] targets(TargetSpec load) {
    return new TargetSpec[] {workflow("nightly"), load, task("send", "day")};
  }

  /** Newer code in place of what was there. */
  private void redeclare(EngineFixture pinwheel, TargetSpec load) {
    pinwheel.closeSession(worker);
    worker = pinwheel.embeddedWorker(targets(load));
  }

  private static Scripted play(EngineFixture pinwheel) {
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    nightly.awaits("load", "monday", "a").returning(1);
    nightly.awaits("load", "monday", "a");
    nightly.returns("done");
    return nightly;
  }

  private static List<String> calls(EngineFixture pinwheel, Scripted nightly) {
    return calls(plan(pinwheel, "development", nightly.step(), PlanChoices.PLAIN));
  }

  private static List<String> calls(RerunPlan plan) {
    return plan.calls().stream()
        .skip(1)
        .map(call -> "%s × %d %s".formatted(call.target(), call.times(), call.cause().words()))
        .toList();
  }

  @Test
  void whatIsNotMemoizedAnyMoreRunsEachTime(EngineFixture pinwheel) {
    Scripted nightly = play(pinwheel);
    assertThat(calls(pinwheel, nightly)).containsExactly("load × 1 memoized", "load × 1 memoized");

    redeclare(pinwheel, task("load", "day", "trace").memoOff());

    assertThat(calls(pinwheel, nightly))
        .containsExactly("load × 1 not memoized", "load × 1 not memoized");
  }

  @Test // M3
  void whatIsMemoizedByOtherParametersHasAnotherKey(EngineFixture pinwheel) {
    Scripted nightly = play(pinwheel);

    redeclare(pinwheel, task("load", "day", "trace").memoBy("day"));

    assertThat(calls(pinwheel, nightly))
        .containsExactly("load × 1 nothing to reuse", "load × 1 made by this re-run");
  }

  @Test
  void whatIsMemoizedSinceThenFindsWhatThisReRunMakes(EngineFixture pinwheel) {
    redeclare(pinwheel, task("load", "day", "trace"));
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    nightly.awaits("load", "monday", "a").returning(1);
    nightly.awaits("load", "monday", "b").returning(2);
    nightly.awaits("load", "monday", "a").returning(1);
    nightly.returns("done");

    redeclare(pinwheel, task("load", "day", "trace").memo());

    assertThat(calls(pinwheel, nightly))
        .containsExactly(
            "load × 1 nothing to reuse",
            "load × 1 nothing to reuse",
            "load × 1 made by this re-run");
  }

  @Test // M3
  void renamedParametersKeepTheKeyAndNewOnesHaveTheirDefaults(EngineFixture pinwheel) {
    Scripted nightly = play(pinwheel);

    redeclare(pinwheel, task("load", "date", "traceId").memo());
    List<String> renamed = calls(pinwheel, nightly);
    redeclare(pinwheel, task("load", "date", "traceId", "more").memo());
    List<String> longer = calls(pinwheel, nightly);

    assertThat(renamed).containsExactly("load × 1 memoized", "load × 1 memoized");
    assertThat(longer).containsExactly("load × 1 nothing to reuse", "load × 1 made by this re-run");
  }

  @Test // M2
  void whatTheCallSiteSaysStillCounts(EngineFixture pinwheel) {
    redeclare(pinwheel, task("load", "day", "trace"));
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    CallSpec call = CallSpec.call("load", "monday", "a");
    nightly.awaits(call.memo()).returning(1);
    nightly.awaits(call.memo());
    nightly.awaits(call.memoOff()).returning(1);
    nightly.returns("done");

    redeclare(pinwheel, task("load", "day", "trace").memoBy("day"));

    assertThat(calls(pinwheel, nightly))
        .containsExactly("load × 1 memoized", "load × 1 memoized", "load × 1 not memoized");
  }

  @Test // W6
  void whatTheNearestWorkspaceDeclaresCounts(EngineFixture pinwheel) {
    Scripted nightly = play(pinwheel);
    FakeWorker unused =
        pinwheel.workerFor("development", targets(task("load", "day", "trace").memoOff()));

    assertThat(calls(pinwheel, nightly))
        .containsExactly("load × 1 not memoized", "load × 1 not memoized");
    assertThat(calls(plan(pinwheel, "production", nightly.step(), PlanChoices.PLAIN)))
        .containsExactly("load × 1 memoized", "load × 1 memoized");
  }

  @Test
  void ofWhatNobodyDeclaresAnyMoreTheRecordedOptionCounts(EngineFixture pinwheel) {
    Scripted nightly = play(pinwheel);
    pinwheel.closeSession(worker);
    worker = pinwheel.embeddedWorker(workflow("nightly"));

    assertThat(calls(pinwheel, nightly)).containsExactly("load × 1 memoized", "load × 1 memoized");
  }

  @Test // M1, M2
  void theMemoOfAWorkflowCountsAfreshOnlyWhenTheWholeRunIsReRun(EngineFixture pinwheel) {
    TargetSpec load = task("load", "day");
    pinwheel.closeSession(worker);
    worker = pinwheel.embeddedWorker(workflow("nightly").memo(), load, task("send", "day"));
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    Scripted.Calling sending = nightly.awaits("send", "monday");
    sending.running().awaits("load", "monday").returning(1);
    sending.running().returns("sent");
    nightly.returns("done");

    redeclare(pinwheel, load);

    assertThat(calls(pinwheel, nightly))
        .containsExactly("send × 1 not memoized", "load × 1 not memoized");
    assertThat(calls(pinwheel, sending.execution())).containsExactly("load × 1 memoized");
  }

  @Test // M2
  void theReRunMayOverrideTheOptionAndTheNextOneDoesNot(EngineFixture pinwheel) {
    Scripted nightly = play(pinwheel);

    RerunPlan off =
        plan(
            pinwheel,
            "development",
            nightly.step(),
            new PlanChoices(false, Set.of(), new MemoOption.Off()));

    assertThat(calls(off)).containsExactly("load × 1 not memoized", "load × 1 not memoized");
    Scripted again =
        pinwheel
            .scripted(
                pinwheel.execute(
                    new Command.RerunStep(
                        "development",
                        nightly.step(),
                        false,
                        Set.of(),
                        new MemoOption.Off(),
                        null,
                        Actor.LOCAL)))
            .running();
    again.awaits("load", "monday", "a").returning(1);
    again.awaits("load", "monday", "a").returning(1);
    again.returns("done");
    assertThat(calls(pinwheel, nightly)).containsExactly("load × 1 memoized", "load × 1 memoized");
  }

  @Test // F9
  void earlierSuccessesAreFoundByTheArgumentsOfTheCallItself(EngineFixture pinwheel) {
    redeclare(pinwheel, task("load", "day", "trace").memoBy("day"));
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    nightly.awaits("load", "monday", "a").returning(1);
    nightly.awaits("load", "monday", "b");
    nightly.returns("done");

    redeclare(pinwheel, task("load", "day", "trace"));

    assertThat(
            calls(plan(pinwheel, "development", nightly.step(), new PlanChoices(true, Set.of()))))
        .containsExactly("load × 1 earlier success", "load × 1 nothing to reuse");
  }

  @Test // C1
  void anotherVersionOfTheCacheDoesNotAnswer(EngineFixture pinwheel) {
    redeclare(pinwheel, task("load", "day", "trace").cached());
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    nightly.awaits("load", "monday", "a").returning(1);
    nightly.returns("done");
    assertThat(calls(pinwheel, nightly)).containsExactly("load × 1 from the cache");

    redeclare(
        pinwheel,
        task("load", "day", "trace").cached(new CacheOption(true, null, null, null, "2")));
    List<String> other = calls(pinwheel, nightly);
    redeclare(
        pinwheel,
        task("load", "day", "trace")
            .cached(new CacheOption(true, List.of("day", "trace"), null, "users:load", null)));

    assertThat(other).containsExactly("load × 1 nothing to reuse");
    assertThat(calls(pinwheel, nightly)).containsExactly("load × 1 from the cache");
  }
}
