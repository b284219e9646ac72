package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Tables.CACHE_CANDIDATE;
import static dev.pinwheel.store.jooq.Tables.RUN;
import static dev.pinwheel.store.jooq.Tables.RUN_REFERENCE;
import static dev.pinwheel.store.jooq.Tables.RUN_SUMMARY;

import dev.pinwheel.model.RunFamily;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.store.RunReferenceStore.Kind;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is known of families of runs, a few statements for all of them: the runs that were
 * spawned, level by level, what happened of them in each workspace, and who refers to them. Looks
 * at visible workspaces only (W4). Used once.
 */
final class FamilyCollector {

  private final DSLContext dsl;
  private final Predicate<WorkspaceId> visible;
  private final Map<Long, Members> byRun;

  private FamilyCollector(
      DSLContext dsl, Predicate<WorkspaceId> visible, Map<Long, Members> byRun) {
    this.dsl = dsl;
    this.visible = visible;
    this.byRun = byRun;
  }

  /**
   * Adds to each family what its root does not say.
   *
   * @param families by the root
   */
  static void complete(
      DSLContext dsl, Predicate<WorkspaceId> visible, Map<Long, Members> families) {
    FamilyCollector collector = new FamilyCollector(dsl, visible, new HashMap<>(families));
    collector.addSpawned();
    collector.addPlaces();
    collector.addCacheEntries();
    collector.addReferrers();
  }

  /** A family while it is collected. */
  static final class Members {
    final long root;
    final RunFamilies.Workflow workflow;
    private final Set<Long> runs = new LinkedHashSet<>();
    private final Map<WorkspaceId, RunFamily.WorkspaceActivity> activity = new HashMap<>();
    private final Set<RunId> referrers = new HashSet<>();

    Members(long root, RunFamilies.Workflow workflow) {
      this.root = root;
      this.workflow = workflow;
      runs.add(root);
    }

    void add(WorkspaceId workspace, RunFamily.WorkspaceActivity more) {
      activity.merge(workspace, more, Members::both);
    }

    private static RunFamily.WorkspaceActivity both(
        RunFamily.WorkspaceActivity one, RunFamily.WorkspaceActivity other) {
      return new RunFamily.WorkspaceActivity(
          one.executions() + other.executions(),
          one.open() + other.open(),
          later(one.lastActivityAt(), other.lastActivityAt()),
          laterOrNull(one.cachedUntil(), other.cachedUntil()));
    }

    private static Instant later(Instant one, Instant other) {
      return one.isAfter(other) ? one : other;
    }

    private static @Nullable Instant laterOrNull(@Nullable Instant one, @Nullable Instant other) {
      return one == null ? other : other == null ? one : later(one, other);
    }

    RunFamily toFamily(boolean kept, boolean amongLast) {
      return new RunFamily(
          new RunId(root),
          new WorkspaceId(workflow.workspace()),
          runs.stream().map(RunId::new).toList(),
          activity,
          kept,
          amongLast,
          referrers);
    }
  }

  private void addSpawned() {
    Set<Long> level = new LinkedHashSet<>(byRun.keySet());
    while (!level.isEmpty()) {
      Set<Long> next = new LinkedHashSet<>();
      RunFamilies.inParts(
          level,
          ids ->
              dsl.select(RUN_REFERENCE.RUN_ID, RUN_REFERENCE.REFERRED_ID, RUN.WORKSPACE_ID)
                  .from(RUN_REFERENCE)
                  .join(RUN)
                  .on(RUN.ID.eq(RUN_REFERENCE.REFERRED_ID))
                  .where(RUN_REFERENCE.RUN_ID.in(ids))
                  .and(RUN_REFERENCE.KIND.eq(Kind.SPAWNED.word()))
                  .forEach(row -> {
                    Members family = byRun.get(row.value1());
                    if (family != null
                        && visible.test(new WorkspaceId(row.value3()))
                        && family.runs.add(row.value2())) {
                      byRun.put(row.value2(), family);
                      next.add(row.value2());
                    }
                  }));
      level = next;
    }
  }

  private void addPlaces() {
    RunFamilies.inParts(
        byRun.keySet(),
        ids ->
            dsl.select(
                    RUN_SUMMARY.RUN_ID,
                    RUN_SUMMARY.WORKSPACE_ID,
                    RUN_SUMMARY.EXECUTIONS,
                    RUN_SUMMARY.OPEN_EXECUTIONS,
                    RUN_SUMMARY.LAST_ACTIVITY_AT)
                .from(RUN_SUMMARY)
                .where(RUN_SUMMARY.RUN_ID.in(ids))
                .forEach(row -> {
                  Members family = byRun.get(row.value1());
                  WorkspaceId workspace = new WorkspaceId(row.value2());
                  if (family != null && visible.test(workspace)) {
                    family.add(
                        workspace,
                        new RunFamily.WorkspaceActivity(
                            row.value3(), row.value4(), row.value5(), null));
                  }
                }));
  }

  private void addCacheEntries() {
    var expiring = DSL.count(CACHE_CANDIDATE.EXPIRES_AT);
    RunFamilies.inParts(
        byRun.keySet(),
        ids ->
            dsl.select(
                    CACHE_CANDIDATE.RUN_ID,
                    CACHE_CANDIDATE.WORKSPACE_ID,
                    DSL.count(),
                    expiring,
                    DSL.max(CACHE_CANDIDATE.EXPIRES_AT),
                    DSL.max(CACHE_CANDIDATE.SETTLED_AT))
                .from(CACHE_CANDIDATE)
                .where(CACHE_CANDIDATE.RUN_ID.in(ids))
                .and(CACHE_CANDIDATE.SETTLED_AT.isNotNull())
                .groupBy(CACHE_CANDIDATE.RUN_ID, CACHE_CANDIDATE.WORKSPACE_ID)
                .forEach(row -> {
                  Members family = byRun.get(row.value1());
                  WorkspaceId workspace = new WorkspaceId(row.value2());
                  if (family != null && visible.test(workspace)) {
                    boolean forEver = row.value3() > row.value4();
                    Instant until = forEver ? Instant.MAX : row.value5();
                    family.add(
                        workspace, new RunFamily.WorkspaceActivity(0, 0, row.value6(), until));
                  }
                }));
  }

  /**
   * Runs of other families that have handles of these. What was answered through the cache keeps
   * its answer (G2).
   */
  private void addReferrers() {
    RunFamilies.inParts(
        byRun.keySet(),
        ids ->
            dsl.select(RUN_REFERENCE.REFERRED_ID, RUN_REFERENCE.RUN_ID, RUN.WORKSPACE_ID)
                .from(RUN_REFERENCE)
                .join(RUN)
                .on(RUN.ID.eq(RUN_REFERENCE.RUN_ID))
                .where(RUN_REFERENCE.REFERRED_ID.in(ids))
                .and(RUN_REFERENCE.KIND.eq(Kind.HANDLE.word()))
                .and(RemovalConditions.notRemoved(RUN.ID))
                .forEach(row -> {
                  Members family = byRun.get(row.value1());
                  if (family != null
                      && !family.runs.contains(row.value2())
                      && visible.test(new WorkspaceId(row.value3()))) {
                    family.referrers.add(new RunId(row.value2()));
                  }
                }));
  }
}
