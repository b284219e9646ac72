package dev.pinwheel.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.access.Role;
import dev.pinwheel.access.Secrets;
import dev.pinwheel.access.Token;
import dev.pinwheel.engine.command.AccessCommand;
import dev.pinwheel.model.Actor;
import dev.pinwheel.protocol.Protocol;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/security.md says that somebody may try at the API, sent byte by byte. */
@SuppressWarnings("NullAway") // set up before all tests
class AttacksTest {

  /** Enough for medians that differ by less than a tenth: -Dpinwheel.timing.rounds=2000. */
  private static final int MANY_ROUNDS = 2_000;

  private static SecuredServer server;
  private static String joe;

  @BeforeAll
  static void start() {
    server =
        new SecuredServer(
            "pinwheel.limits.requests-per-second=100000", "pinwheel.limits.worker-sockets=3");
    joe = token("joe", Role.VIEWER);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String token(String user, Role role) {
    return token(server, user, role);
  }

  private static String token(SecuredServer at, String user, Role role) {
    long id = at.engine.engine().access().findUser(user).orElseThrow().id();
    String secret = Secrets.token();
    Token unused =
        at.engine.execute(
            new AccessCommand.CreateToken(
                "t" + at.engine.engine().access().tokens().size(),
                false,
                Secrets.hash(secret),
                role,
                List.of("*"),
                false,
                null,
                Duration.ofDays(300),
                Actor.user(user, id, Actor.Via.API)));
    return secret;
  }

  private static String send(String method, String path, String headers) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
      String request =
          "%s %s HTTP/1.1\r\nHost: localhost\r\n%sConnection: close\r\n\r\n"
              .formatted(method, path, headers);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String bearer(String secret) {
    return "Authorization: Bearer " + secret + "\r\n";
  }

  /** Path tricks: nothing below /api is answered without an identity, however it is written. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/workspaces",
        "/api/v1/workspaces/",
        "//api/v1/workspaces",
        "/api//v1/workspaces",
        "/./api/v1/workspaces",
        "/x/../api/v1/workspaces",
        "/%61pi/v1/workspaces",
        "/api/v1/%77orkspaces",
        "/%2561pi/v1/workspaces",
        "/api/v1/%252e%252e/%252e%252e/metrics",
        "/api/v1/workspaces;a=b",
        "/api;a=b/v1/workspaces",
        "/api/v1/workspaces%00",
        "/api/v1/workspaces%2f",
        "/api%2fv1%2fworkspaces",
        "/api/v1/..%2f..%2fmetrics",
        "/metrics",
        "/metrics/",
        "/metrics;x",
        "/backup",
        "/health/../metrics",
        "/sign-in/../api/v1/workspaces",
        "/VAADIN/static/../../api/v1/workspaces",
        "/API/v1/workspaces",
        "/api/v1/workspaces?access_token=x",
        "/api/docs",
        "/api/v1/openapi.json",
        "/api/worker",
      })
  void nothingIsAnsweredWithoutAnIdentity(String path) {
    String answer = send("GET", path, "");

    assertThat(answer).as(path).matches("(?s)HTTP/1\\.1 (401|400|404|403|302) .*");
    assertThat(answer).doesNotContain("production", "pinwheel_memo", "openapi");
    if (answer.startsWith("HTTP/1.1 302")) {
      assertThat(answer).contains("/sign-in");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Bearer",
        "Authorization: Bearer ",
        "Authorization: Bearer pinwheel_guess",
        "Authorization: bearer x y",
        "Authorization: Basic YWRhOnB3",
        "Authorization: Digest x",
        "Authorization: Bearer null",
        "X-Forwarded-User: ada",
        "X-Remote-User: ada",
        "Cookie: pinwheel-sign-in=guess",
        "Cookie: JSESSIONID=guess",
        "X-Forwarded-For: 127.0.0.1",
        "X-Original-URL: /health",
        "X-HTTP-Method-Override: GET",
      })
  void noHeaderMakesAnIdentity(String header) {
    assertThat(send("GET", "/api/v1/me", header + "\r\n")).startsWith("HTTP/1.1 401");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "CONNECT", "PROPFIND", "DEBUG", "get", "POST", "PUT", "DELETE"})
  void noMethodPassesWithoutAnIdentity(String method) {
    assertThat(send(method, "/api/v1/workspaces", "Content-Length: 0\r\n"))
        .matches("(?s)HTTP/1\\.1 (400|401|403|405|501) .*");
  }

  /** Prefixes, other cases and blanks of a token are other tokens. */
  @Test
  void aTokenIsAllOfItsCharacters() {
    assertThat(send("GET", "/api/v1/me", bearer(joe))).startsWith("HTTP/1.1 200");
    for (String other :
        List.of(
            joe.substring(0, joe.length() - 1),
            joe + "A",
            joe.toLowerCase(Locale.ROOT),
            joe.replace("pinwheel_", ""))) {
      assertThat(send("GET", "/api/v1/me", bearer(other))).as(other).startsWith("HTTP/1.1 401");
    }
  }

  /** Header injection and log forging: names are one line of known characters. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "production%0d%0aSet-Cookie:%20x=y",
        "production%0aINFO%20all%20is%20well",
        "%3Cscript%3E",
        "..",
        "production%00",
        "%E2%80%AEnoitcudorp",
      })
  void namesAddNothingToAnswersOrLogs(String name) {
    String answer = send("GET", "/api/v1/runs?workspace=" + name, bearer(joe));

    assertThat(answer).matches("(?s)HTTP/1\\.1 (400|404) .*");
    assertThat(answer.substring(0, answer.indexOf("\r\n\r\n"))).doesNotContain("Set-Cookie: x");
    assertThat(answer).contains("application/problem+json");
  }

  /** Oversized everything is refused, and costs nobody else anything. */
  @Test
  void largeHeadersAndAddressesAreRefused() {
    assertThat(send("GET", "/api/v1/me", "X-Large: " + "x".repeat(100_000) + "\r\n"))
        .matches("(?s)HTTP/1\\.1 (400|431) .*");
    assertThat(send("GET", "/api/v1/me?" + "x".repeat(100_000), bearer(joe)))
        .matches("(?s)HTTP/1\\.1 (400|414) .*");
    assertThat(send("GET", "/api/v1/me", bearer(joe))).startsWith("HTTP/1.1 200");
  }

  /** A browser's page cannot pose as a worker, even with a token. */
  @Test
  void workersAreNoBrowsers() {
    String upgrade =
        "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    assertThat(send("GET", "/api/worker", upgrade)).startsWith("HTTP/1.1 401");
    assertThat(
            send("GET", "/api/worker", upgrade + bearer(joe) + "Origin: http://evil.example\r\n"))
        .startsWith("HTTP/1.1 403");
    assertThat(send("GET", "/api/worker?token=" + joe, upgrade)).startsWith("HTTP/1.1 401");
  }

  /** One token does not take the sockets of others. */
  @Test
  void aTokenHasAFewSockets() throws Exception {
    String crowded = token("joe", Role.VIEWER);
    List<SocketEnd> first = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      first.add(SocketEnd.open(crowded));
    }
    SocketEnd oneTooMany = SocketEnd.open(crowded);
    SocketEnd another = SocketEnd.open(joe);

    assertThat(oneTooMany.closed.get(10, TimeUnit.SECONDS))
        .isEqualTo("1013 3 workers are connected with this token, which is the limit.");
    assertThat(first).noneMatch(end -> end.closed.isDone());
    assertThat(another.closed).isNotDone();
    first.forEach(SocketEnd::close);
    another.close();
  }

  /** Nor the room for those who have not said hello, however many tokens a user has. */
  @Test
  void aUserHasAFewSocketsThatHaveNotSaidHello() throws Exception {
    try (SecuredServer other = new SecuredServer()) {
      List<String> tokens =
          List.of(token(other, "joe", Role.VIEWER), token(other, "joe", Role.VIEWER));
      List<SocketEnd> first = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        first.add(SocketEnd.open(other, tokens.get(i % 2)));
      }
      SocketEnd oneTooMany = SocketEnd.open(other, tokens.getFirst());
      SocketEnd another = SocketEnd.open(other, token(other, "ada", Role.VIEWER));

      assertThat(oneTooMany.closed.get(10, TimeUnit.SECONDS))
          .isEqualTo(
              "1013 Limit of 20 pending worker connections of one user reached. Try again later.");
      assertThat(first).noneMatch(end -> end.closed.isDone());
      assertThat(another.closed).isNotDone();
    }
  }

  /** Nor the memory for hellos that are not finished. */
  @Test
  void aUserHasAPartOfTheMemoryForUnfinishedHellos() throws Exception {
    try (SecuredServer other = new SecuredServer()) {
      String hello = " ".repeat(Protocol.MAX_HELLO);
      List<SocketEnd> ofJoe = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        SocketEnd end = SocketEnd.open(other, token(other, "joe", Role.VIEWER));
        ofJoe.add(end);
        end.sayPart(hello);
      }

      Object closed =
          CompletableFuture.anyOf(
                  ofJoe.stream().map(end -> end.closed).toArray(CompletableFuture[]::new))
              .get(10, TimeUnit.SECONDS);
      assertThat(closed)
          .isEqualTo(
              "1013 The buffer for messages of pending worker connections is full. Try again later.");
      SocketEnd another = SocketEnd.open(other, token(other, "ada", Role.VIEWER));
      another.sayPart(hello);
      another.sayPart(" ");
      assertThat(another.closed.get(10, TimeUnit.SECONDS)).as("too long").startsWith("1008");
    }
  }

  private static final class SocketEnd implements WebSocket.Listener {
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private @Nullable WebSocket socket;

    static SocketEnd open(String secret) {
      return open(server, secret);
    }

    static SocketEnd open(SecuredServer at, String secret) {
      SocketEnd end = new SocketEnd();
      end.socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .header("Authorization", "Bearer " + secret)
              .buildAsync(
                  URI.create("ws://localhost:" + at.address().getPort() + "/api/worker"), end)
              .join();
      return end;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      closed.complete(status + " " + reason);
      return null;
    }

    /** The server may close the socket meanwhile. */
    void sayPart(String part) {
      var unused = socket.sendText(part, false).exceptionally(closedMeanwhile -> socket).join();
    }

    void close() {
      socket.abort();
    }
  }

  /** Unknown and forbidden: the same statements, the same bytes, the same time. */
  @Test
  void timeDoesNotTellWhatExists() {
    String forbidden = "/api/v1/runs?workspace=development";
    String unknown = "/api/v1/runs?workspace=developmenu";
    int rounds = Integer.getInteger("pinwheel.timing.rounds", 200);
    List<Long> first = new ArrayList<>();
    List<Long> second = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      time(forbidden, i < 20 ? new ArrayList<>() : first);
      time(unknown, i < 20 ? new ArrayList<>() : second);
    }

    double ratio = (double) median(first) / median(second);
    double tolerance = rounds >= MANY_ROUNDS ? 0.1 : 0.25;
    assertThat(ratio).isBetween(1 - tolerance, 1 + tolerance);
  }

  private static void time(String path, List<Long> times) {
    long begun = System.nanoTime();
    assertThat(send("GET", path, bearer(joe))).startsWith("HTTP/1.1 404");
    times.add(System.nanoTime() - begun);
  }

  private static long median(List<Long> times) {
    Collections.sort(times);
    return times.get(times.size() / 2);
  }
}
