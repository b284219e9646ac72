package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Tables.RUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.testing.Latches;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One server works on a database of PostgreSQL; one that was replaced can commit nothing. */
@SuppressWarnings("NullAway") // what is null by mistake fails the test
class ServerLeaseTest extends TwoServersFixture {

  /** Short, but longer than a busy machine takes for five renewals. */
  private static final Duration LEASE = Duration.ofSeconds(2);

  private static final Duration A_FEW_SECONDS = Duration.ofSeconds(5);

  private static final Duration LONG = Duration.ofMinutes(10);

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
            () -> first.aside(tx -> tx.dsl().execute("delete from log_message"), List.of()))
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
    CountDownLatch awake = new CountDownLatch(1);
    CompletableFuture<Void> frozen = freeze(first, tx -> {}, tx -> Latches.await(awake));

    second.claim(acquire("second", LEASE));
    insertRun(second);
    awake.countDown();

    assertThat(frozen.handle((answer, problem) -> problem != null).join()).isTrue();
    assertThatThrownBy(() -> insertRun(first))
        .hasMessageContaining("Another server has taken over");
    assertThat(runs()).isEqualTo(2);
  }

  /** Begins a transaction, and returns when the row of its marker is locked. */
  private CompletableFuture<Void> freeze(Database database, Consumer<Tx> begun, Consumer<Tx> how) {
    CountDownLatch writing = new CountDownLatch(1);
    CompletableFuture<Void> frozen =
        CompletableFuture.runAsync(() -> {
          boolean unused =
              database.transact(tx -> {
                begun.accept(tx);
                stores.insertRun(tx);
                // The row of its marker is locked, as it is before a commit.
                tx.dsl().execute("update commit_marker set marker = marker");
                writing.countDown();
                how.accept(tx);
                return true;
              });
        });
    Latches.await(writing);
    return frozen;
  }

  private long openTransactions() {
    return stores.database.<Integer>read(dsl ->
        dsl.fetchSingle(
                "select count(*) from pg_stat_activity where datname = current_database()"
                    + " and state like 'idle in transaction%' and pid <> pg_backend_pid()")
            .get(0, Integer.class));
  }

  /** Nobody takes over; what the frozen server holds is free nevertheless. */
  @ParameterizedTest
  @EnumSource(Link.class)
  void theDatabaseEndsATransactionInWhichItsServerIsFrozen(Link link) {
    Database server = stores.connect(link.of(postgres.dataSource(), () -> {}));
    ServerLease lease = acquire("first", LEASE);
    server.fenceBy(lease);
    insertRun(server);
    CountDownLatch awake = new CountDownLatch(1);
    CompletableFuture<Void> frozen = freeze(server, tx -> {}, tx -> Latches.await(awake));
    assertThat(openTransactions()).isOne();

    await().atMost(LEASE).until(() -> openTransactions() == 0);
    awake.countDown();

    assertThat(frozen.handle((answer, problem) -> problem).join())
        .hasCauseInstanceOf(DatabaseUnreachable.class);
    insertRun(server);
    assertThat(runs()).as("the frozen one is not committed").isEqualTo(2);
    server.close();
  }

  /** N3: the lock of the marker is taken, and the commit has not reached the database. */
  @ParameterizedTest
  @EnumSource(Link.class)
  void aServerFrozenBetweenItsMarkerAndItsCommitIsReplaced(Link link) {
    AtomicReference<Runnable> atCommit = new AtomicReference<>(() -> {});
    Database server = stores.connect(link.of(postgres.dataSource(), () -> atCommit.get().run()));
    server.onServerStop((reason, cause) -> stops.add(reason));
    server.fenceBy(acquire("first", LEASE));
    insertRun(server);
    CountDownLatch committing = new CountDownLatch(1);
    CountDownLatch awake = new CountDownLatch(1);
    atCommit.set(() -> {
      committing.countDown();
      Latches.await(awake);
    });
    CompletableFuture<Void> frozen = CompletableFuture.runAsync(() -> insertRun(server));
    Latches.await(committing);
    long began = System.nanoTime();

    second.claim(acquire("second", LEASE));
    insertRun(second);

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LEASE.plus(A_FEW_SECONDS));
    assertThat(runs()).isEqualTo(2);
    atCommit.set(() -> {});
    awake.countDown();
    assertThat(frozen.handle((answer, problem) -> problem).join())
        .hasCauseInstanceOf(CommitUnknown.class);
    assertThat(stops).containsExactly(ServerLease.LOST);
    assertThat(runs()).as("nothing lost, nothing twice").isEqualTo(2);
    server.close();
  }

  /** Not limited, and not idle: the successor ends it itself. */
  @Test
  void aTakeOverEndsATransactionThatIsInItsWay() {
    first.fenceBy(acquire("first", LEASE));
    CompletableFuture<Void> frozen =
        freeze(first, Tx::liftTimeLimit, tx -> tx.dsl().execute("select pg_sleep(60)"));
    long began = System.nanoTime();

    second.claim(acquire("second", LEASE));
    insertRun(second);

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LEASE.plus(A_FEW_SECONDS));
    assertThat(frozen.handle((answer, problem) -> problem != null).join()).isTrue();
    assertThat(runs()).isOne();
  }

  @Test
  void workThatRightlyTakesLongerIsNotEnded() {
    ServerLease lease = acquire("first", LEASE);
    first.claim(lease);
    String longer = "select pg_sleep(%s)".formatted(lease.transactionLimit().toMillis() * 0.0012);
    Consumer<Tx> work =
        tx -> {
          stores.insertRun(tx);
          tx.dsl().execute(longer);
        };

    assertThatThrownBy(() -> transact(first, work)).isInstanceOf(DatabaseUnreachable.class);
    transact(first, work);
    assertThatThrownBy(() -> transact(first, work))
        .as("limited again")
        .isInstanceOf(DatabaseUnreachable.class);
    insertRun(first);
    transact(
        first,
        tx -> {
          tx.liftTimeLimit();
          work.accept(tx);
        });

    assertThat(runs()).isEqualTo(3);
    assertThat(stops).isEmpty();
  }

  private static void transact(Database database, Consumer<Tx> work) {
    boolean unused =
        database.transact(tx -> {
          work.accept(tx);
          return true;
        });
  }

  /** How a server reaches its database. */
  enum Link {
    DIRECT,
    /** What a session was told does not last. */
    POOLER;

    /**
     * @param beforeCommit runs before each commit
     */
    DataSource of(DataSource real, Runnable beforeCommit) {
      return proxy(
          DataSource.class,
          real,
          (method, call) ->
              method.equals("getConnection")
                  ? proxy(
                      Connection.class,
                      (Connection) call.call(),
                      (inner, answer) -> pass(inner, answer, beforeCommit))
                  : call.call());
    }

    private Object pass(String method, Callable<Object> call, Runnable beforeCommit)
        throws Exception {
      if (this == POOLER && method.equals("isWrapperFor")) {
        return false;
      }
      if (method.equals("commit")) {
        beforeCommit.run();
      }
      return call.call();
    }

    /** What happens instead of a call. */
    @FunctionalInterface
    private interface Handler {
      Object handle(String method, Callable<Object> call) throws Exception;
    }

    private static <T> T proxy(Class<T> type, T real, Handler handler) {
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (self, method, arguments) ->
                  handler.handle(method.getName(), () -> invoke(real, method, arguments))));
    }

    private static Object invoke(Object real, Method method, Object[] arguments) throws Exception {
      try {
        return method.invoke(real, arguments);
      } catch (InvocationTargetException e) {
        throw (Exception) e.getCause();
      }
    }
  }
}
