package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Tables.LOG_MESSAGE;

import java.time.Instant;
import java.util.List;
import org.jooq.BatchBindStep;

/** The table {@code log_message}, which is written aside from the transactions of commands. */
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
      long id,
      long run,
      long execution,
      long workspace,
      Instant loggedAt,
      String level,
      byte[] template,
      byte[] values) {}

  /** Appends messages in one transaction of their own. */
  public void append(List<LogRow> rows) {
    database.aside(dsl -> {
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
                row.id(),
                row.run(),
                row.execution(),
                row.workspace(),
                row.loggedAt(),
                row.level(),
                row.template(),
                row.values());
      }
      batch.execute();
      return rows.size();
    });
  }

  /** Ids for messages, ascending in the order of the calls. */
  public long nextId() {
    return database.nextId();
  }
}
