package dev.pinwheel.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.pinwheel.engine.Command;
import dev.pinwheel.engine.Engine;
import dev.pinwheel.engine.EngineSettings;
import dev.pinwheel.event.EventBus;
import dev.pinwheel.gateway.Gateway;
import dev.pinwheel.model.Actor;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.Durability;
import dev.pinwheel.store.Payloads;
import dev.pinwheel.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jooq.SQLDialect;

/** Engine, gateway and embedded worker on an H2 file, as the server has them, without the web. */
final class BenchServer implements AutoCloseable {

  static final String WORKSPACE = "production";

  private final Path directory;
  private final HikariDataSource dataSource;
  private final Database database;
  private final Engine engine;
  private final Worker worker;
  private final BenchModule module = new BenchModule();

  /**
   * @param slots how many executions may compute at a time
   */
  BenchServer(Durability durability, int slots) throws IOException {
    directory = Files.createTempDirectory(Path.of("target"), "bench");
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(
        "jdbc:h2:file:%s/pinwheel;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0"
            .formatted(directory.toAbsolutePath()));
    config.setUsername("sa");
    dataSource = new HikariDataSource(config);
    Flyway.configure().dataSource(dataSource).load().migrate();
    EventBus events =
        new EventBus(problem -> {
          throw problem;
        });
    database = new Database(dataSource, SQLDialect.H2, Clock.systemUTC(), events, durability);
    engine =
        new Engine(
            database,
            new Payloads(directory.resolve("blobs")),
            Clock.systemUTC(),
            EngineSettings.DEFAULT);
    engine.start();
    engine.execute(new Command.CreateWorkspace(WORKSPACE, null, Actor.LOCAL));
    worker =
        Worker.builder()
            .name("bench")
            .concurrency(slots)
            .codeVersion("bench")
            .connector(new Gateway(engine)::connect)
            .provide(Finished.class, module.finished())
            .module(BenchModule.Calls.class)
            .start();
  }

  Engine engine() {
    return engine;
  }

  Database database() {
    return database;
  }

  Finished finished() {
    return module.finished();
  }

  /** Size of the database file in bytes. */
  long fileSize() throws IOException {
    return Files.size(directory.resolve("pinwheel.mv.db"));
  }

  @Override
  public void close() throws IOException {
    worker.close();
    engine.close();
    database.close();
    dataSource.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
