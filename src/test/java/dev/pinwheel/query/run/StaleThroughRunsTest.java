package dev.pinwheel.query.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.RunId;
import dev.pinwheel.query.ExecutionFixture;
import dev.pinwheel.query.ReadModelFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The change behind a step that is stale through a run it started (T1). */
class StaleThroughRunsTest {

  private final ReadModelFixture fixture = new ReadModelFixture();
  private ExecutionFixture outer;
  private ExecutionFixture call;
  private ExecutionFixture inner;
  private ExecutionFixture leaf;

  @BeforeEach
  void aWorkflowCallsAWorkflow() {
    fixture.workspace("production", null);
    fixture.workspace("development", "production");
    outer = fixture.run("production", "outer");
    call = outer.callWorkflow("inner");
    inner = call.spawn();
    leaf = inner.callMemo("leaf", "k").value("1");
    inner.value("1");
    outer.value("1");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private RunTree tree(String workspace) {
    return fixture.reads.trees().load(fixture.from(workspace), outer.run());
  }

  @Test
  void whatIsFreshHasNoTrace() {
    assertThat(StaleTrace.of(tree("production"), outer.step())).isEmpty();
    assertThat(StaleTrace.of(tree("production"), call.step())).isEmpty();
  }

  @Test
  void leadsToTheChangeInsideTheRun() {
    ExecutionFixture again = leaf.rerun("production").value("2");
    RunId here = outer.run();

    StaleTrace own = StaleTrace.of(tree("production"), call.step()).orElseThrow();
    StaleTrace above = StaleTrace.of(tree("production"), outer.step()).orElseThrow();

    assertThat(own.found()).isEqualTo(again.id);
    assertThat(own.held()).isEqualTo(leaf.id);
    assertThat(own.isBelow(call.step())).isTrue();
    assertThat(own.sentence(here))
        .isEqualTo(
            "In run %s: inner used attempt 1 of leaf; a call would use attempt 2 now."
                .formatted(inner.run()));
    assertThat(above).isEqualTo(own);
  }

  @Test
  void leadsToTheNewerAttemptOfTheRun() {
    ExecutionFixture again = inner.rerun("production").value("2");

    StaleTrace own = StaleTrace.of(tree("production"), call.step()).orElseThrow();
    StaleTrace above = StaleTrace.of(tree("production"), outer.step()).orElseThrow();

    assertThat(own.found()).isEqualTo(again.id);
    assertThat(own.isBelow(call.step())).isFalse();
    assertThat(above.isBelow(outer.step())).isTrue();
    assertThat(own.sentence(outer.run()))
        .isEqualTo(
            "inner used attempt 1 of run %s, which it started; attempt 2 has another outcome."
                .formatted(inner.run()));
    assertThat(above).isEqualTo(own);
  }

  @Test // W4
  void aChangeElsewhereIsNotTold() {
    ExecutionFixture unseen = leaf.rerun("development").value("2");

    assertThat(StaleTrace.of(tree("production"), outer.step())).isEmpty();
    assertThat(StaleTrace.of(tree("development"), outer.step()))
        .map(StaleTrace::found)
        .contains(unseen.id);
  }

  @Test
  void anEqualOutcomeOrAnOpenOneIsNoChange() {
    ExecutionFixture open = inner.rerun("production");
    assertThat(StaleTrace.of(tree("production"), call.step())).isEmpty();

    open.value("1");
    assertThat(StaleTrace.of(tree("production"), call.step())).isEmpty();
  }
}
