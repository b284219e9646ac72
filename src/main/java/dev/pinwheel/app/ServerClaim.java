package dev.pinwheel.app;

import dev.pinwheel.store.Database;
import dev.pinwheel.store.ServerLease;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BiConsumer;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.env.Environment;

/**
 * The right of this server to work on a database of PostgreSQL, taken before the schema is
 * migrated, so that nobody changes it under a server that works. Confined to the thread that starts
 * the server.
 */
final class ServerClaim {

  private static final String TABLE = "server_lease";

  private final DataSource dataSource;
  private final ServerPresence presence;
  private final Environment environment;
  private final SslBundles bundles;
  private final Duration length;
  private final boolean standby;
  private final BiConsumer<String, Throwable> exit;
  private @Nullable Flyway flyway;
  private @Nullable ServerLease lease;

  /**
   * @param connections for the lease only
   * @param length for how long the right is valid without renewal
   * @param standby whether to wait as long as another server works
   * @param exit ends the process when the right is lost before the server has started
   */
  ServerClaim(
      LeaseConnections connections,
      ServerPresence presence,
      Environment environment,
      SslBundles bundles,
      Duration length,
      boolean standby,
      BiConsumer<String, Throwable> exit) {
    this.dataSource = connections.dataSource();
    this.presence = presence;
    this.environment = environment;
    this.bundles = bundles;
    this.length = length;
    this.standby = standby;
    this.exit = exit;
  }

  /**
   * Takes the right in a database that is not new.
   *
   * @param migrations those of this version
   */
  void beforeMigration(Flyway migrations) {
    flyway = migrations;
    if (hasTable()) {
      lease = acquire();
    }
  }

  /** The database belongs to this server from now on. */
  void hand(Database database) {
    ServerLease held = lease;
    ServerLease claimed = held == null ? acquire() : held;
    database.claim(claimed);
    claimed.settle(database);
    presence.work();
  }

  /**
   * Without an answer the server does not start: what looks like a new database may be one on which
   * another server works.
   */
  private boolean hasTable() {
    try (Connection connection = dataSource.getConnection();
        ResultSet tables =
            connection
                .getMetaData()
                .getTables(null, connection.getSchema(), TABLE, new String[] {"TABLE"})) {
      return tables.next();
    } catch (SQLException e) {
      throw new IllegalStateException(
          "Expected the database to say which tables it has, but it does not answer: "
              + e.getMessage(),
          e);
    }
  }

  /** Waited for and renewed; the schema may have changed meanwhile. */
  private ServerLease acquire() {
    ServerLease acquired =
        standby ? standBy() : ServerLease.acquire(dataSource, presence.name(), length);
    try {
      NewerSchema.check(Objects.requireNonNull(flyway));
    } catch (RuntimeException e) {
      acquired.close();
      throw e;
    }
    acquired.keep(exit);
    return acquired;
  }

  private ServerLease standBy() {
    presence.standBy();
    try (StandbyServer waiting = new StandbyServer(environment, presence, bundles)) {
      return ServerLease.acquire(dataSource, presence.name(), length, waiting);
    }
  }
}
