package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flag, then environment, then {@code pinwheel.toml}, then the usual; and servers that are not. */
class SettingsTest {

  @TempDir Path directory;

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("pinwheel.toml"), text);
  }

  private CliSettings settings(Map<String, String> environment) {
    return new CliSettings(environment, directory);
  }

  @Test
  void theNearestWordCounts() throws IOException {
    file("server = \"http://file\"\n");
    Map<String, String> environment = Map.of("PINWHEEL_SERVER", "http://environment");

    assertThat(settings(environment).get("http://flag", "server", "x")).isEqualTo("http://flag");
    assertThat(settings(environment).get(null, "server", "x")).isEqualTo("http://environment");
    assertThat(settings(Map.of()).get(null, "server", "x")).isEqualTo("http://file");
    assertThat(settings(Map.of()).get(null, "workspace", "x")).isEqualTo("x");
  }

  @Test
  void theFileMayLieAbove() throws IOException {
    file("workspace = \"development\" # mine\nother = 1\n");
    Path below = Files.createDirectories(directory.resolve("a/b"));

    assertThat(new CliSettings(Map.of(), below).get(null, "workspace", "x"))
        .isEqualTo("development");
  }

  @Test
  void aFileThatIsNoTomlIsNamed() throws IOException {
    file("server: http://x\n");

    assertThatThrownBy(() -> settings(Map.of()).get(null, "server", "x"))
        .isInstanceOf(CliProblem.class)
        .hasMessageContaining("pinwheel.toml is not valid TOML");
  }

  @Test
  void aSettingOfAnotherTypeIsRefused() throws IOException {
    file("server = 8080\n");

    assertThatThrownBy(() -> settings(Map.of()).get(null, "server", "x"))
        .isInstanceOf(CliProblem.class)
        .hasMessageContaining("Expected a text for 'server' in pinwheel.toml, found 8080.");
  }

  @Test
  void aServerThatIsNotThereIsSaidInASentence() throws IOException {
    file("server = \"http://localhost:1\"\n");

    CliFixture.run(Map.of(), directory, Terminal.NONE, "runs", "list")
        .endsWith(ExitCodes.UNREACHABLE)
        .says("No Pinwheel server answers at http://localhost:1")
        .says("./pinwheel start");
  }

  @Test
  void anotherProgramIsNotTakenForAServer() throws IOException {
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext(
        "/",
        exchange -> {
          byte[] page = "<html>".getBytes(StandardCharsets.US_ASCII);
          exchange.sendResponseHeaders(
              exchange.getRequestURI().getPath().endsWith("workers") ? 404 : 200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    other.start();
    try {
      String server = "http://localhost:" + other.getAddress().getPort();
      for (String command : new String[] {"runs", "workers"}) {
        CliFixture.run(Map.of("PINWHEEL_SERVER", server), directory, Terminal.NONE, command, "list")
            .endsWith(ExitCodes.UNREACHABLE)
            .says("it is not a Pinwheel server");
      }
    } finally {
      other.stop(0);
    }
  }

  @Test
  void coloursAreForTerminalsThatWantThem() {
    assertThat(ClippedLines.to(4, "\u001b[31mabcdef\u001b[0m")).isEqualTo("\u001b[31mabc\u001b[0m");
    assertThat(new AnsiStyle(false).bad("x")).isEqualTo("x");
    assertThat(new AnsiStyle(true).bad("x")).isEqualTo("\u001b[31mx\u001b[0m");
    assertThat(Terminal.find(Map.of("NO_COLOR", "1")).colour()).isFalse();
  }
}
