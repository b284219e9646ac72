package dev.pinwheel.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pages of other sites get nothing done, whatever they make the browser believe. */
class ForeignRequestTest {

  private static final String CREATE = "{\"name\":\"stolen\",\"base\":\"production\"}";

  private static ApiFixture fixture;

  @BeforeAll
  static void start() {
    fixture = new ApiFixture();
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  /** Sends what no client library lets through: any Host, any Origin. */
  private static String raw(String method, String path, String headers, String body)
      throws IOException {
    URI server = fixture.server.address();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
      String request =
          "%s %s HTTP/1.1\r\n%sContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
              .formatted(method, path, headers, body.length(), body);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static boolean exists(String workspace) {
    return fixture.api.get("/api/v1/workspaces/" + workspace).status() == 200;
  }

  @Test
  void aNameThatWasMadeToPointHereIsRefused() throws IOException {
    String answer =
        raw(
            "POST",
            "/api/v1/workspaces",
            "Host: evil.example:8080\r\nOrigin: http://evil.example:8080\r\n",
            CREATE);

    assertThat(answer).startsWith("HTTP/1.1 403").contains("application/problem+json");
    assertThat(answer)
        .contains("/api/problems/foreign-host", "--pinwheel.allowed-hosts=evil.example");
    assertThat(exists("stolen")).isFalse();
  }

  @Test
  void aPageOfAnotherSiteIsRefused() throws IOException {
    int port = fixture.server.address().getPort();
    for (String origin : List.of("http://evil.example", "null", "http://localhost:1")) {
      String answer =
          raw(
              "POST",
              "/api/v1/workspaces",
              "Host: localhost:%d\r\nOrigin: %s\r\n".formatted(port, origin),
              CREATE);

      assertThat(answer).as(origin).startsWith("HTTP/1.1 403").contains("foreign-origin");
    }
    assertThat(exists("stolen")).isFalse();
  }

  @Test
  void socketsAreRefusedToo() throws IOException {
    int port = fixture.server.address().getPort();
    String upgrade =
        "Host: localhost:%d\r\nOrigin: http://evil.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            .formatted(port);

    assertThat(raw("GET", "/any", upgrade, "")).startsWith("HTTP/1.1 403").contains("evil.example");
  }

  /** Images, scripts and frames of another site come without an Origin. */
  @Test
  void otherSitesMayLinkHereAndNothingElse() throws IOException {
    String host = "Host: localhost:%d\r\n".formatted(fixture.server.address().getPort());
    String link = "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n";
    for (String site : List.of("cross-site", "same-site")) {
      String from = host + "Sec-Fetch-Site: " + site + "\r\n";
      for (String use :
          List.of(
              "Sec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image\r\n",
              "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n",
              "")) {
        assertThat(raw("GET", "/api/v1/workspaces", from + use, ""))
            .as(site + " " + use)
            .startsWith("HTTP/1.1 403")
            .contains("foreign-origin");
      }
      assertThat(raw("POST", "/api/v1/workspaces", from + link, CREATE)).startsWith("HTTP/1.1 403");
      assertThat(raw("GET", "/api/v1/workspaces", from + link, "")).startsWith("HTTP/1.1 200");
    }
    for (String site : List.of("same-origin", "none")) {
      assertThat(raw("GET", "/api/v1/workspaces", host + "Sec-Fetch-Site: " + site + "\r\n", ""))
          .startsWith("HTTP/1.1 200");
    }
    assertThat(exists("stolen")).isFalse();
  }

  @Test
  void anAddressInTheRequestLineDoesNotHelp() throws IOException {
    String answer = raw("GET", "http://localhost/api/v1/workspaces", "Host: evil.example\r\n", "");

    assertThat(answer).matches("(?s)HTTP/1.1 (400|403).*");
  }

  @Test
  void ownPagesAndProgramsAreServed() throws IOException {
    int port = fixture.server.address().getPort();

    assertThat(
            raw(
                "GET",
                "/api/v1/workspaces",
                "Host: localhost:%d\r\nOrigin: http://localhost:%d\r\n".formatted(port, port),
                ""))
        .startsWith("HTTP/1.1 200");
    fixture.api.get("/api/v1/workspaces").hasStatus(200);
  }

  @Test
  void bothRefusalsAreExplained() {
    fixture.api.get("/api/problems/foreign-host").hasStatus(200);
    fixture.api.get("/api/problems/foreign-origin").hasStatus(200);
  }
}
