package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Tables.SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pinwheel.store.ServerStore.Duty;
import dev.pinwheel.store.ServerStore.ServerRow;
import dev.pinwheel.testing.EachDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The contract of the table {@code server}, whose times are those of the database. */
@EachDatabase
class ServerContractTest extends StoreContractFixture {

  private static final Instant STARTED = Instant.parse("2026-11-22T09:00:00.123456Z");
  private static final UUID FIRST = new UUID(1, 1);
  private static final UUID SECOND = new UUID(1, 2);

  @Test
  void aServerIsReadAsItWasAnnounced() {
    announce(server(FIRST, Duty.STANDBY));

    ServerRow read = list().getFirst();
    assertThat(read.id()).isEqualTo(FIRST);
    assertThat(read.name()).isEqualTo("process 1 on a");
    assertThat(read.version()).isEqualTo("1.0");
    assertThat(read.duty()).isEqualTo(Duty.STANDBY);
    assertThat(read.startedAt()).isEqualTo(STARTED);
    assertThat(read.heardAt()).isNotNull();
  }

  @Test
  void withoutServersNoneIsListed() {
    assertThat(list()).isEmpty();
  }

  @Test
  void aServerThatIsAnnouncedAgainIsTheSameOneHeardOfLater() {
    announce(server(FIRST, Duty.STANDBY));
    announce(server(SECOND, Duty.STANDBY));
    setHeard(FIRST, Duration.ofMinutes(1));
    Instant before = heard(FIRST);

    announce(server(FIRST, Duty.WORKING));

    assertThat(list())
        .extracting(ServerRow::id, ServerRow::duty)
        .containsExactly(tuple(FIRST, Duty.WORKING), tuple(SECOND, Duty.STANDBY));
    assertThat(heard(FIRST)).isAfter(before);
  }

  /** In the order in which both databases compare ids: without a sign. */
  @Test
  void serversAreListedByTheirIds() {
    UUID last = new UUID(-1, 0);
    announce(server(last, Duty.STANDBY));
    announce(server(SECOND, Duty.STANDBY));
    announce(server(FIRST, Duty.STANDBY));

    assertThat(list()).extracting(ServerRow::id).containsExactly(FIRST, SECOND, last);
  }

  @Test
  void aNameThatCannotBeStoredIsRepairedAndShortened() {
    String name = "host\u0000".repeat(100);
    String version = "1".repeat(100);

    announce(new ServerRow(FIRST, name, version, Duty.STANDBY, STARTED, null));

    ServerRow read = list().getFirst();
    assertThat(read.name())
        .hasSize(TextLimit.SERVER_NAME.length())
        .startsWith("host\ufffdhost")
        .endsWith("…");
    assertThat(read.version()).hasSize(TextLimit.SERVER_VERSION.length()).endsWith("…");
  }

  @Test
  void theServerThatWorksForgetsThoseThatWereNotHeardOfForAnHour() {
    UUID silent = new UUID(2, 1);
    UUID quiet = new UUID(2, 2);
    for (UUID other : List.of(SECOND, silent, quiet)) {
      announce(server(other, Duty.STANDBY));
    }
    setHeard(silent, Duration.ofMinutes(61));
    setHeard(quiet, Duration.ofMinutes(59));

    announce(server(SECOND, Duty.STANDBY));
    assertThat(ids()).as("only the one that works").containsExactly(SECOND, silent, quiet);
    announce(server(FIRST, Duty.WORKING));

    assertThat(ids()).containsExactly(FIRST, SECOND, quiet);
  }

  @Test
  void aServerThatStopsLeavesTheOthers() {
    announce(server(FIRST, Duty.WORKING));
    announce(server(SECOND, Duty.STANDBY));

    leave(FIRST);
    leave(FIRST);

    assertThat(ids()).containsExactly(SECOND);
  }

  @Test
  void theOnlyServerReplacesAllOthersAndWasNeverHeardOf() {
    announce(server(FIRST, Duty.WORKING));
    ServerRow alone = server(SECOND, Duty.WORKING);

    stores.run(tx -> stores.servers.announceAlone(tx, server(new UUID(3, 1), Duty.WORKING)));
    stores.run(tx -> {
      long before = tx.writeCount();
      stores.servers.announceAlone(tx, alone);
      assertThat(tx.writeCount()).isGreaterThan(before);
    });

    assertThat(list()).containsExactly(alone);
  }

  private static ServerRow server(UUID id, Duty duty) {
    return new ServerRow(id, "process 1 on a", "1.0", duty, STARTED, null);
  }

  private void announce(ServerRow server) {
    stores.run(tx -> stores.servers.announce(tx.dsl(), server));
  }

  private void leave(UUID server) {
    stores.run(tx -> stores.servers.leave(tx.dsl(), server));
  }

  private List<ServerRow> list() {
    return stores.database.read(stores.servers::list);
  }

  private List<UUID> ids() {
    return list().stream().map(ServerRow::id).toList();
  }

  private Instant heard(UUID server) {
    return Objects.requireNonNull(
        list().stream().filter(row -> row.id().equals(server)).findFirst().orElseThrow().heardAt());
  }

  /** As if it had been announced so long before. */
  private void setHeard(UUID server, Duration ago) {
    Instant heard = heard(server).minus(ago);
    stores.run(tx ->
        tx.dsl().update(SERVER).set(SERVER.HEARD_AT, heard).where(SERVER.ID.eq(server)).execute());
  }
}
