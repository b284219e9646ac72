package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Tables.ASSIGNMENT;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.LOG_MESSAGE;
import static dev.pinwheel.store.jooq.Tables.LOG_POSITION;

import dev.pinwheel.event.EngineEvent;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.WorkspaceId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jooq.BatchBindStep;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The table {@code log_message}, which is written outside the transactions of commands. */
public final class LogStore {

  private final Database database;

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
        (dsl, ids) -> {
          Map<Long, Long> before = positions(dsl, positions.keySet());
          insert(dsl, ids, fresh(dsl, rows, before));
          positions.forEach((session, number) -> advance(dsl, session, before, number));
        },
        events);
  }

  private static Map<Long, Long> positions(DSLContext dsl, Set<Long> sessions) {
    return sessions.isEmpty()
        ? Map.of()
        : dsl.select(LOG_POSITION.SESSION_ID, LOG_POSITION.NUMBER)
            .from(LOG_POSITION)
            .where(LOG_POSITION.SESSION_ID.in(sessions))
            .fetchMap(LOG_POSITION.SESSION_ID, LOG_POSITION.NUMBER);
  }

  private static List<LogRow> fresh(DSLContext dsl, List<LogRow> rows, Map<Long, Long> before) {
    Set<Long> doubtful =
        rows.stream()
            .filter(row -> row.sender() != null && !row.sender().known())
            .map(LogRow::execution)
            .collect(Collectors.toSet());
    Map<Long, Long> sessions =
        doubtful.isEmpty()
            ? Map.of()
            : dsl.select(ASSIGNMENT.EXECUTION_ID, ASSIGNMENT.SESSION_ID)
                .from(ASSIGNMENT)
                .where(ASSIGNMENT.EXECUTION_ID.in(doubtful))
                .fetchMap(ASSIGNMENT.EXECUTION_ID, ASSIGNMENT.SESSION_ID);
    return rows.stream().filter(row -> isFresh(row, before, sessions)).toList();
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

  private static void insert(DSLContext dsl, LongSupplier ids, List<LogRow> rows) {
    if (rows.isEmpty()) {
      return;
    }
    var template =
        dsl.insertInto(
                LOG_MESSAGE,
                LOG_MESSAGE.ID,
                LOG_MESSAGE.RUN_ID,
                LOG_MESSAGE.EXECUTION_ID,
                LOG_MESSAGE.WORKSPACE_ID,
                LOG_MESSAGE.LOGGED_AT,
                LOG_MESSAGE.LEVEL,
                LOG_MESSAGE.TEMPLATE,
                LOG_MESSAGE.TEMPLATE_VALUES)
            .values((Long) null, null, null, null, null, null, null, null);
    BatchBindStep batch = dsl.batch(template);
    for (LogRow row : rows) {
      batch =
          batch.bind(
              ids.getAsLong(),
              row.run(),
              row.execution(),
              row.workspace(),
              row.loggedAt(),
              row.level(),
              row.template(),
              row.values());
    }
    batch.execute();
  }

  private static void advance(DSLContext dsl, long session, Map<Long, Long> before, long number) {
    Long known = before.get(session);
    if (known == null) {
      dsl.insertInto(LOG_POSITION, LOG_POSITION.SESSION_ID, LOG_POSITION.NUMBER)
          .values(session, number)
          .execute();
    } else if (known < number) {
      dsl.update(LOG_POSITION)
          .set(LOG_POSITION.NUMBER, number)
          .where(LOG_POSITION.SESSION_ID.eq(session))
          .and(LOG_POSITION.NUMBER.lt(number))
          .execute();
    }
  }

  /** Where an execution is, as far as it is committed. */
  public Optional<ExecutionStore.ExecutionRef> findRef(ExecutionId id) {
    return database.read(dsl ->
        dsl.select(EXECUTION.ID, EXECUTION.WORKSPACE_ID)
            .from(EXECUTION)
            .where(EXECUTION.RUN_ID.eq(id.run().number()))
            .and(EXECUTION.STEP_NUMBER.eq(id.step().number()))
            .and(EXECUTION.ATTEMPT.eq(id.attempt()))
            .fetchOptional(row ->
                new ExecutionStore.ExecutionRef(row.value1(), new WorkspaceId(row.value2()))));
  }
}
