package dev.pinwheel.query;

import static dev.pinwheel.store.jooq.Tables.OPEN_EXECUTION;
import static dev.pinwheel.store.jooq.Tables.WORKER_SESSION;

import dev.pinwheel.engine.dispatch.DispatchRule;
import dev.pinwheel.model.NaturalOrder;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.query.facts.SessionFact;
import dev.pinwheel.query.facts.VisibilityCondition;
import dev.pinwheel.query.facts.WorkerSnapshot;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.Database;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The workers of a workspace and its bases. Workers that left or are lost are listed as long as
 * their work waits for them. Workers of other workspaces are not shown (W4). Thread-safe.
 */
public final class WorkerList {

  private static final Comparator<SessionFact> ORDER =
      Comparator.comparing((SessionFact session) -> session.endedAt() != null)
          .thenComparing(SessionFact::isEmbedded)
          .thenComparing(
              session -> session.scope() == null ? "" : session.scope(), NaturalOrder.COMPARATOR)
          .thenComparing(SessionFact::worker)
          .thenComparing(SessionFact::id);

  private final Database database;

  public WorkerList(Database database) {
    this.database = database;
  }

  /** Open ones first, the embedded worker after those with a workspace of their own. */
  public List<WorkerView> list(Viewpoint viewpoint) {
    return database.read(dsl -> {
      Map<Long, Integer> executing = executing(dsl, viewpoint);
      List<SessionFact> visible =
          WorkerSnapshot.load(dsl).sessions().stream()
              .filter(session -> isVisible(viewpoint, session))
              .sorted(ORDER)
              .toList();
      ReplacedModules replaced = ReplacedModules.load(dsl, visible);
      return visible.stream()
          .map(session ->
              view(session, replaced.of(session), executing.getOrDefault(session.id(), 0)))
          .toList();
    });
  }

  /** The number of open sessions, reachable or not; cheaper than {@link #list}. */
  public int countOpen(Viewpoint viewpoint) {
    return database.read(dsl ->
        (int)
            WorkerSnapshot.read(dsl, WORKER_SESSION.ENDED_AT.isNull(), Map.of()).stream()
                .filter(session -> isVisible(viewpoint, session))
                .count());
  }

  private static boolean isVisible(Viewpoint viewpoint, SessionFact session) {
    // An archived workspace is served by nobody; a later one may have its name.
    return viewpoint.chain().nearestFirst().stream()
        .filter(place -> place.state() != WorkspaceState.ARCHIVED)
        .anyMatch(place -> DispatchRule.serves(session.scope(), place.name().value()));
  }

  private static Map<Long, Integer> executing(DSLContext dsl, Viewpoint viewpoint) {
    return dsl.select(OPEN_EXECUTION.SESSION_ID, DSL.count())
        .from(OPEN_EXECUTION)
        .where(OPEN_EXECUTION.SESSION_ID.isNotNull())
        .and(VisibilityCondition.in(viewpoint, OPEN_EXECUTION.WORKSPACE_ID))
        .groupBy(OPEN_EXECUTION.SESSION_ID)
        .fetchMap(OPEN_EXECUTION.SESSION_ID, DSL.count());
  }

  private static WorkerView view(
      SessionFact session, List<WorkerView.ReplacedModule> replaced, int executing) {
    @Nullable Instant ended = session.endedAt();
    @Nullable Instant suspended = session.suspendedAt();
    WorkerState state;
    Instant since;
    if (ended != null) {
      state = session.lost() ? WorkerState.LOST : WorkerState.LEFT;
      since = ended;
    } else if (suspended != null) {
      state = WorkerState.SILENT;
      since = suspended;
    } else {
      state = session.draining() ? WorkerState.LEAVING : WorkerState.CONNECTED;
      since = session.openedAt();
    }
    return new WorkerView(
        session.label(),
        session.worker(),
        session.scope(),
        session.codeVersion(),
        session.modules().stream().sorted().toList(),
        replaced,
        ended == null ? session.busy() : 0,
        session.concurrency(),
        executing,
        state,
        session.openedAt(),
        session.heardAt(),
        since,
        session.awaitedUntil());
  }
}
