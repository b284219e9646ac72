package dev.pinwheel.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.engine.dispatch.DispatchRule.Candidate;
import dev.pinwheel.engine.dispatch.DispatchRule.Decision;
import dev.pinwheel.engine.dispatch.DispatchRule.Offer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** D1 and W6 as pure rules. */
class DispatchRuleTest {

  private static final String JOE = "development/joe";

  private static Candidate worker(long id, @Nullable String scope, int free) {
    return new Candidate(
        id, "worker " + id, scope, Map.of("users", Offer.ANY), 4, free, false, false);
  }

  private static Candidate gone(long id, String scope) {
    return new Candidate(id, "worker " + id, scope, Map.of("users", Offer.ANY), 4, 4, true, false);
  }

  private static Decision decide(Candidate... sessions) {
    return DispatchRule.decide(JOE, "users", "welcome", List.of(sessions));
  }

  @ParameterizedTest
  @CsvSource({
    "development/joe, development/joe, true",
    "development/joe, development/joey, false",
    "development/*, development/joe, true",
    "development/*, development/joe/wild, true",
    "development/*, development, false",
    "development/*, developments/joe, false",
    "*, production, true",
    ", production, true"
  })
  void aScopeServes(@Nullable String scope, String workspace, boolean serves) {
    assertThat(DispatchRule.serves(scope, workspace)).isEqualTo(serves);
  }

  @Test
  void theNameComesBeforeTheLongestPatternAndTheEmbeddedWorkerLast() {
    Candidate embedded = worker(1, null, 4);
    Candidate all = worker(2, "*", 4);
    Candidate team = worker(3, "development/*", 4);
    Candidate joe = worker(4, JOE, 4);

    assertThat(decide(embedded)).isEqualTo(new Decision.Assign(1));
    assertThat(decide(embedded, all)).isEqualTo(new Decision.Assign(2));
    assertThat(decide(embedded, all, team)).isEqualTo(new Decision.Assign(3));
    assertThat(decide(joe, embedded, all, team)).isEqualTo(new Decision.Assign(4));
  }

  @Test
  void whoIsBusyIsWaitedFor() {
    assertThat(decide(worker(1, null, 4), worker(2, JOE, 0), worker(3, JOE, 0)))
        .isEqualTo(new Decision.SlotsBusy(8, 8));
  }

  @Test
  void theFreestOfEqualsIsChosen() {
    assertThat(decide(worker(1, JOE, 1), worker(2, JOE, 3))).isEqualTo(new Decision.Assign(2));
  }

  @Test
  void whoIsGoneIsWaitedForUnlessAnEqualIsThere() {
    Candidate embedded = worker(1, null, 4);

    assertThat(decide(embedded, gone(2, JOE), gone(3, JOE)))
        .as("the last one that was there")
        .isEqualTo(new Decision.WorkerGone(3, "worker 3"));
    assertThat(decide(embedded, gone(2, JOE), worker(3, JOE, 1))).isEqualTo(new Decision.Assign(3));
    assertThat(decide(embedded, gone(2, "development/*"), worker(3, JOE, 1)))
        .isEqualTo(new Decision.Assign(3));
  }

  /** What executions of a leaving worker need, it takes itself when nobody else may. */
  @Test
  void whoIsLeavingTakesWhatItsOwnExecutionsNeed() {
    Candidate embedded = worker(1, null, 4);

    assertThat(decideFor(2, embedded, gone(2, JOE), gone(3, JOE)))
        .isEqualTo(new Decision.Assign(2));
    assertThat(decideFor(2, gone(2, JOE), worker(3, JOE, 1))).isEqualTo(new Decision.Assign(3));
    assertThat(decideFor(2, gone(2, JOE), worker(3, JOE, 0)))
        .as("its equal is busy")
        .isEqualTo(new Decision.SlotsBusy(4, 4));
    assertThat(decideFor(2, gone(2, "development/*"), gone(3, JOE)))
        .as("a more specific one is waited for")
        .isEqualTo(new Decision.WorkerGone(3, "worker 3"));
  }

  private static Decision decideFor(long leaving, Candidate... sessions) {
    return DispatchRule.decide(JOE, "users", "welcome", List.of(sessions), Set.of(leaving));
  }

  @Test
  void onlyWhoDeclaresTheModuleCounts() {
    assertThat(DispatchRule.decide(JOE, "weather", "report", List.of(worker(1, JOE, 4))))
        .isEqualTo(new Decision.NoWorker());
  }

  /** D1, W6: of equals, those that declare the target; all of them when none does. */
  @Test
  void whoDeclaresTheTargetIsPreferredAmongEquals() {
    Candidate older = offering(1, JOE, false, "welcome", "report");
    Candidate newer = offering(2, JOE, false, "welcome");
    Candidate embedded = offering(3, null, false, "welcome", "report", "extra");
    List<Candidate> all = List.of(older, newer, embedded);

    assertThat(DispatchRule.decide(JOE, "users", "report", all)).isEqualTo(new Decision.Assign(1));
    assertThat(DispatchRule.eligible(JOE, "users", "welcome", all)).containsExactly(older, newer);
    assertThat(DispatchRule.eligible(JOE, "users", "extra", all))
        .as("not the embedded worker's: a more specific one declares the module")
        .containsExactly(older, newer);
    assertThat(
            DispatchRule.decide(
                JOE, "users", "report", List.of(offering(1, JOE, true, "report"), newer)))
        .as("it may come back")
        .isEqualTo(new Decision.WorkerGone(1, "worker 1"));
  }

  private static Candidate offering(
      long id, @Nullable String scope, boolean gone, String... targets) {
    return new Candidate(
        id,
        "worker " + id,
        scope,
        Map.of("users", new Offer(id, Set.of(targets))),
        4,
        4,
        gone,
        gone);
  }
}
