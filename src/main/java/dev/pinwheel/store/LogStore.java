package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.LOG_MESSAGE;

import dev.pinwheel.event.EngineEvent;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.WorkspaceId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jooq.BatchBindStep;

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
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by identity only
  public record LogRow(
      long run,
      long execution,
      long workspace,
      Instant loggedAt,
      String level,
      byte[] template,
      byte[] values) {}

  /**
   * Appends messages in one transaction of their own, with ids that ascend in the order of the
   * calls and in that of the list, then publishes the events.
   */
  public void append(List<LogRow> rows, Collection<EngineEvent> events) {
    database.aside(
        (dsl, ids) -> {
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
        },
        events);
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
