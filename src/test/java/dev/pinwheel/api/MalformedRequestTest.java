package dev.pinwheel.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests that no client of ours would send get one clear refusal each. */
class MalformedRequestTest {

  private static final String RUNS = "/api/v1/runs?workspace=production";
  private static final String WORKSPACES = "/api/v1/workspaces";

  private static ApiFixture fixture;
  private static ApiClient api;
  private static URI address;

  @BeforeAll
  static void start() {
    fixture = new ApiFixture();
    api = fixture.api;
    address = fixture.server.address();
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  /** What came back for a request that the JDK's client refuses to send. */
  private record RawAnswer(int status, String head, String body) {

    RawAnswer isProblem(int expected, String type) {
      assertThat(status).as(head + body).isEqualTo(expected);
      assertThat(head.toLowerCase(Locale.ROOT)).contains("content-type: application/problem+json");
      JsonNode problem = JsonMapper.shared().readTree(body);
      assertThat(problem.path("type").asString()).isEqualTo("/api/problems/" + type);
      assertThat(problem.path("detail").asString()).matches("(?s)\\S.{12,}[.!?]");
      return this;
    }

    void isOk() {
      assertThat(status).as(head + body).isEqualTo(200);
    }
  }

  private static RawAnswer get(String target) throws IOException {
    return send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  }

  private static RawAnswer send(String request) throws IOException {
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      return read(socket);
    }
  }

  private static RawAnswer read(Socket socket) throws IOException {
    String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int end = text.indexOf("\r\n\r\n");
    String head = text.substring(0, end);
    String body = text.substring(end + 4);
    if (head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")) {
      body = body.substring(body.indexOf("\r\n") + 2);
      body = body.substring(0, body.indexOf("\r\n"));
    }
    return new RawAnswer(Integer.parseInt(head.substring(9, 12)), head, body);
  }

  @Test
  void pathsThatCannotBeDecodedAreMalformed() throws IOException {
    for (String path :
        List.of(
            "/api/v1/runs/%zz",
            "/api/v1/runs/R1%",
            "/api/v1/runs/%00",
            "/api/v1/modules/a%5Cb",
            "/api/v1/modules/%ff",
            "/api/v1/runs;x=%zz",
            "/api/%00")) {
      get(path + "?workspace=production").isProblem(400, "malformed-request");
    }
  }

  @Test
  void queriesThatCannotBeDecodedAreMalformed() throws IOException {
    for (String query :
        List.of(
            "workspace=%", "workspace=%zz", "workspace=%f", "text=%00", "text=%ff", "%=1", "=1")) {
      get("/api/v1/runs?" + query).isProblem(400, "malformed-request");
    }
    get("/api/v1/runs?workspace=production&&text=%25").isOk();
  }

  /** What Spring Security would refuse while an operation reads it. */
  @Test
  void namesAndHeadersWithOddCharactersAreNoErrorOfTheServer() throws IOException {
    for (String name : List.of("%01", "%0d%0aX-Odd:%201", "%c2%85", "%ef%bf%bf")) {
      get(RUNS + "&" + name + "=x").isProblem(400, "invalid-argument");
    }
    for (String header :
        List.of(
            "User-Agent: \u00c3\u0084",
            "User-Agent: a\tb\u0085",
            "X-\u00c3: 1",
            "X-Odd: \u00e2\u0080\u0094")) {
      RawAnswer answer =
          send(
              "GET "
                  + RUNS
                  + " HTTP/1.1\r\nHost: localhost\r\n"
                  + header
                  + "\r\nConnection: close\r\n\r\n");
      assertThat(answer.status()).as(header + answer.body()).isIn(200, 400);
    }
    String body = "{\"module\":\"users\",\"workflow\":\"welcome\",\"arguments\":[\"u1\"]}";
    RawAnswer submitted =
        send(
            "POST "
                + RUNS
                + " HTTP/1.1\r\nHost: localhost\r\nIdempotency-Key: \u00c3\u0084\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length()
                + "\r\nConnection: close\r\n\r\n"
                + body);
    assertThat(submitted.status()).as(submitted.body()).isIn(201, 400);
  }

  @Test
  void bodiesOfOtherTypesAreNotSupported() {
    String body = "{\"module\":\"users\",\"workflow\":\"welcome\",\"arguments\":[\"u1\"]}";
    for (String type :
        List.of(
            "*/*",
            "application/*",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "multipart/mixed; boundary=x",
            "application/x-www-form-urlencoded",
            "text/plain",
            "nothing",
            "application/json; charset=nothing",
            "/")) {
      api.send("POST", RUNS, body, Map.of("Content-Type", type))
          .isProblem(415, "unsupported-media-type")
          .says("application/json");
    }
    api.send("POST", RUNS, body, Map.of("Content-Type", "application/json; charset=utf-8"))
        .hasStatus(201);
  }

  @Test
  void sendingToTheHealthIsNotForbiddenButImpossible() throws IOException {
    RawAnswer answer =
        send(
            "POST /health HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    // The server of this test has no such path.
    assertThat(answer.status()).as(answer.head()).isEqualTo(404);
  }

  @Test
  void emptyFormIsNoBody() {
    ApiFixture.Welcome welcome = fixture.welcome("u1");

    api.send(
            "POST",
            "/api/v1/runs/" + welcome.id() + "/cancel?workspace=production",
            "",
            Map.of("Content-Type", "application/x-www-form-urlencoded"))
        .hasStatus(200);
  }

  @Test
  void nullsInListsAreRefused() {
    ApiFixture.Welcome welcome = fixture.welcome("u1");
    String rerun = "/api/v1/steps/" + welcome.fetchStep() + "/rerun?workspace=production";

    api.post(rerun, "{\"alsoForce\":[null]}")
        .isProblem(400, "malformed-request")
        .says("Expected a value at $.alsoForce[0], found none.");
    api.post(rerun, "{\"memo\":[null]}").hasStatus(400);
    api.post(RUNS, "{\"module\":\"users\",\"workflow\":\"welcome\",\"arguments\":[null]}")
        .hasStatus(201);
    api.post(
            RUNS,
            "{\"module\":\"users\",\"workflow\":\"welcome\",\"namedArguments\":{\"userId\":null}}")
        .hasStatus(201);
  }

  @Test
  void parametersThatAreUnknownOrRepeatedAreRefused() {
    api.get("/api/v1/modules?workspace=production&worspace=development")
        .isProblem(400, "invalid-argument")
        .says("no parameter 'worspace' here; expected workspace.");
    api.get(RUNS + "&Limit=1").isProblem(400, "invalid-argument").says("limit, module, status");
    api.get(RUNS + "&limit=1&limit=2").isProblem(400, "invalid-argument").says("once");
    api.get("/api/problems?x=1").isProblem(400, "invalid-argument").says("expected none");
    api.post("/api/v1/login?x=1", "{}").isProblem(400, "invalid-argument").says("expected none");
    api.get(RUNS + "&status=failed&status=done").hasStatus(200);
    api.get("/api/v1/nothing?x=1").isProblem(404, "not-found");
  }

  @Test
  void textsThatNoDatabaseStoresAreRefused() {
    api.post(
            RUNS,
            "{\"module\":\"users\\u0000\",\"workflow\":\"welcome\",\"namedArguments\":{\"a\":1}}")
        .isProblem(400, "invalid-argument");
    api.post(RUNS, "{\"module\":\"users\",\"workflow\":\"w\\u0000\",\"arguments\":[]}")
        .isProblem(400, "invalid-argument");
    api.post(WORKSPACES, "{\"name\":\"a\\u0000\"}").isProblem(400, "invalid-argument");
    api.post(WORKSPACES, "{\"name\":\"a\",\"base\":\"b\\u0000\"}").isProblem(404, "not-found");
    api.post(RUNS, "{\"module\":\"%s\",\"workflow\":\"w\"}".formatted("m".repeat(201)))
        .isProblem(400, "invalid-argument")
        .says("at most 200 characters");
    ApiFixture.Welcome welcome = fixture.welcome("u1");
    String rerun = "/api/v1/steps/" + welcome.fetchStep() + "/rerun?workspace=production";
    for (String reason : List.of("r".repeat(2001), "a\\u0000", "\\ud800")) {
      api.post(rerun, "{\"reason\":\"%s\"}".formatted(reason)).isProblem(400, "invalid-argument");
    }
  }

  @Test
  void veryLargeBodiesGetAnAnswerInsteadOfAReset() throws IOException {
    int length = 60_000_000;
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(60_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST "
                  + RUNS
                  + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: "
                  + length
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.ISO_8859_1));
      byte[] spaces = " ".repeat(1_000_000).getBytes(StandardCharsets.ISO_8859_1);
      for (int sent = 0; sent < length; sent += spaces.length) {
        out.write(spaces);
      }
      out.flush();

      read(socket).isProblem(413, "too-large");
    }
  }
}
