package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Tables.RUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.testing.Latches;
import dev.pinwheel.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One server works on a database of PostgreSQL; one that was replaced can commit nothing. */
@SuppressWarnings("NullAway") // set up before each test
class ServerLeaseTest {

  /** Short, but longer than a busy machine takes for five renewals. */
  private static final Duration LEASE = Duration.ofSeconds(2);

  private static final Duration LONG = Duration.ofMinutes(10);

  private final List<String> stops = new CopyOnWriteArrayList<>();
  private TestDatabase postgres;
  private StoreFixture stores;
  private Database first;
  private Database second;

  @BeforeEach
  void open() {
    postgres = TestDatabase.create(TestDatabase.Kind.POSTGRESQL);
    stores = new StoreFixture(postgres);
    first = stores.connect();
    second = stores.connect();
    first.onServerStop((reason, cause) -> stops.add(reason));
  }

  @AfterEach
  void close() {
    first.close();
    second.close();
    stores.close();
    postgres.close();
  }

  private ServerLease acquire(String holder, Duration length) {
    return ServerLease.acquire(postgres.dataSource(), holder, length);
  }

  private void insertRun(Database database) {
    var unused = database.transact(stores::insertRun);
  }

  private long runs() {
    return stores.database.<Integer>read(dsl -> dsl.fetchCount(RUN));
  }

  @Test
  void aSecondServerIsRefused() {
    first.claim(acquire("process 1 on host a", LEASE));

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> acquire("process 2 on host b", LEASE))
          .isInstanceOf(ServerLeaseHeld.class)
          .hasMessage("Another server works on this database: process 1 on host a");
    }

    insertRun(first);
    assertThat(runs()).isOne();
    assertThat(stops).isEmpty();
  }

  /** N3. */
  @Test
  void aServerThatStandsByTakesOverWhenTheOtherOneStops() {
    first.claim(acquire("process 1 on host a", LEASE));
    List<String> told = new CopyOnWriteArrayList<>();
    CompletableFuture<ServerLease> standby =
        CompletableFuture.supplyAsync(() ->
            ServerLease.acquire(postgres.dataSource(), "process 2 on host b", LEASE, told::add));

    await().until(() -> !told.isEmpty());
    insertRun(first);
    assertThat(standby).isNotDone();
    first.close();
    second.claim(standby.join());
    insertRun(second);

    assertThat(told).containsExactly("process 1 on host a");
    assertThat(runs()).isEqualTo(2);
    assertThat(stops).isEmpty();
  }

  /** N3: of several that stand by, one takes over, and the others go on waiting. */
  @Test
  void ofSeveralThatStandByOneTakesOver() {
    first.fenceBy(acquire("first", LEASE));
    List<String> told = new CopyOnWriteArrayList<>();
    List<CompletableFuture<ServerLease>> standbys =
        List.of("second", "third").stream()
            .map(name ->
                CompletableFuture.supplyAsync(() ->
                    ServerLease.acquire(
                        postgres.dataSource(),
                        name,
                        LEASE,
                        other -> told.add(name + ": " + other))))
            .toList();

    CompletableFuture.anyOf(standbys.get(0), standbys.get(1)).join();

    ServerLease lease =
        standbys.stream().filter(CompletableFuture::isDone).findFirst().orElseThrow().join();
    second.claim(lease);
    await().until(() -> told.contains("second: third") || told.contains("third: second"));
    assertThat(standbys.stream().filter(CompletableFuture::isDone)).hasSize(1);
    insertRun(second);
    second.close();
    CompletableFuture.allOf(standbys.get(0), standbys.get(1)).join();
  }

  @Test
  void aServerThatHasStoppedIsReplacedAtOnce() {
    first.claim(acquire("first", LONG));
    insertRun(first);
    first.close();

    second.claim(acquire("second", LONG));
    insertRun(second);

    assertThat(runs()).isEqualTo(2);
  }

  @Test
  void aServerThatWasKilledIsReplacedWhenItsLeaseHasEnded() {
    first.fenceBy(acquire("first", LEASE));
    insertRun(first);

    second.claim(acquire("second", LEASE));
    insertRun(second);

    assertThat(runs()).isEqualTo(2);
  }

  @Test
  void aFrozenServerCommitsNothingAfterItWasReplaced() {
    first.fenceBy(acquire("first", LEASE));
    insertRun(first);
    second.claim(acquire("second", LEASE));

    assertThatThrownBy(() -> insertRun(first))
        .hasMessageContaining("Another server has taken over");
    assertThat(stops).containsExactly(ServerLease.LOST);
    assertThatThrownBy(() -> insertRun(first)).hasMessageContaining("The server is stopping");
    insertRun(second);

    assertThat(runs()).as("of the first before, of the second after").isEqualTo(2);
  }

  @Test
  void aServerThatNeverWroteIsFencedAsWell() {
    first.fenceBy(acquire("first", LEASE));
    second.claim(acquire("second", LEASE));

    assertThatThrownBy(
            () -> first.aside((dsl, ids) -> dsl.execute("delete from log_message"), List.of()))
        .hasMessageContaining("Another server has taken over");
    assertThat(stops).hasSize(1);
  }

  @Test
  void aServerThatWakesUpNoticesThatItWasReplaced() {
    ServerLease lost = acquire("first", LEASE);
    first.fenceBy(lost);
    second.claim(acquire("second", LEASE));

    lost.keep(first::stopServer);

    await().untilAsserted(() -> assertThat(stops).containsExactly(ServerLease.LOST));
  }

  @Test
  void aServerFrozenInTheMiddleOfATransactionIsReplaced() {
    first.fenceBy(acquire("first", LEASE));
    insertRun(first);
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch awake = new CountDownLatch(1);
    CompletableFuture<Void> frozen =
        CompletableFuture.runAsync(() ->
            first.transact(tx -> {
              stores.insertRun(tx);
              // The row of its marker is locked, as it is before a commit.
              tx.dsl().execute("update commit_marker set marker = marker");
              writing.countDown();
              Latches.await(awake);
              return true;
            }));
    Latches.await(writing);

    second.claim(acquire("second", LEASE));
    insertRun(second);
    awake.countDown();

    assertThat(frozen.handle((answer, problem) -> problem != null).join()).isTrue();
    assertThatThrownBy(() -> insertRun(first))
        .hasMessageContaining("Another server has taken over");
    assertThat(runs()).isEqualTo(2);
  }
}
