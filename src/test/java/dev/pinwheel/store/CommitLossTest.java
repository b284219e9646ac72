package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Tables.COMMIT_MARKER;
import static dev.pinwheel.store.jooq.Tables.INCARNATION;
import static dev.pinwheel.store.jooq.Tables.SERVER_LEASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** N7: a database of PostgreSQL that lost commits goes on as another incarnation. */
class CommitLossTest extends TwoServersFixture {

  private static final Duration LEASE = Duration.ofMinutes(10);

  private void start(Database database) {
    ServerLease lease = ServerLease.acquire(postgres.dataSource(), "a server", LEASE);
    database.claim(lease);
    lease.settle(database);
  }

  private static void write(Database database) {
    boolean unused =
        database.transact(tx -> {
          tx.countWrite();
          return true;
        });
  }

  private static void writeLog(Database database) {
    database.aside(tx -> {}, List.of());
  }

  private List<Long> markers() {
    return stores.database.read(dsl ->
        dsl.select(COMMIT_MARKER.MARKER)
            .from(COMMIT_MARKER)
            .orderBy(COMMIT_MARKER.MARKER)
            .fetch(COMMIT_MARKER.MARKER));
  }

  private List<String> incarnations() {
    return stores.database.read(
        dsl -> dsl.select(INCARNATION.CAUSE).from(INCARNATION).fetch(INCARNATION.CAUSE));
  }

  /** As in a replica that has not received the rest. */
  private void goBackTo(List<Long> markers) {
    DSLContext dsl = outside();
    dsl.deleteFrom(COMMIT_MARKER).execute();
    markers.forEach(marker -> dsl.insertInto(COMMIT_MARKER).values(marker).execute());
  }

  private void setPlace(long timeline, boolean synchronous) {
    outside()
        .update(SERVER_LEASE)
        .set(SERVER_LEASE.TIMELINE, timeline)
        .set(SERVER_LEASE.SYNCHRONOUS, synchronous)
        .execute();
  }

  private DSLContext outside() {
    return DSL.using(postgres.dataSource(), SQLDialect.POSTGRES);
  }

  @Test
  void aServerWhoseLastCommitsAreMissingCountsThemAndStops() {
    start(first);
    write(first);
    writeLog(first);
    List<Long> replicated = markers();
    write(first);
    write(first);
    writeLog(first);
    write(first);
    goBackTo(replicated);

    assertThatThrownBy(() -> write(first)).isInstanceOf(CommitUnknown.class);
    assertThat(stops)
        .singleElement()
        .asString()
        .startsWith("PostgreSQL lost the last 3 commits that were acknowledged, and 1 of log");
  }

  @Test
  void theWriterOfLogMessagesNoticesItAsWell() {
    start(first);
    List<Long> replicated = markers();
    writeLog(first);
    goBackTo(replicated);

    assertThatThrownBy(() -> writeLog(first)).isInstanceOf(CommitUnknown.class);
    assertThat(stops).singleElement().asString().contains(" 0 commits", "and 1 of log messages");
  }

  @Test
  void whatFollowsIsAnotherIncarnationAtOnceAndOnlyOnce() {
    start(first);
    List<Long> replicated = markers();
    write(first);
    long last = markers().getLast();
    goBackTo(replicated);
    assertThatThrownBy(() -> write(first)).isInstanceOf(CommitUnknown.class);

    start(second);
    assertThat(incarnations()).containsExactly("loss");
    write(second);
    assertThat(markers()).allSatisfy(marker -> assertThat(marker).isGreaterThan(last));
    second.close();
    second = stores.connect();
    start(second);

    assertThat(incarnations()).as("nothing was lost since then").containsExactly("loss");
  }

  @Test
  void aPromotionWhileNoServerWorkedMayHaveLostSomething() {
    start(first);
    first.close();
    setPlace(99, false);

    start(second);

    assertThat(incarnations()).containsExactly("loss");
  }

  @Test
  void aPromotionAfterSynchronousCommitsHasLostNothing() {
    start(first);
    first.close();
    setPlace(99, true);

    start(second);
    write(second);

    assertThat(incarnations()).isEmpty();
  }

  @Test
  void aStartOnTheSameTimelineIsAsBefore() {
    start(first);
    first.close();

    start(second);

    assertThat(incarnations()).isEmpty();
  }
}
