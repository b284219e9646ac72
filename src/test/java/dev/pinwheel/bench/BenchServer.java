package dev.pinwheel.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.pinwheel.engine.Engine;
import dev.pinwheel.engine.EngineSettings;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.event.EventBus;
import dev.pinwheel.gateway.Gateway;
import dev.pinwheel.model.Actor;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.Durability;
import dev.pinwheel.store.Payloads;
import dev.pinwheel.store.h2.FileCompaction;
import dev.pinwheel.store.h2.H2File;
import dev.pinwheel.store.journal.Journal;
import dev.pinwheel.testing.SocketServer;
import dev.pinwheel.worker.Worker;
import dev.pinwheel.worker.WorkerBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;

/**
 * Engine, gateway and worker on an H2 file, as the server has them, without the Studio; the worker
 * is embedded or speaks over a socket.
 */
final class BenchServer implements AutoCloseable {

  static final String WORKSPACE = "production";

  private final Path directory;
  private final HikariDataSource dataSource;
  private final Database database;
  private final Engine engine;
  private final @Nullable SocketServer sockets;
  private final Worker worker;
  private final BenchModule module = new BenchModule();

  /**
   * @param slots how many executions may compute at a time
   * @param overSocket whether the worker speaks over a socket of this machine, or in process
   */
  BenchServer(Durability durability, int slots, boolean overSocket) throws IOException {
    this(durability, slots, overSocket, Clock.systemUTC());
  }

  /**
   * @param clock of database and engine
   */
  BenchServer(Durability durability, int slots, boolean overSocket, InstantSource clock)
      throws IOException {
    directory = Files.createTempDirectory(Path.of("target"), "bench");
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(H2File.url(directory.resolve("pinwheel")));
    config.setUsername("sa");
    config.setAllowPoolSuspension(true);
    dataSource = new HikariDataSource(config);
    Flyway.configure().dataSource(dataSource).load().migrate();
    EventBus events =
        new EventBus(problem -> {
          throw problem;
        });
    database =
        new Database(
            dataSource,
            SQLDialect.H2,
            clock,
            events,
            durability,
            FileCompaction.of(dataSource, FileCompaction.Limits.running(1L << 30)).orElseThrow(),
            Boolean.parseBoolean(System.getProperty("pinwheel.journal", "true"))
                ? new Journal(directory.resolve("pinwheel.mv.db"), durability == Durability.POWER)
                : null);
    engine =
        new Engine(
            database, new Payloads(directory.resolve("blobs")), clock, EngineSettings.DEFAULT);
    engine.start();
    engine.execute(new Command.CreateWorkspace(WORKSPACE, null, Actor.LOCAL));
    WorkerBuilder builder =
        Worker.builder()
            .name("bench")
            .concurrency(slots)
            .codeVersion("bench")
            .provide(Finished.class, module.finished())
            .provide(Latencies.class, module.latencies())
            .module(BenchModule.Calls.class);
    if (overSocket) {
      SocketServer started = SocketServer.start(engine, Clock.systemUTC());
      sockets = started;
      worker = builder.server(started.address()).workspace(WORKSPACE).stopOnSignals(false).start();
    } else {
      sockets = null;
      worker = builder.connector(new Gateway(engine)::connect).start();
    }
  }

  Engine engine() {
    return engine;
  }

  Database database() {
    return database;
  }

  ReadModels reads() {
    return ReadModels.of(database, new Payloads(directory.resolve("blobs")), Clock.systemUTC());
  }

  Finished finished() {
    return module.finished();
  }

  Latencies latencies() {
    return module.latencies();
  }

  /** Size of the database file in bytes. */
  long fileSize() throws IOException {
    return Files.size(directory.resolve("pinwheel.mv.db"));
  }

  @Override
  public void close() throws IOException {
    worker.close();
    if (sockets != null) {
      sockets.close();
    }
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
