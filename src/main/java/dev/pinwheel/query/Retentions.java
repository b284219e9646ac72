package dev.pinwheel.query;

import static dev.pinwheel.store.jooq.Tables.REMOVAL_RECORD;
import static dev.pinwheel.store.jooq.Tables.RUN;
import static dev.pinwheel.store.jooq.Tables.RUN_KEEP;

import dev.pinwheel.engine.retention.RemovalSet;
import dev.pinwheel.engine.retention.RetentionRule;
import dev.pinwheel.engine.retention.RetentionRule.Verdict;
import dev.pinwheel.engine.retention.WorkspaceRetentions;
import dev.pinwheel.model.EffectiveRetention;
import dev.pinwheel.model.KeepReason;
import dev.pinwheel.model.Retention;
import dev.pinwheel.model.RunFamily;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.query.facts.RemovalSizes;
import dev.pinwheel.query.facts.VisibilityCondition;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.RetentionStore;
import dev.pinwheel.store.RetentionStore.Removed;
import dev.pinwheel.store.RunFamilies;
import dev.pinwheel.store.RunFamilies.Position;
import dev.pinwheel.store.WorkspaceStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** How long runs are kept, what would be removed, and what was (G1–G3). Thread-safe. */
public final class Retentions {

  private static final int PAGE = 500;

  private final Database database;
  private final InstantSource clock;
  private final int mostRuns;
  private final RetentionStore store = new RetentionStore();
  private final RunFamilies families = new RunFamilies();

  public Retentions(Database database, InstantSource clock) {
    this(database, clock, 50_000);
  }

  /**
   * @param mostRuns how many old runs a preview looks at
   */
  Retentions(Database database, InstantSource clock, int mostRuns) {
    this.database = database;
    this.clock = clock;
    this.mostRuns = mostRuns;
  }

  /** What holds in the viewer's workspace, and who has set it. */
  public RetentionView get(Viewpoint viewpoint) {
    return database.read(dsl -> {
      Map<WorkspaceId, Retention> set = store.listAll(dsl);
      List<Workspace> nearestFirst = viewpoint.chain().nearestFirst();
      return new RetentionView(
          viewpoint.name(),
          set.get(viewpoint.workspace().id()),
          nearestFirst.size() == 1
              ? new EffectiveRetention(Retention.EVERYTHING, null)
              : EffectiveRetention.of(
                  new WorkspaceChain(nearestFirst.subList(1, nearestFirst.size())), set));
    });
  }

  /** Whether somebody marked the run to be kept; false when that is not visible from here. */
  public boolean isKept(Viewpoint viewpoint, RunId run) {
    return database.read(dsl ->
        dsl.fetchExists(
            dsl.selectOne()
                .from(RUN_KEEP)
                .join(RUN)
                .on(RUN.ID.eq(RUN_KEEP.RUN_ID))
                .where(RUN_KEEP.RUN_ID.eq(run.number()))
                .and(VisibilityCondition.in(viewpoint, RUN.WORKSPACE_ID))));
  }

  /**
   * What was removed of the runs of the viewer's workspace, the latest first.
   *
   * @param limit how many hours at most
   */
  public List<RemovedRow> listRemoved(Viewpoint viewpoint, int limit) {
    return database.read(dsl ->
        dsl.select(
                REMOVAL_RECORD.STARTED_AT,
                REMOVAL_RECORD.ENDED_AT,
                REMOVAL_RECORD.REMOVED,
                REMOVAL_RECORD.EXECUTIONS)
            .from(REMOVAL_RECORD)
            .where(REMOVAL_RECORD.WORKSPACE_ID.eq(viewpoint.workspace().id().value()))
            .and(REMOVAL_RECORD.KIND.eq(Removed.RUNS.word()))
            .orderBy(REMOVAL_RECORD.STARTED_AT.desc())
            .limit(limit)
            .fetch(row -> new RemovedRow(row.value1(), row.value2(), row.value3(), row.value4())));
  }

  /**
   * What would be removed now of the runs submitted in the viewer's workspace.
   *
   * @param proposed the retention to set there; null: to inherit
   */
  public RetentionPreview preview(Viewpoint viewpoint, @Nullable Retention proposed) {
    return database.read(dsl -> new Preview(dsl, viewpoint, proposed).count());
  }

  /** Goes through the runs that are old enough. */
  private final class Preview {

    private final DSLContext dsl;
    private final Viewpoint viewpoint;
    private final WorkspaceId workspace;
    private final Map<WorkspaceId, RetentionRule.WorkspaceRetention> retentions;
    private final Map<WorkspaceId, Integer> lastRuns;
    private final Instant now = clock.instant();
    private final Map<KeepReason, Integer> kept = new EnumMap<>(KeepReason.class);
    private int runs;
    private int executions;
    private long bytes;

    Preview(DSLContext dsl, Viewpoint viewpoint, @Nullable Retention proposed) {
      this.dsl = dsl;
      this.viewpoint = viewpoint;
      this.workspace = viewpoint.workspace().id();
      Map<WorkspaceId, Retention> set = store.listAll(dsl);
      if (proposed == null) {
        set.remove(workspace);
      } else {
        set.put(workspace, proposed);
      }
      this.retentions = WorkspaceRetentions.of(new WorkspaceStore().listAll(dsl), set);
      this.lastRuns = WorkspaceRetentions.lastRuns(retentions);
    }

    RetentionPreview count() {
      RetentionRule.WorkspaceRetention held = retentions.get(workspace);
      Duration age = held == null ? null : held.retention().retention().age();
      boolean complete = age == null || countOlder(now.minus(age));
      return new RetentionPreview(runs, executions, bytes, kept, complete);
    }

    private boolean countOlder(Instant before) {
      Position after = Position.START;
      for (int seen = 0; seen < mostRuns; seen += PAGE) {
        List<Position> page = families.listInactive(dsl, workspace, before, after, PAGE);
        count(families(page.stream().map(Position::run).toList()));
        if (page.size() < PAGE) {
          return true;
        }
        after = page.getLast();
      }
      return false;
    }

    private List<RunFamily> families(Collection<RunId> some) {
      return families.listFamilies(dsl, some, lastRuns, viewpoint.chain()::contains);
    }

    private Verdict decide(RunFamily family) {
      return RetentionRule.decide(family, retentions, now);
    }

    private void count(List<RunFamily> families) {
      RemovalSet removals = new RemovalSet(this::families, this::decide);
      List<RunId> removed = new ArrayList<>();
      for (RunFamily family : families) {
        Verdict verdict = decide(family);
        if (verdict instanceof Verdict.Keep keep) {
          kept.merge(keep.reason(), family.runs().size(), Integer::sum);
        } else if (removals.of(family).isEmpty()) {
          kept.merge(KeepReason.REFERRED, family.runs().size(), Integer::sum);
        } else {
          removed.addAll(family.runs());
          executions +=
              family.activity().values().stream()
                  .mapToInt(RunFamily.WorkspaceActivity::executions)
                  .sum();
        }
      }
      runs += removed.size();
      bytes += RemovalSizes.sum(dsl, viewpoint, Set.copyOf(removed));
    }
  }
}
