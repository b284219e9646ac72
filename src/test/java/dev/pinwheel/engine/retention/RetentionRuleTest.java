package dev.pinwheel.engine.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.engine.retention.RetentionRule.Verdict;
import dev.pinwheel.model.KeepReason;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.Retention;
import dev.pinwheel.model.RunFamily;
import dev.pinwheel.model.RunFamily.WorkspaceActivity;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.model.WorkspaceState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** G1 and G2 as a table: what keeps a run, and until when. */
class RetentionRuleTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final WorkspaceId PRODUCTION = new WorkspaceId(1);
  private static final WorkspaceId DEVELOPMENT = new WorkspaceId(2);
  private static final Duration MONTH = Duration.ofDays(30);

  private final Map<WorkspaceId, Retention> set = new HashMap<>();
  private final Map<WorkspaceId, WorkspaceActivity> activity = new HashMap<>();
  private WorkspaceState development = WorkspaceState.ACTIVE;
  private boolean kept;
  private boolean amongLast;

  private static Retention age(Duration age) {
    return new Retention(age, null, Duration.ZERO);
  }

  private static Retention age(Duration age, Duration childLimit) {
    return new Retention(age, null, childLimit);
  }

  private static WorkspaceActivity ended(Duration ago) {
    return new WorkspaceActivity(3, 0, NOW.minus(ago), null);
  }

  private static WorkspaceActivity cached(Duration ago, Instant until) {
    return new WorkspaceActivity(3, 0, NOW.minus(ago), until);
  }

  private static Duration days(int days) {
    return Duration.ofDays(days);
  }

  private Verdict decide() {
    RunId root = new RunId(1);
    RunFamily family =
        new RunFamily(root, PRODUCTION, List.of(root), activity, kept, amongLast, Set.of());
    return RetentionRule.decide(
        family,
        WorkspaceRetentions.of(
            List.of(
                workspace(PRODUCTION, "production", null, WorkspaceState.ACTIVE),
                workspace(DEVELOPMENT, "development", PRODUCTION, development)),
            set),
        NOW);
  }

  private static Workspace workspace(
      WorkspaceId id, String name, @Nullable WorkspaceId base, WorkspaceState state) {
    return new Workspace(id, new WorkspaceName(name), base, state, Instant.EPOCH, "ada");
  }

  private static Verdict keep(KeepReason reason) {
    return new Verdict.Keep(reason, null);
  }

  private static Verdict keep(KeepReason reason, Instant until) {
    return new Verdict.Keep(reason, until);
  }

  private static Verdict remove() {
    return new Verdict.Remove();
  }

  /** G1: the root's default. */
  @Test
  void whereNothingIsSetEverythingIsKept() {
    activity.put(PRODUCTION, ended(days(10_000)));

    assertThat(decide()).isEqualTo(keep(KeepReason.EVERYTHING));
  }

  /** G1. */
  @Test
  void aRunGoesWhenItsAgeIsReached() {
    set.put(PRODUCTION, age(MONTH));
    activity.put(PRODUCTION, ended(days(29)));
    assertThat(decide()).isEqualTo(keep(KeepReason.AGE, NOW.plus(days(1))));

    activity.put(PRODUCTION, ended(MONTH));
    assertThat(decide()).isEqualTo(remove());
  }

  /** G1: the last activity in any workspace counts. */
  @Test
  void activityInAChildStartsTheAgeAgain() {
    set.put(PRODUCTION, age(MONTH));
    activity.put(PRODUCTION, ended(days(40)));
    activity.put(DEVELOPMENT, ended(days(10)));

    assertThat(decide()).isEqualTo(keep(KeepReason.AGE, NOW.plus(days(20))));
  }

  /** G1. */
  @Test
  void openExecutionsMarksAndLastRunsKeepARun() {
    set.put(PRODUCTION, age(MONTH));
    activity.put(PRODUCTION, ended(days(40)));

    amongLast = true;
    assertThat(decide()).isEqualTo(keep(KeepReason.LAST_RUNS));
    kept = true;
    assertThat(decide()).isEqualTo(keep(KeepReason.MARKED));
    activity.put(DEVELOPMENT, new WorkspaceActivity(1, 1, NOW.minus(days(40)), null));
    assertThat(decide()).isEqualTo(keep(KeepReason.OPEN));
  }

  /** G1: by at most the limit that the ancestor's administrator set. */
  @Test
  void aChildKeepsWhatItExecutedForAtMostTheLimit() {
    set.put(DEVELOPMENT, new Retention(null, null, Duration.ZERO));
    activity.put(PRODUCTION, ended(days(32)));
    activity.put(DEVELOPMENT, ended(days(32)));

    set.put(PRODUCTION, age(MONTH));
    assertThat(decide()).as("no limit is set").isEqualTo(remove());
    set.put(PRODUCTION, age(MONTH, days(5)));
    assertThat(decide()).isEqualTo(keep(KeepReason.CHILD, NOW.plus(days(3))));
    set.put(DEVELOPMENT, age(days(33)));
    assertThat(decide()).isEqualTo(keep(KeepReason.CHILD, NOW.plus(days(1))));
    set.put(DEVELOPMENT, age(days(7)));
    assertThat(decide()).as("it keeps shorter").isEqualTo(remove());
  }

  /** G1: only if it has executions of its own in it. */
  @Test
  void aChildWithoutExecutionsKeepsNothing() {
    set.put(PRODUCTION, age(MONTH, days(5)));
    set.put(DEVELOPMENT, new Retention(null, null, Duration.ZERO));
    activity.put(PRODUCTION, ended(days(32)));

    assertThat(decide()).isEqualTo(remove());
  }

  /** G1. */
  @Test
  void anArchivedChildKeepsNothing() {
    set.put(PRODUCTION, age(MONTH, days(5)));
    set.put(DEVELOPMENT, new Retention(null, null, Duration.ZERO));
    activity.put(PRODUCTION, ended(days(32)));
    activity.put(DEVELOPMENT, cached(days(32), Instant.MAX));
    development = WorkspaceState.ARCHIVED;

    assertThat(decide()).isEqualTo(remove());
  }

  /** G2: for the maximum age recorded with it, none for ever. */
  @Test
  void aCacheEntryKeepsItsRun() {
    set.put(PRODUCTION, age(MONTH));
    activity.put(PRODUCTION, cached(days(40), NOW.plusSeconds(1)));
    assertThat(decide()).isEqualTo(keep(KeepReason.CACHE, NOW.plusSeconds(1)));

    activity.put(PRODUCTION, cached(days(40), NOW));
    assertThat(decide()).isEqualTo(remove());

    activity.put(PRODUCTION, cached(days(40), Instant.MAX));
    assertThat(decide()).isEqualTo(keep(KeepReason.CACHE, Instant.MAX));
  }

  /** G1, G2: a cache entry of a child keeps an ancestor's run no longer than the child may. */
  @Test
  void aCacheEntryOfAChildKeepsARunForAtMostTheLimit() {
    set.put(PRODUCTION, age(MONTH, days(5)));
    activity.put(PRODUCTION, ended(days(32)));
    activity.put(DEVELOPMENT, cached(days(32), Instant.MAX));
    assertThat(decide()).isEqualTo(keep(KeepReason.CACHE, NOW.plus(days(3))));

    set.put(PRODUCTION, age(MONTH));
    assertThat(decide()).isEqualTo(remove());
  }

  /** G1. */
  @Test
  void aRetentionThatMakesNoSenseIsRefusedInASentence() {
    assertThatThrownBy(() -> age(Duration.ofSeconds(59)))
        .isInstanceOf(Rejection.class)
        .hasMessageContaining("between 1 minute and 36,500 days")
        .hasMessageContaining("PT59S");
    assertThatThrownBy(() -> new Retention(MONTH, 0, Duration.ZERO))
        .hasMessageContaining("found 0");
    assertThatThrownBy(() -> age(MONTH, days(-1))).hasMessageContaining("0 to 36,500 days longer");
    assertThatThrownBy(() -> new Retention(null, 5, Duration.ZERO))
        .hasMessageContaining("without an age, everything is kept");
  }
}
