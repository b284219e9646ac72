package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Tables.RUN;
import static dev.pinwheel.store.jooq.Tables.RUN_KEEP;
import static dev.pinwheel.store.jooq.Tables.RUN_REFERENCE;
import static dev.pinwheel.store.jooq.Tables.RUN_SUMMARY;

import dev.pinwheel.model.RunFamily;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.store.FamilyCollector.Members;
import dev.pinwheel.store.RunReferenceStore.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jooq.DSLContext;

/**
 * What is known of runs that may be removed (G1, G2). Reads only; {@code engine.retention} decides.
 */
public final class RunFamilies {

  private static final int IDS_PER_STATEMENT = 500;

  /** Where a search goes on. */
  public record Position(Instant lastActivityAt, RunId run) {

    /** Before the first. */
    public static final Position START = new Position(Instant.EPOCH, new RunId(1));
  }

  /**
   * Runs submitted in a workspace, and spawned by no other, whose last activity there was before a
   * moment; oldest first.
   */
  public List<Position> listInactive(
      DSLContext dsl, WorkspaceId workspace, Instant before, Position after, int limit) {
    return dsl.select(RUN_SUMMARY.LAST_ACTIVITY_AT, RUN_SUMMARY.RUN_ID)
        .from(RUN_SUMMARY)
        .join(RUN)
        .on(RUN.ID.eq(RUN_SUMMARY.RUN_ID))
        .where(RUN_SUMMARY.WORKSPACE_ID.eq(workspace.value()))
        .and(RUN_SUMMARY.LAST_ACTIVITY_AT.le(before))
        .and(RUN_SUMMARY.LAST_ACTIVITY_AT.ge(after.lastActivityAt()))
        .and(
            RUN_SUMMARY
                .LAST_ACTIVITY_AT
                .gt(after.lastActivityAt())
                .or(RUN_SUMMARY.RUN_ID.gt(after.run().number())))
        .and(RUN.WORKSPACE_ID.eq(workspace.value()))
        .and(RUN.SPAWNED_BY_ID.isNull())
        .orderBy(RUN_SUMMARY.LAST_ACTIVITY_AT, RUN_SUMMARY.RUN_ID)
        .limit(limit)
        .fetch(row -> new Position(row.value1(), new RunId(row.value2())));
  }

  /**
   * What is known of the families of these runs, each family once; runs that do not exist are left
   * out. A few statements for all.
   *
   * @param lastRuns how many runs of each workflow a workspace keeps, however old; others keep none
   * @param visible which workspaces are looked at (W4)
   */
  public List<RunFamily> listFamilies(
      DSLContext dsl,
      Collection<RunId> runs,
      Map<WorkspaceId, Integer> lastRuns,
      Predicate<WorkspaceId> visible) {
    Map<Long, Members> families = new LinkedHashMap<>();
    inParts(
        roots(dsl, runs),
        ids ->
            dsl.select(RUN.ID, RUN.WORKSPACE_ID, RUN.MODULE, RUN.TARGET)
                .from(RUN)
                .where(RUN.ID.in(ids))
                .and(RemovalConditions.notRemoved(RUN.ID))
                .orderBy(RUN.ID)
                .forEach(row ->
                    families.put(
                        row.value1(),
                        new Members(
                            row.value1(),
                            new Workflow(row.value2(), row.value3(), row.value4())))));
    FamilyCollector.complete(dsl, visible, families);
    Set<Long> kept = kept(dsl, families.keySet());
    LastRuns last = new LastRuns(dsl, lastRuns);
    List<RunFamily> all = new ArrayList<>();
    for (Members family : families.values()) {
      all.add(
          family.toFamily(kept.contains(family.root), last.contains(family.workflow, family.root)));
    }
    return all;
  }

  /** As above with what the transaction has changed, in all workspaces. */
  public List<RunFamily> listFamilies(
      Tx tx, Collection<RunId> runs, Map<WorkspaceId, Integer> lastRuns) {
    return listFamilies(tx.dsl(), runs, lastRuns, workspace -> true);
  }

  /**
   * What a workspace keeps the last runs of.
   *
   * @param workspace where they were submitted
   */
  record Workflow(long workspace, String module, String target) {}

  /** The runs that were submitted: by going from spawned runs to those that spawned them. */
  private static Set<Long> roots(DSLContext dsl, Collection<RunId> runs) {
    Set<Long> roots = new LinkedHashSet<>();
    Set<Long> level = new LinkedHashSet<>();
    runs.forEach(run -> level.add(run.number()));
    while (!level.isEmpty()) {
      Map<Long, Long> spawners = new HashMap<>();
      inParts(
          level,
          ids ->
              dsl.select(RUN_REFERENCE.REFERRED_ID, RUN_REFERENCE.RUN_ID)
                  .from(RUN_REFERENCE)
                  .where(RUN_REFERENCE.REFERRED_ID.in(ids))
                  .and(RUN_REFERENCE.KIND.eq(Kind.SPAWNED.word()))
                  .forEach(row -> spawners.put(row.value1(), row.value2())));
      for (long run : level) {
        if (!spawners.containsKey(run)) {
          roots.add(run);
        }
      }
      level.clear();
      level.addAll(spawners.values());
    }
    return roots;
  }

  private static Set<Long> kept(DSLContext dsl, Set<Long> roots) {
    Set<Long> kept = new HashSet<>();
    inParts(
        roots,
        ids ->
            kept.addAll(
                dsl.select(RUN_KEEP.RUN_ID)
                    .from(RUN_KEEP)
                    .where(RUN_KEEP.RUN_ID.in(ids))
                    .fetch(RUN_KEEP.RUN_ID)));
    return kept;
  }

  /** Which run is the oldest of the last ones of a workflow. */
  private static final class LastRuns {
    private final DSLContext dsl;
    private final Map<WorkspaceId, Integer> numbers;
    private final Map<Workflow, Optional<Long>> oldest = new HashMap<>();

    LastRuns(DSLContext dsl, Map<WorkspaceId, Integer> numbers) {
      this.dsl = dsl;
      this.numbers = numbers;
    }

    boolean contains(Workflow workflow, long run) {
      Integer number = numbers.get(new WorkspaceId(workflow.workspace));
      return number != null
          && oldest
              .computeIfAbsent(workflow, key -> find(key, number))
              .map(first -> run >= first)
              .orElse(true);
    }

    /** Empty when there are not that many. */
    private Optional<Long> find(Workflow workflow, int number) {
      return dsl.select(RUN.ID)
          .from(RUN)
          .where(RUN.WORKSPACE_ID.eq(workflow.workspace))
          .and(RUN.MODULE.eq(workflow.module))
          .and(RUN.TARGET.eq(workflow.target))
          .and(RUN.SPAWNED_BY_ID.isNull())
          .and(RemovalConditions.notRemoved(RUN.ID))
          .orderBy(RUN.WORKSPACE_ID.desc(), RUN.MODULE.desc(), RUN.TARGET.desc(), RUN.ID.desc())
          .limit(1)
          .offset(number - 1)
          .fetchOptional(RUN.ID);
    }
  }

  /** Does the work for some of the ids at a time, so that no statement has too many. */
  static void inParts(Collection<Long> ids, Consumer<List<Long>> work) {
    List<Long> all = List.copyOf(ids);
    for (int from = 0; from < all.size(); from += IDS_PER_STATEMENT) {
      work.accept(all.subList(from, Math.min(all.size(), from + IDS_PER_STATEMENT)));
    }
  }
}
