package dev.pinwheel.app;

import dev.pinwheel.store.Database;
import dev.pinwheel.store.ServerLease;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.BiConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
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
  private final Duration length;
  private final boolean standby;
  private final BiConsumer<String, Throwable> exit;
  private @Nullable ServerLease lease;

  /**
   * @param length for how long the right is valid without renewal
   * @param standby whether to wait as long as another server works
   * @param exit ends the process when the right is lost before the server has started
   */
  ServerClaim(
      DataSource dataSource,
      ServerPresence presence,
      Environment environment,
      Duration length,
      boolean standby,
      BiConsumer<String, Throwable> exit) {
    this.dataSource = dataSource;
    this.presence = presence;
    this.environment = environment;
    this.length = length;
    this.standby = standby;
    this.exit = exit;
  }

  /** In a database that is not new. */
  void beforeMigration() {
    if (hasTable()) {
      if (standby) {
        presence.standBy();
      }
      ServerLease acquired = acquire();
      acquired.keep(exit);
      lease = acquired;
    }
  }

  /** The database belongs to this server from now on. */
  void hand(Database database) {
    ServerLease held = lease;
    database.claim(held == null ? acquire() : held);
    presence.work();
  }

  private boolean hasTable() {
    try (Connection connection = dataSource.getConnection();
        ResultSet tables =
            connection
                .getMetaData()
                .getTables(null, connection.getSchema(), TABLE, new String[] {"TABLE"})) {
      return tables.next();
    } catch (SQLException e) {
      // What follows asks the same database, and says what is wrong with it.
      return false;
    }
  }

  private ServerLease acquire() {
    if (!standby) {
      return ServerLease.acquire(dataSource, presence.name(), length);
    }
    try (StandbyServer waiting = new StandbyServer(environment)) {
      return ServerLease.acquire(dataSource, presence.name(), length, waiting);
    }
  }
}
