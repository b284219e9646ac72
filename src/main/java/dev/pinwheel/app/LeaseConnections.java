package dev.pinwheel.app;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Two connections to PostgreSQL for the lease of this server and for saying that it is there, which
 * never wait for those of readers: a busy server must not look like one that is gone. Nothing is
 * connected before the first is asked for. Thread-safe.
 */
final class LeaseConnections implements AutoCloseable {

  private static final int CONNECTIONS = 2;
  private static final Duration TO_CONNECT = Duration.ofSeconds(2);

  /** The driver's setting of how many seconds an answer may take. */
  private static final String SOCKET_TIMEOUT = "socketTimeout";

  private static final int SOCKET_SECONDS = 5;

  private final HikariDataSource pool = new HikariDataSource();

  /**
   * @param other where the database is, and who connects
   */
  LeaseConnections(HikariDataSource other) {
    pool.setPoolName("pinwheel-lease");
    pool.setJdbcUrl(other.getJdbcUrl());
    pool.setUsername(other.getUsername());
    pool.setPassword(other.getPassword());
    pool.setSchema(other.getSchema());
    other
        .getDataSourceProperties()
        .forEach((name, value) -> pool.addDataSourceProperty(String.valueOf(name), value));
    pool.addDataSourceProperty(SOCKET_TIMEOUT, SOCKET_SECONDS);
    pool.setMaximumPoolSize(CONNECTIONS);
    pool.setConnectionTimeout(TO_CONNECT.toMillis());
  }

  DataSource dataSource() {
    return pool;
  }

  @Override
  public void close() {
    pool.close();
  }
}
