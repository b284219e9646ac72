package dev.pinwheel.query;

import dev.pinwheel.store.Database;
import dev.pinwheel.store.ServerStore;
import dev.pinwheel.store.ServerStore.Duty;
import dev.pinwheel.store.ServerStore.ServerRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The servers of the database. Thread-safe; blocks while it reads. */
public final class ServerList {

  /** Several times as long as servers keep quiet. */
  private static final Duration SILENT_AFTER = Duration.ofSeconds(10);

  private final Database database;

  public ServerList(Database database) {
    this.database = database;
  }

  /** What a server does. */
  public enum ServerState {
    /** It works on the database. */
    WORKING,
    /** It takes over when the one that works stops. */
    STANDBY,
    /** It was not heard of for some seconds. */
    SILENT
  }

  /**
   * A server.
   *
   * @param name which process it is, on which machine
   * @param heardAt when it was heard of; null for the only one on H2
   */
  public record ServerView(
      String name,
      ServerState state,
      String version,
      Instant startedAt,
      @Nullable Instant heardAt) {}

  /** Those that were heard of within the last hour, what works first. */
  public List<ServerView> list() {
    return database.read(dsl -> {
      Instant now = dsl.select(DSL.currentInstant()).fetchSingle().value1();
      return new ServerStore()
          .list(dsl).stream()
              .map(row -> view(row, now))
              .sorted(Comparator.comparing(ServerView::state).thenComparing(ServerView::name))
              .toList();
    });
  }

  private static ServerView view(ServerRow row, Instant now) {
    Instant heard = row.heardAt();
    boolean isSilent = heard != null && heard.isBefore(now.minus(SILENT_AFTER));
    return new ServerView(
        row.name(),
        isSilent
            ? ServerState.SILENT
            : row.duty() == Duty.WORKING ? ServerState.WORKING : ServerState.STANDBY,
        row.version(),
        row.startedAt(),
        heard);
  }
}
