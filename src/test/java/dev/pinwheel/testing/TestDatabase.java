package dev.pinwheel.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.pinwheel.store.Durability;
import dev.pinwheel.store.Payloads;
import dev.pinwheel.store.h2.FileCompaction;
import dev.pinwheel.store.h2.H2File;
import dev.pinwheel.store.jooq.DefaultSchema;
import dev.pinwheel.store.journal.Journal;
import dev.pinwheel.store.journal.Recovery;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** A fresh, migrated database of one of the two kinds that Pinwheel runs on. */
public final class TestDatabase implements AutoCloseable {

  /** The databases of the tests. */
  public enum Kind {
    H2("H2"),
    POSTGRESQL("PostgreSQL");

    private final String displayName;

    /** H2, unless {@code -Dpinwheel.database=PostgreSQL}: for tests that need only one. */
    public static Kind chosen() {
      return POSTGRESQL.displayName.equalsIgnoreCase(System.getProperty("pinwheel.database"))
          ? POSTGRESQL
          : H2;
    }

    Kind(String displayName) {
      this.displayName = displayName;
    }

    public String displayName() {
      return displayName;
    }
  }

  /** So small that a file is compacted several times while a test fills it. */
  private static final FileCompaction.Limits SMALL_FILE =
      new FileCompaction.Limits(1 << 20, 1 << 20);

  /** Values in PostgreSQL are in no files. */
  private static final Path NO_FILES = Path.of("target/no-blobs");

  private static final AtomicInteger COUNTER = new AtomicInteger();

  private final Kind kind;
  private final DataSource dataSource;
  private final Payloads payloads;
  private final AutoCloseable resource;

  private TestDatabase(
      Kind kind, DataSource dataSource, Payloads payloads, AutoCloseable resource) {
    this.kind = kind;
    this.dataSource = dataSource;
    this.payloads = payloads;
    this.resource = resource;
  }

  /** An empty database with the tables of Pinwheel. */
  public static TestDatabase create(Kind kind) {
    return switch (kind) {
      case H2 -> createH2();
      case POSTGRESQL -> createPostgres();
    };
  }

  private static TestDatabase createH2() {
    JdbcConnectionPool pool = openInMemory("test" + COUNTER.incrementAndGet());
    execute(pool, InMemorySchema.SCRIPT);
    return new TestDatabase(
        Kind.H2,
        pool,
        temporaryPayloads(),
        () -> {
          execute(pool, "shutdown");
          pool.dispose();
        });
  }

  private static JdbcConnectionPool openInMemory(String name) {
    return JdbcConnectionPool.create(
        "jdbc:h2:mem:%s;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1"
            .formatted(name),
        "sa",
        "");
  }

  /** A database in a file, created when there is none; closing it keeps the file. */
  public static TestDatabase openFile(Path file) {
    return openFile(file, H2File.url(file));
  }

  /** As {@link #openFile(Path)}, on a disk that may be full. */
  public static TestDatabase openOnSmallDisk(Path file) {
    return openFile(file, SmallDisk.register(H2File.url(file)));
  }

  private static TestDatabase openFile(Path file, String url) {
    H2File.find(SmallDisk.realUrl(url)).ifPresent(database -> applyJournal(database, url));
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername("sa");
    config.setAllowPoolSuspension(true);
    // As in the server.
    config.setConnectionTimeout(5_000);
    HikariDataSource pool = new HikariDataSource(config);
    migrate(pool);
    return new TestDatabase(Kind.H2, pool, new Payloads(file.resolveSibling("blobs")), pool::close);
  }

  private static void applyJournal(Path database, String url) {
    try {
      Recovery.beforeStart(
          database, Recovery.NO_COMMIT, () -> DriverManager.getConnection(url, "sa", ""));
      Recovery.deleteJournal(database);
    } catch (IOException | SQLException e) {
      throw new IllegalStateException("Could not apply the journal of " + database, e);
    }
  }

  /**
   * An existing database.
   *
   * @param place the JDBC URL of one in PostgreSQL, or a file of H2
   */
  public static TestDatabase open(String place) {
    if (!place.startsWith("jdbc:")) {
      return openFile(Path.of(place));
    }
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(place);
    // As in the server.
    config.setConnectionTimeout(5_000);
    HikariDataSource pool = new HikariDataSource(config);
    migrate(pool);
    return new TestDatabase(
        Kind.POSTGRESQL, pool, Payloads.inPostgres(NO_FILES, pool), pool::close);
  }

  private static TestDatabase createPostgres() {
    String name = "test" + COUNTER.incrementAndGet();
    execute(
        Server.POSTGRES.getPostgresDatabase(), "create database " + name + " template migrated");
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(Server.POSTGRES.getJdbcUrl("postgres", name));
    config.setMaximumPoolSize(10);
    config.setMinimumIdle(1);
    HikariDataSource pool = new HikariDataSource(config);
    return new TestDatabase(
        Kind.POSTGRESQL,
        pool,
        Payloads.inPostgres(NO_FILES, pool),
        () -> {
          pool.close();
          execute(
              Server.POSTGRES.getPostgresDatabase(),
              "drop database if exists " + name + " with (force)");
        });
  }

  private static void migrate(DataSource dataSource) {
    Flyway.configure().dataSource(dataSource).load().migrate();
  }

  private static void execute(DataSource dataSource, String sql) {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  public Kind kind() {
    return kind;
  }

  public SQLDialect dialect() {
    return kind == Kind.H2 ? SQLDialect.H2 : SQLDialect.POSTGRES;
  }

  /** The same database through another data source; closing it closes nothing. */
  public TestDatabase through(DataSource other) {
    return new TestDatabase(kind, other, payloads, () -> {});
  }

  public DataSource dataSource() {
    return dataSource;
  }

  /** Keeps the file of this database small; empty when it is in no file. */
  public Optional<FileCompaction> compaction() {
    return dataSource instanceof HikariDataSource pool
        ? FileCompaction.of(pool, SMALL_FILE)
        : Optional.empty();
  }

  /** To which its commits go first, as in the server; empty when it is in no file. */
  public Optional<Journal> journal(Durability durability) {
    return dataSource instanceof HikariDataSource pool
        ? H2File.find(SmallDisk.realUrl(pool.getJdbcUrl()))
            .map(file -> new Journal(file, durability == Durability.POWER))
        : Optional.empty();
  }

  /** Empties all tables. */
  public void clear() {
    DSLContext dsl = DSL.using(dataSource, dialect());
    if (kind == Kind.POSTGRESQL) {
      dsl.truncate(DefaultSchema.DEFAULT_SCHEMA.getTables()).cascade().execute();
    } else {
      dsl.execute("set referential_integrity false");
      DefaultSchema.DEFAULT_SCHEMA.getTables().forEach(table -> dsl.truncate(table).execute());
      dsl.execute("set referential_integrity true");
    }
  }

  /** Where its large values lie. */
  public Payloads payloads() {
    return payloads;
  }

  private static Payloads temporaryPayloads() {
    return new Payloads(temporaryDirectory());
  }

  private static Path temporaryDirectory() {
    try {
      Path directory = Files.createTempDirectory("pinwheel-test");
      directory.toFile().deleteOnExit();
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException("No directory for a test", e);
    }
  }

  @Override
  public void close() {
    try {
      resource.close();
    } catch (Exception e) {
      throw new IllegalStateException("Could not drop the test database", e);
    }
  }

  /** What the migrations make of an empty database, as statements: quicker than the migrations. */
  private static final class InMemorySchema {
    static final String SCRIPT = read();

    private static String read() {
      JdbcConnectionPool migrated = openInMemory("migrated");
      migrate(migrated);
      String script =
          DSL.using(migrated, SQLDialect.H2).fetch("script").stream()
              .map(row -> row.get(0, String.class))
              .filter(statement -> !statement.startsWith("CREATE USER"))
              .collect(Collectors.joining("\n"));
      execute(migrated, "shutdown");
      migrated.dispose();
      return script;
    }
  }

  /**
   * One server per JVM, started when it is first needed; its database {@code migrated} is a
   * template.
   */
  private static final class Server {
    static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server =
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("synchronous_commit", "off")
                .setServerConfig("full_page_writes", "off")
                .setServerConfig("max_connections", "200")
                .setPort(ReservedPort.next())
                .setPGStartupWait(Duration.ofSeconds(60))
                .start();
        TestDatabase.execute(server.getPostgresDatabase(), "create database migrated");
        migrate(server.getDatabase("postgres", "migrated"));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException("PostgreSQL did not start", e);
      }
    }
  }
}
