package dev.pinwheel.query;

import static dev.pinwheel.store.jooq.Tables.DEPENDENCY;
import static dev.pinwheel.store.jooq.Tables.OPEN_EXECUTION;
import static dev.pinwheel.store.jooq.Tables.WORKER_SESSION;

import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceState;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The workers with an open session, and how many of their slots are taken. A snapshot. */
final class WorkersNow {

  static final String EMBEDDED = "embedded worker";

  /**
   * A session that is open.
   *
   * @param workspace by id; null for a pattern and for the embedded worker
   * @param pattern such as {@code development/*}; null otherwise
   * @param busy slots that compute; a waiting execution has given its slot back (D2)
   */
  record Session(
      String worker,
      @Nullable Long workspace,
      @Nullable String pattern,
      String codeVersion,
      int concurrency,
      Set<String> modules,
      int busy) {

    boolean isEmbedded() {
      return workspace == null && pattern == null;
    }

    boolean names(Workspace place) {
      return workspace != null && workspace == place.id().value();
    }

    /** How specific the pattern is for a workspace; 0 when it does not match. */
    int matches(Workspace place) {
      String name = place.name().value();
      if (pattern == null) {
        return 0;
      }
      boolean open = pattern.endsWith("*");
      String fixed = open ? pattern.substring(0, pattern.length() - 1) : pattern;
      return (open ? name.startsWith(fixed) : name.equals(fixed)) ? pattern.length() : 0;
    }

    /** {@code joe@laptop, 3f2a91}, or {@code embedded worker}. */
    String words() {
      return isEmbedded() ? EMBEDDED : "worker %s, %s".formatted(worker, codeVersion);
    }
  }

  private final List<Session> sessions;

  WorkersNow(List<Session> sessions) {
    this.sessions = List.copyOf(sessions);
  }

  static WorkersNow load(DSLContext dsl) {
    Map<Long, Integer> busy = new HashMap<>();
    var waiting =
        DSL.selectOne()
            .from(DEPENDENCY)
            .join(OPEN_EXECUTION.as("awaited"))
            .on(OPEN_EXECUTION.as("awaited").EXECUTION_ID.eq(DEPENDENCY.DEPENDENCY_ID))
            .where(DEPENDENCY.EXECUTION_ID.eq(OPEN_EXECUTION.EXECUTION_ID))
            .and(DEPENDENCY.KIND.eq("waited"));
    dsl.select(OPEN_EXECUTION.SESSION_ID, DSL.count())
        .from(OPEN_EXECUTION)
        .where(OPEN_EXECUTION.SESSION_ID.isNotNull())
        .andNotExists(waiting)
        .groupBy(OPEN_EXECUTION.SESSION_ID)
        .forEach(row -> busy.put(row.value1(), row.value2()));
    return new WorkersNow(
        dsl.selectFrom(WORKER_SESSION)
            .where(WORKER_SESSION.ENDED_AT.isNull())
            .orderBy(WORKER_SESSION.ID)
            .fetch(row ->
                new Session(
                    row.getWorker(),
                    row.getWorkspaceId(),
                    row.getPattern(),
                    row.getCodeVersion(),
                    row.getConcurrency(),
                    Set.copyOf(Arrays.asList(row.getModules().split(" "))),
                    busy.getOrDefault(row.getId(), 0))));
  }

  /** D1: those that would get an execution of the module; empty when there is nobody. */
  List<Session> eligible(Workspace place, String module) {
    return mostSpecific(place, session -> session.modules().contains(module));
  }

  /** Whether the execution's workspace is active and has a worker for it (M4). */
  boolean canRun(ExecutionFact execution) {
    return execution.workspace().state() == WorkspaceState.ACTIVE
        && canRun(execution.workspace(), execution.step().module());
  }

  boolean canRun(Workspace place, String module) {
    return !eligible(place, module).isEmpty();
  }

  /** Who serves a workspace, whatever the module. */
  WorkerPresence presence(Workspace place) {
    return new WorkerPresence(
        sessions.stream()
            .filter(session -> session.names(place) || session.matches(place) > 0)
            .map(Session::worker)
            .sorted()
            .toList(),
        sessions.stream().anyMatch(Session::isEmbedded));
  }

  /** The slots of those that would get it; empty when there is nobody. */
  Optional<WaitReason.Slots> slots(Workspace place, String module) {
    List<Session> eligible = eligible(place, module);
    return eligible.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new WaitReason.Slots(
                eligible.stream().mapToInt(Session::busy).sum(),
                eligible.stream().mapToInt(Session::concurrency).sum()));
  }

  private List<Session> mostSpecific(Workspace place, Predicate<Session> suitable) {
    List<Session> named = sessions.stream().filter(suitable).filter(s -> s.names(place)).toList();
    if (!named.isEmpty()) {
      return named;
    }
    int longest =
        sessions.stream().filter(suitable).mapToInt(s -> s.matches(place)).max().orElse(0);
    if (longest > 0) {
      return sessions.stream().filter(suitable).filter(s -> s.matches(place) == longest).toList();
    }
    return sessions.stream().filter(suitable).filter(Session::isEmbedded).toList();
  }
}
