package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Tables.SERVER;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The table {@code server}: the servers that work on the database or stand by for it. */
public final class ServerStore {

  /** A server that was not heard of for this long is not listed any more. */
  private static final Duration REMAINS = Duration.ofHours(1);

  /** What a server does. */
  public enum Duty {
    /** It has the right to write. */
    WORKING,
    /** It waits for that right. */
    STANDBY;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A server.
   *
   * @param name which process it is, on which machine
   * @param heardAt when it was heard of, by the database's time; null for the only one on H2
   */
  public record ServerRow(
      UUID id,
      String name,
      String version,
      Duty duty,
      Instant startedAt,
      @Nullable Instant heardAt) {}

  /** Records that a server is there, and what it does; the database knows when. */
  public void announce(DSLContext dsl, ServerRow server) {
    int known =
        dsl.update(SERVER)
            .set(SERVER.STATE, server.duty().word())
            .set(SERVER.HEARD_AT, DSL.currentInstant())
            .where(SERVER.ID.eq(server.id()))
            .execute();
    if (known == 0) {
      insert(dsl, server).set(SERVER.HEARD_AT, DSL.currentInstant()).execute();
    }
    if (server.duty() == Duty.WORKING) {
      dsl.deleteFrom(SERVER)
          .where(SERVER.HEARD_AT.lt(DSL.currentInstant().minus(seconds(REMAINS))))
          .execute();
    }
  }

  /** Records the only server of a database of H2. */
  public void announceAlone(Tx tx, ServerRow server) {
    tx.dsl().deleteFrom(SERVER).execute();
    insert(tx.dsl(), server).execute();
    tx.countWrite();
  }

  private static org.jooq.InsertSetMoreStep<?> insert(DSLContext dsl, ServerRow server) {
    return dsl.insertInto(SERVER)
        .set(SERVER.ID, server.id())
        .set(SERVER.NAME, TextLimit.SERVER_NAME.repair(server.name()))
        .set(SERVER.VERSION, TextLimit.SERVER_VERSION.repair(server.version()))
        .set(SERVER.STATE, server.duty().word())
        .set(SERVER.STARTED_AT, server.startedAt());
  }

  private static org.jooq.types.DayToSecond seconds(Duration duration) {
    return org.jooq.types.DayToSecond.valueOf(duration);
  }

  /** It has stopped. */
  public void leave(DSLContext dsl, UUID server) {
    dsl.deleteFrom(SERVER).where(SERVER.ID.eq(server)).execute();
  }

  /** All that are known. */
  public List<ServerRow> list(DSLContext dsl) {
    return dsl.selectFrom(SERVER)
        .orderBy(SERVER.ID)
        .fetch(row ->
            new ServerRow(
                row.getId(),
                row.getName(),
                row.getVersion(),
                Duty.valueOf(row.getState().toUpperCase(Locale.ROOT)),
                row.getStartedAt(),
                row.getHeardAt()));
  }
}
