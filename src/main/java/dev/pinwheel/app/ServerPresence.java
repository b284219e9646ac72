package dev.pinwheel.app;

import dev.pinwheel.store.Database;
import dev.pinwheel.store.ServerStore;
import dev.pinwheel.store.ServerStore.Duty;
import dev.pinwheel.store.ServerStore.ServerRow;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells people and other servers that this one is there, and what it does. Thread-safe. */
final class ServerPresence implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServerPresence.class);

  private static final long EVERY_SECONDS = 2;

  private final DataSource dataSource;
  private final UUID id = UUID.randomUUID();
  private final String name = "process %d on %s".formatted(ProcessHandle.current().pid(), host());
  private final Instant startedAt;
  private final ServerStore store = new ServerStore();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("pinwheel-presence").factory());
  private volatile Duty duty = Duty.STANDBY;
  private volatile @Nullable DSLContext postgres;

  ServerPresence(LeaseConnections connections, Instant startedAt) {
    this.dataSource = connections.dataSource();
    this.startedAt = startedAt;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "a machine without a name";
    }
  }

  /** For people who look for this server. */
  String name() {
    return name;
  }

  /** Begins to stand by, on a database of PostgreSQL. */
  synchronized void standBy() {
    if (postgres == null) {
      postgres = DSL.using(dataSource, SQLDialect.POSTGRES);
      var unused = timer.scheduleWithFixedDelay(this::announce, 0, EVERY_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** It works from now on, on a database of PostgreSQL. */
  void work() {
    duty = Duty.WORKING;
    standBy();
    var unused = timer.submit(this::announce);
  }

  /** It works alone, on a database of H2. */
  void workAlone(Database database) {
    duty = Duty.WORKING;
    database.<Boolean>transact(tx -> {
      store.announceAlone(tx, row());
      return true;
    });
  }

  private ServerRow row() {
    String built = PinwheelApplication.class.getPackage().getImplementationVersion();
    return new ServerRow(id, name, built == null ? "development" : built, duty, startedAt, null);
  }

  private void announce() {
    try {
      store.announce(Objects.requireNonNull(postgres), row());
    } catch (DataAccessException e) {
      // The database is away, or of a version before there was such a table.
      LOG.debug("Could not write this server's heartbeat", e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    DSLContext dsl = postgres;
    if (dsl != null) {
      try {
        store.leave(dsl, id);
      } catch (DataAccessException e) {
        LOG.debug("Could not unregister this server", e);
      }
    }
  }
}
