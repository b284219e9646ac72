package dev.pinwheel.testing;

import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;

/**
 * A PostgreSQL server and its streaming replica, which takes its place when the first one fails;
 * then it gets a replica itself, at the port of the one that failed. Confined to one thread.
 */
public final class ReplicatedPostgres implements AutoCloseable {

  /** Whether a commit waits until the replica has written it to its disk. */
  public enum Replication {
    SYNCHRONOUS,
    ASYNCHRONOUS
  }

  private static final Duration AT_MOST = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Set<String> OF_THE_PROCESS =
      Set.of("postmaster.pid", "postmaster.opts", "epg-lock");
  private static final String WAL = "pg_wal";

  /** One of the two. */
  private record Node(EmbeddedPostgres server, Path data, int port) {

    long process() throws IOException {
      return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
    }

    String query(String sql) throws SQLException {
      try (Connection connection = server.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(sql)) {
        return row.next() ? row.getString(1) : "";
      }
    }

    void execute(String... statements) throws SQLException {
      try (Connection connection = server.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        for (String sql : statements) {
          statement.execute(sql);
        }
      }
    }
  }

  private final Path directory;
  private final Replication replication;
  private final int firstPort = ReservedPort.next();
  private final int secondPort = ReservedPort.next();
  private int copies;
  private Node primary;
  private Node replica;

  private ReplicatedPostgres(Path directory, Replication replication)
      throws IOException, SQLException {
    this.directory = directory;
    this.replication = replication;
    Files.createDirectories(directory);
    this.primary = start(directory.resolve("first"), firstPort);
    this.replica = addReplica(secondPort);
  }

  /** Creates both below this directory. */
  public static ReplicatedPostgres create(Path directory, Replication replication)
      throws IOException, SQLException {
    return new ReplicatedPostgres(directory, replication);
  }

  private static Node start(Path data, int port) throws IOException {
    ProcessBuilder.Redirect log =
        ProcessBuilder.Redirect.appendTo(data.resolveSibling(data.getFileName() + ".log").toFile());
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setPort(port)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setOutputRedirector(log)
            .setErrorRedirector(log)
            .setPGStartupWait(AT_MOST)
            .start();
    return new Node(server, data, port);
  }

  /** The address of both; a client finds out which one takes writes. */
  public String url() {
    return "jdbc:postgresql://localhost:%d,localhost:%d/postgres?user=postgres&targetServerType=primary&hostRecheckSeconds=1&connectTimeout=2"
        .formatted(firstPort, secondPort);
  }

  private Node addReplica(int port) throws IOException, SQLException {
    Path data = directory.resolve("copy-" + ++copies);
    copyPrimary(data);
    Files.createFile(data.resolve("standby.signal"));
    Files.writeString(
        data.resolve("postgresql.auto.conf"),
        "primary_conninfo = 'host=localhost port=%d user=postgres'%n".formatted(primary.port()));
    Node added = start(data, port);
    awaitReplication("streaming", "state");
    if (replication == Replication.SYNCHRONOUS) {
      primary.execute(
          "alter system set synchronous_standby_names = '*'", "select pg_reload_conf()");
      awaitReplication("sync", "sync_state");
    }
    return added;
  }

  /** Of a primary that works meanwhile. */
  private void copyPrimary(Path data) throws IOException, SQLException {
    try (Connection connection = primary.server().getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("select pg_backup_start('replica', true)");
      copy(primary.data(), data);
      try (ResultSet stopped =
          statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
        stopped.next();
        Files.writeString(data.resolve("backup_label"), stopped.getString(1));
      }
    }
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(path)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
              throws IOException {
            Path inside = from.relativize(path);
            if (!inside.startsWith(WAL) && !OF_THE_PROCESS.contains(inside.toString())) {
              try {
                Files.copy(path, to.resolve(inside));
              } catch (NoSuchFileException removed) {
                // The replica removes it likewise.
              }
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path path, IOException problem)
              throws IOException {
            if (problem instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw problem;
          }
        });
  }

  private void awaitReplication(String state, String column) {
    await()
        .atMost(AT_MOST)
        .pollInterval(POLL)
        .until(() -> primary.query("select " + column + " from pg_stat_replication").equals(state));
  }

  /** What is committed until now is on the replica; from now on it receives nothing. */
  public void holdReplication() throws IOException, SQLException, InterruptedException {
    String position = primary.query("select pg_current_wal_flush_lsn()");
    await()
        .atMost(AT_MOST)
        .pollInterval(POLL)
        .until(() ->
            primary
                .query("select flush_lsn >= '%s' from pg_stat_replication".formatted(position))
                .equals("t"));
    signal("STOP", Long.parseLong(primary.query("select pid from pg_stat_replication")));
  }

  /** The primary ends without a checkpoint, and its replica takes its place. */
  public void failOver() throws IOException, SQLException, InterruptedException {
    String sender = primary.query("select pid from pg_stat_replication");
    long process = primary.process();
    signal("QUIT", process);
    if (!sender.isEmpty()) {
      signal("KILL", Long.parseLong(sender));
    }
    await()
        .atMost(AT_MOST)
        .pollInterval(POLL)
        .until(() -> !ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false));
    replica.execute("select pg_promote(true, 60)");
    int free = primary.port();
    primary.server().close();
    primary = replica;
    replica = addReplica(free);
  }

  /** Of the database as it is now, the first column of the first row. */
  public String query(String sql) throws SQLException {
    return primary.query(sql);
  }

  private static void signal(String name, long process) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process)).start().waitFor();
  }

  @Override
  public void close() {
    try {
      replica.server().close();
      primary.server().close();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not stop", e);
    }
  }
}
