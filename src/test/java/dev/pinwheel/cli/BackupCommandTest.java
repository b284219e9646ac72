package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code backup} leaves on the disk, whatever the server answers. */
class BackupCommandTest {

  @TempDir private Path directory;

  private HttpServer server;
  private volatile int status = 200;
  private volatile byte[] answer = new byte[0];

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    server.createContext(
        "/backup",
        exchange -> {
          assertThat(exchange.getRequestMethod()).isEqualTo("POST");
          exchange.sendResponseHeaders(status, 0);
          try (var body = exchange.getResponseBody()) {
            body.write(answer);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private CliFixture.Output run(String... arguments) {
    return CliFixture.run(
        Map.of("PINWHEEL_SERVER", "http://localhost:" + server.getAddress().getPort()),
        directory,
        Terminal.NONE,
        arguments);
  }

  private static byte[] zip(String entry) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(new byte[1000]);
    }
    return bytes.toByteArray();
  }

  private void assertFiles(String... names) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(names);
    }
  }

  @Test
  void aWholeBackupIsSaved() throws IOException {
    answer = zip("pinwheel-backup.json");

    assertThat(run("backup", "b.zip").endsWith(ExitCodes.DONE).out())
        .startsWith("Saved ")
        .contains("b.zip");

    assertFiles("b.zip");
    assertThat(directory.resolve("b.zip")).hasBinaryContent(answer);
  }

  @Test
  void aFileIsReplacedOnlyWhenAskedFor() throws IOException {
    Files.writeString(directory.resolve("b.zip"), "precious");
    answer = zip("pinwheel-backup.json");

    run("backup", "b.zip").endsWith(ExitCodes.USAGE).says("--force");
    assertThat(directory.resolve("b.zip")).hasContent("precious");

    run("backup", "--force", "b.zip").endsWith(ExitCodes.DONE);
    assertThat(directory.resolve("b.zip")).hasBinaryContent(answer);
  }

  @Test
  void whatIsNoWholeBackupIsNotSaved() throws IOException {
    byte[] whole = zip("pinwheel-backup.json");
    answer = Arrays.copyOf(whole, whole.length - 10);
    run("backup", "b.zip")
        .endsWith(ExitCodes.REFUSED)
        .says("the server ended before the backup was complete");

    answer = zip("something-else");
    run("backup", "b.zip").endsWith(ExitCodes.REFUSED).says("the server sent something else");

    status = 409;
    answer =
        "{\"detail\":\"The database of this server is not its own file.\"}"
            .getBytes(StandardCharsets.UTF_8);
    run("backup", "b.zip").endsWith(ExitCodes.REFUSED).says("is not its own file");

    assertFiles();
  }

  @Test
  void aDirectoryThatIsMissingIsNamed() {
    answer = new byte[10];

    run("backup", "missing/b.zip").endsWith(ExitCodes.REFUSED).says("missing/b.zip");
  }
}
