package dev.pinwheel.store;

import static dev.pinwheel.store.WriteStatement.parameter;
import static dev.pinwheel.store.jooq.Tables.ASSIGNMENT;
import static dev.pinwheel.store.jooq.Tables.LOG_MESSAGE;
import static dev.pinwheel.store.jooq.Tables.LOG_POSITION;

import dev.pinwheel.event.EngineEvent;
import dev.pinwheel.model.ExecutionId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table {@code log_message}, which is written outside the transactions of commands. */
public final class LogStore {

  private static final WriteStatement INSERT =
      WriteStatement.insert(
          LOG_MESSAGE,
          LOG_MESSAGE.ID,
          LOG_MESSAGE.RUN_ID,
          LOG_MESSAGE.EXECUTION_ID,
          LOG_MESSAGE.WORKSPACE_ID,
          LOG_MESSAGE.LOGGED_AT,
          LOG_MESSAGE.LEVEL,
          LOG_MESSAGE.TEMPLATE,
          LOG_MESSAGE.TEMPLATE_VALUES);

  private static final WriteStatement INSERT_POSITION =
      WriteStatement.insert(LOG_POSITION, LOG_POSITION.SESSION_ID, LOG_POSITION.NUMBER);

  private static final WriteStatement ADVANCE =
      WriteStatement.of(
          LOG_POSITION,
          dsl ->
              dsl.update(LOG_POSITION)
                  .set(LOG_POSITION.NUMBER, parameter(LOG_POSITION.NUMBER))
                  .where(LOG_POSITION.SESSION_ID.eq(parameter(LOG_POSITION.SESSION_ID)))
                  .and(LOG_POSITION.NUMBER.lt(parameter(LOG_POSITION.NUMBER))));

  private static final ReadStatement POSITION =
      new ReadStatement(
          List.of(LOG_POSITION),
          dsl ->
              dsl.select(LOG_POSITION.NUMBER)
                  .from(LOG_POSITION)
                  .where(LOG_POSITION.SESSION_ID.eq(parameter(LOG_POSITION.SESSION_ID))));

  private static final ReadStatement ASSIGNED_TO =
      new ReadStatement(
          List.of(ASSIGNMENT),
          dsl ->
              dsl.select(ASSIGNMENT.SESSION_ID)
                  .from(ASSIGNMENT)
                  .where(ASSIGNMENT.EXECUTION_ID.eq(parameter(ASSIGNMENT.EXECUTION_ID))));

  private final Database database;
  private final ExecutionStore executions = new ExecutionStore();

  public LogStore(Database database) {
    this.database = database;
  }

  /**
   * A logged message.
   *
   * @param level one of debug, info, warn, error, stdout, stderr
   * @param template with {@code {name}} placeholders
   * @param values JSON object of the placeholders' values
   * @param sender null when it is known to be of its execution, and is not numbered
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by identity only
  public record LogRow(
      long run,
      long execution,
      long workspace,
      Instant loggedAt,
      String level,
      byte[] template,
      byte[] values,
      @Nullable Sender sender) {}

  /**
   * Who sent a message.
   *
   * @param session of the worker
   * @param number of the message in the session; 0 when it has none
   * @param known whether the execution is known to be assigned to the session
   */
  public record Sender(long session, long number, boolean known) {}

  /**
   * Appends messages in one transaction of their own, with ids that ascend in the order of the
   * calls and in that of the list, then publishes the events. Leaves out those whose number is not
   * higher than the stored position of their session, because they were appended before, and those
   * of executions that are not assigned to their session.
   *
   * @param positions the last numbers of sessions, which are stored with the messages
   */
  public void append(List<LogRow> rows, Map<Long, Long> positions, Collection<EngineEvent> events) {
    database.aside(
        tx -> {
          Map<Long, Long> before = positions(tx, positions.keySet());
          insert(tx, fresh(tx, rows, before));
          positions.forEach((session, number) -> advance(tx, session, before, number));
        },
        events);
  }

  private static Map<Long, Long> positions(Tx tx, Set<Long> sessions) {
    Map<Long, Long> positions = new HashMap<>();
    for (long session : sessions) {
      tx.fetch(POSITION, session)
          .forEach(row -> positions.put(session, row.get(LOG_POSITION.NUMBER)));
    }
    return positions;
  }

  private static List<LogRow> fresh(Tx tx, List<LogRow> rows, Map<Long, Long> before) {
    Map<Long, Long> sessions = new HashMap<>();
    for (LogRow row : rows) {
      if (row.sender() != null && !row.sender().known()) {
        sessions.computeIfAbsent(row.execution(), execution -> assignedTo(tx, execution));
      }
    }
    return rows.stream().filter(row -> isFresh(row, before, sessions)).toList();
  }

  private static @Nullable Long assignedTo(Tx tx, long execution) {
    return tx.fetch(ASSIGNED_TO, execution).stream()
        .findFirst()
        .map(row -> row.get(ASSIGNMENT.SESSION_ID))
        .orElse(null);
  }

  private static boolean isFresh(LogRow row, Map<Long, Long> before, Map<Long, Long> sessions) {
    Sender sender = row.sender();
    if (sender == null) {
      return true;
    }
    boolean isRepeated =
        sender.number() > 0 && sender.number() <= before.getOrDefault(sender.session(), 0L);
    boolean isItsOwn =
        sender.known() || Objects.equals(sessions.get(row.execution()), sender.session());
    return !isRepeated && isItsOwn;
  }

  private static void insert(Tx tx, List<LogRow> rows) {
    for (LogRow row : rows) {
      tx.write(
          INSERT,
          tx.nextId(),
          row.run(),
          row.execution(),
          row.workspace(),
          row.loggedAt(),
          row.level(),
          row.template(),
          row.values());
    }
  }

  private static void advance(Tx tx, long session, Map<Long, Long> before, long number) {
    Long known = before.get(session);
    if (known == null) {
      tx.write(INSERT_POSITION, session, number);
    } else if (known < number) {
      tx.write(ADVANCE, number, session, number);
    }
  }

  /** Where executions are; those that do not exist are left out. */
  public Map<ExecutionId, ExecutionStore.ExecutionRef> findRefs(Collection<ExecutionId> ids) {
    return database.askAside(tx -> {
      Map<ExecutionId, ExecutionStore.ExecutionRef> found = new HashMap<>();
      ids.forEach(id -> executions.findRef(tx, id).ifPresent(ref -> found.put(id, ref)));
      return found;
    });
  }
}
