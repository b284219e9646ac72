package dev.pinwheel.bench;

import dev.pinwheel.store.Durability;
import dev.pinwheel.store.h2.H2File;
import dev.pinwheel.testing.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * What this machine does at the same moment without an engine, to compare figures of different days
 * by: <i>append</i>, one thread that appends 200 bytes and syncs; <i>bare</i>, a program that does
 * only the two commits of a chained step over a socket, on H2; <i>bare sync</i>, the same with a
 * sync after each; <i>pg commit</i>, one row and one commit after the other on one connection of
 * PostgreSQL (without syncs, as the tests start it). The median of five.
 */
final class YardstickBench {

  /** How the names of yardsticks begin. */
  static final String NAME = "yardstick";

  private static final int APPENDS = 3_000;
  private static final int STEPS = 2_000;
  private static final int COMMITS = 3_000;
  private static final byte[] RECORD = "x".repeat(200).getBytes(StandardCharsets.US_ASCII);
  private static final String VALUE = "{\"id\":\"u1\",\"age\":36.50}";

  private YardstickBench() {}

  /** Prints the yardsticks of this durability. */
  static void run(Durability durability) throws Exception {
    Path directory = Files.createTempDirectory(Path.of("target"), "yardsticks");
    try {
      if (durability == Durability.POWER) {
        append(directory.resolve("appended"));
      }
      bare(directory.resolve("bare"), durability);
      if (durability == Durability.PROCESS) {
        postgres();
      }
    } finally {
      FileSystemUtils.deleteRecursively(directory);
    }
  }

  private static void append(Path file) throws Exception {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      Bench.print(
          NAME + " append",
          APPENDS,
          "appends/s",
          () -> {
            for (int i = 0; i < APPENDS; i++) {
              channel.write(ByteBuffer.wrap(RECORD));
              channel.force(false);
            }
          });
    }
  }

  private static void bare(Path file, Durability durability) throws Exception {
    boolean syncs = durability == Durability.POWER;
    try (Connection database = DriverManager.getConnection(H2File.url(file), "sa", "");
        ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      create(database);
      Thread server =
          Thread.ofPlatform()
              .daemon()
              .start(() -> {
                try (Socket socket = listening.accept()) {
                  serve(socket, database, syncs);
                } catch (IOException | SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      try (Socket worker = new Socket(InetAddress.getLoopbackAddress(), listening.getLocalPort())) {
        worker.setTcpNoDelay(true);
        BufferedReader answers = reader(worker);
        Bench.print(
            NAME + (syncs ? " bare sync" : " bare"),
            STEPS,
            "steps/s",
            () -> {
              for (int i = 0; i < STEPS; i++) {
                ask(worker, answers, "call");
                ask(worker, answers, "result");
              }
            });
      }
      server.join();
    }
  }

  private static void create(Connection database) throws SQLException {
    try (var statement = database.createStatement()) {
      for (String table : new String[] {"step", "execution", "called", "result"}) {
        statement.execute(
            "create table %s (id bigint primary key, value_payload varchar(1000), at timestamp with time zone)"
                .formatted(table));
      }
    }
    database.setAutoCommit(false);
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
  }

  private static void ask(Socket socket, BufferedReader answers, String what) throws IOException {
    say(socket, what);
    if (answers.readLine() == null) {
      throw new IOException("The server is gone");
    }
  }

  private static void say(Socket socket, String line) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  /** A call is a commit of step, execution and call; a result is another one. */
  private static void serve(Socket socket, Connection database, boolean syncs)
      throws IOException, SQLException {
    socket.setTcpNoDelay(true);
    BufferedReader asked = reader(socket);
    try (PreparedStatement step = insert(database, "step");
        PreparedStatement execution = insert(database, "execution");
        PreparedStatement called = insert(database, "called");
        PreparedStatement result = insert(database, "result");
        var sync = database.createStatement()) {
      long id = 0;
      for (String line = asked.readLine(); line != null; line = asked.readLine()) {
        id++;
        Stream<PreparedStatement> rows =
            line.equals("call") ? Stream.of(step, execution, called) : Stream.of(result);
        for (PreparedStatement row : rows.toList()) {
          row.setLong(1, id);
          row.setString(2, VALUE);
          row.executeUpdate();
        }
        database.commit();
        if (syncs) {
          sync.execute("checkpoint sync");
        }
        say(socket, "done");
      }
    }
  }

  private static PreparedStatement insert(Connection database, String table) throws SQLException {
    return database.prepareStatement(
        "insert into %s values (?, ?, current_timestamp)".formatted(table));
  }

  private static void postgres() throws Exception {
    try (TestDatabase postgres = TestDatabase.create(TestDatabase.Kind.POSTGRESQL);
        Connection connection = postgres.dataSource().getConnection()) {
      try (var statement = connection.createStatement()) {
        statement.execute("create table yardstick (id bigserial primary key, value text)");
      }
      connection.setAutoCommit(false);
      try (PreparedStatement row =
          connection.prepareStatement("insert into yardstick (value) values (?)")) {
        Bench.print(
            NAME + " pg commit",
            COMMITS,
            "commits/s",
            () -> {
              for (int i = 0; i < COMMITS; i++) {
                row.setString(1, VALUE);
                row.executeUpdate();
                connection.commit();
              }
            });
      }
    }
  }
}
