package dev.pinwheel.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.engine.dispatch.DispatchRule.Candidate;
import dev.pinwheel.engine.dispatch.DispatchRule.Offer;
import dev.pinwheel.engine.dispatch.ManifestRule.Declaration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** W6 as a pure rule. */
class ManifestRuleTest {

  private static final String JOE = "development/joe";

  private static final List<Declaration> DECLARED =
      List.of(
          new Declaration(10, JOE),
          new Declaration(11, JOE),
          new Declaration(12, "development/*"),
          new Declaration(13, "production"),
          new Declaration(14, null),
          new Declaration(15, null));

  private static Candidate worker(@Nullable String scope, long manifest) {
    return new Candidate(
        manifest,
        "worker",
        scope,
        Map.of("users", new Offer(manifest, Set.of("welcome"))),
        4,
        4,
        false,
        false);
  }

  private static Candidate leaving(String scope, long manifest) {
    Candidate one = worker(scope, manifest);
    return new Candidate(one.session(), one.worker(), scope, one.modules(), 4, 4, true, true);
  }

  private static List<Long> list(Candidate... sessions) {
    return ids(ManifestRule.list(JOE, "users", DECLARED, List.of(sessions), null));
  }

  private static List<Long> ids(List<Declaration> declarations) {
    return declarations.stream().map(Declaration::id).toList();
  }

  /** Those count that would execute it, else the newest. */
  @Test
  void theFirstIsTheNewestOfTheWorkersThatWouldExecute() {
    assertThat(list(worker(JOE, 11), worker("development/*", 12))).containsExactly(11L);
    assertThat(list(worker("development/*", 12))).containsExactly(12L);
    assertThat(list(worker(null, 15))).as("the newest for joe").containsExactly(12L);
    assertThat(list()).containsExactly(12L);
    assertThat(ManifestRule.list("staging", "users", DECLARED, List.of(), null)).isEmpty();
  }

  @Test
  void whatOtherSessionsOfTheSamePlaceDeclareFollows() {
    assertThat(list(worker(JOE, 10), worker(JOE, 11))).containsExactly(11L, 10L);
    assertThat(list(worker(JOE, 10))).as("the newer one has gone").containsExactly(11L, 10L);
    assertThat(list(worker(JOE, 11), worker("development/*", 12), worker("production", 13)))
        .as("not those of another place")
        .containsExactly(11L);
  }

  @Test
  void whoIsLeavingCountsForItsOwnCallsOnly() {
    List<Candidate> sessions = List.of(leaving(JOE, 10), worker(JOE, 11));

    assertThat(ids(ManifestRule.list(JOE, "users", DECLARED, sessions, null))).containsExactly(11L);
    assertThat(ids(ManifestRule.list(JOE, "users", DECLARED, sessions, 10L)))
        .containsExactly(11L, 10L);
    assertThat(ids(ManifestRule.list(JOE, "users", DECLARED, sessions, 11L))).containsExactly(11L);
  }

  @Test
  void theSameHoldsForTheEmbeddedWorker() {
    assertThat(ids(ManifestRule.listEmbedded("users", DECLARED, List.of(), null)))
        .containsExactly(15L);
    assertThat(ids(ManifestRule.listEmbedded("users", DECLARED, List.of(worker(null, 14)), null)))
        .containsExactly(15L, 14L);
  }
}
