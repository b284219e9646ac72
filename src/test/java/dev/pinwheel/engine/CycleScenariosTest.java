package dev.pinwheel.engine;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.testing.AutoWorker;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Scripted;
import dev.pinwheel.testing.TargetSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scenario 17 and M10: whoever would wait for itself is told so at once. */
@EachDatabase
class CycleScenariosTest {

  private static final TargetSpec[] TARGETS = {
    workflow("loop", "n"),
    workflow("nested", "n"),
    task("self", "n").memo(),
    task("ping", "n").memo(),
    task("pong", "n").memo(),
    task("plain", "n"),
    task("looked", "n").cached(),
  };

  @BeforeEach
  void production(EngineFixture pinwheel) {
    pinwheel.workspace("production");
  }

  @Test
  void scenario17_aTaskThatMemoCallsItselfFailsWithTheCycleNamed(EngineFixture pinwheel) {
    AutoWorker worker =
        AutoWorker.embedded(pinwheel, TARGETS)
            .plays("loop", task -> task.call("self", 1))
            .plays("self", task -> task.call("self", task.argument(0)));

    Scripted loop = pinwheel.submit("production", "loop", 1);

    assertThat(loop.ended()).isEqualTo(ResultKind.FAILED);
    assertThat(worker.refusals())
        .singleElement()
        .satisfies(refusal -> {
          assertThat(refusal.kind()).isEqualTo(Rejection.Kind.CYCLE);
          assertThat(refusal).hasMessageContaining("self").hasMessageContaining(":2");
        });
  }

  @Test
  void scenario17_twoMemoizedTasksThatCallEachOtherFailWithTheCycleNamed(EngineFixture pinwheel) {
    AutoWorker worker =
        AutoWorker.embedded(pinwheel, TARGETS)
            .plays("loop", task -> task.call("ping", 1))
            .plays("ping", task -> task.call("pong", task.argument(0)))
            .plays("pong", task -> task.call("ping", task.argument(0)));

    Scripted loop = pinwheel.submit("production", "loop", 1);

    assertThat(loop.ended()).isEqualTo(ResultKind.FAILED);
    assertThat(worker.refusals())
        .singleElement()
        .satisfies(refusal -> {
          assertThat(refusal.kind()).isEqualTo(Rejection.Kind.CYCLE);
          assertThat(refusal).hasMessageContaining("ping").hasMessageContaining("pong");
        });
  }

  /** M10: an earlier value fits although an open one would close a cycle. */
  @Test
  void anEarlierValueIsReusedWhereTheNewestWaitsForTheCaller(EngineFixture pinwheel) {
    pinwheel.embeddedWorker(TARGETS);
    Scripted loop = pinwheel.submit("production", "loop", 1).running();
    Scripted.Calling self = loop.awaits("self", 1).returning("first");

    Scripted forced = pinwheel.rerun("production", self.id().step()).running();
    Scripted.Calling inner = forced.awaits("self", 1);

    assertThat(inner.reused()).isTrue();
    assertThat(inner.id()).isEqualTo(self.id());
  }

  /** M10: handles are checked like calls. */
  @Test
  void waitingForAHandleThatWaitsForOneselfIsRefused(EngineFixture pinwheel) {
    pinwheel.embeddedWorker(TARGETS);
    Scripted loop = pinwheel.submit("production", "loop", 1).running();
    Scripted one = loop.calls("plain", 1).running();
    Scripted two = loop.calls("plain", one.id()).running();

    assertThat(two.resolves(one.id())).isNull();
    Rejection refused =
        Rejections.assertRejected(Rejection.Kind.CYCLE, () -> one.resolves(two.id()));
    assertThat(refused).hasMessageContaining(one.id().toString());
    Rejections.assertRejected(Rejection.Kind.CYCLE, () -> one.resolves(one.id()));

    one.returns("value");
    assertThat(two.told(one.id()).isValue()).isTrue();
  }

  /** M10: across runs, through a spawned one. */
  @Test
  void waitingAcrossRunsIsCheckedToo(EngineFixture pinwheel) {
    pinwheel.embeddedWorker(TARGETS);
    Scripted loop = pinwheel.submit("production", "loop", 1).running();
    Scripted.Calling spawned = loop.awaits("nested", loop.id());
    Scripted nested = spawned.execution().successor().running();

    assertThat(nested.run()).isNotEqualTo(loop.run());
    Rejections.assertRejected(Rejection.Kind.CYCLE, () -> nested.resolves(loop.id()));
    nested.returns("value");
    assertThat(spawned.outcome().isValue()).isTrue();
  }

  /** M10: a wait on an old attempt follows to the new one (F3). */
  @Test
  void aWaitOnASupersededExecutionCountsAsAWaitOnTheNewOne(EngineFixture pinwheel) {
    pinwheel.embeddedWorker(TARGETS);
    Scripted loop = pinwheel.submit("production", "loop", 1).running();
    Scripted.Calling waiting = loop.awaits("plain", 1);
    waiting.running();
    Scripted forced = pinwheel.rerun("production", waiting.id().step()).running();

    Rejections.assertRejected(Rejection.Kind.CYCLE, () -> forced.resolves(loop.id()));
  }

  /** C2: an open execution that waits for the asking one is skipped by the cache. */
  @Test
  void theCacheSkipsWhatWouldCloseACycle(EngineFixture pinwheel) {
    pinwheel.embeddedWorker(TARGETS);
    Scripted loop = pinwheel.submit("production", "loop", 1).running();
    Scripted looked = loop.calls("looked", 1).running();

    Scripted.Calling inner = looked.awaits("looked", 1);

    Scripted own = inner.running();
    own.returns("inner");
    assertThat(inner.outcome().isValue()).isTrue();
    assertThat(own.result()).isEqualTo(ResultKind.VALUE);
    ExecutionId other = loop.calls("looked", 1).id();
    assertThat(other).isNotEqualTo(own.id());
  }
}
