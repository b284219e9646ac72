package dev.pinwheel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.api.ApiFixture.Welcome;
import dev.pinwheel.engine.log.LogMessage;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Json;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Logs over the API: in pages, and as they come. */
class LogApiTest {

  private static ApiFixture fixture;
  private static ApiClient api;

  @BeforeAll
  static void start() {
    fixture = new ApiFixture();
    api = fixture.api;
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  private static void log(ExecutionId execution, String level, String template, String values) {
    fixture
        .engine
        .engine()
        .log(
            List.of(
                new LogMessage(
                    execution,
                    fixture.engine.clock().instant(),
                    level,
                    template,
                    Json.of(values))));
  }

  private static JsonNode page(String run, String query) {
    return api.get("/api/v1/runs/%s/logs?workspace=production%s".formatted(run, query))
        .hasStatus(200)
        .json();
  }

  private static void awaitMessages(String run, int count) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> page(run, "").path("messages").size() == count);
  }

  @Test
  void readsMessagesPageByPage() {
    Welcome welcome = fixture.welcome("u1");
    for (int i = 0; i < 5; i++) {
      log(welcome.run().id(), "info", "message {number}", "{\"number\":%d}".formatted(i));
    }
    log(welcome.fetchUser().id(), "error", "no user", "{}");
    awaitMessages(welcome.id(), 6);

    JsonNode first = page(welcome.id(), "&limit=4");
    JsonNode second = page(welcome.id(), "&limit=4&cursor=" + first.path("cursor").asString());
    JsonNode third = page(welcome.id(), "&cursor=" + second.path("cursor").asString());

    assertThat(first.path("messages")).hasSize(4);
    assertThat(first.path("more").asBoolean()).isTrue();
    JsonNode message = first.path("messages").get(1);
    assertThat(message.path("message").asString()).isEqualTo("message 1");
    assertThat(message.path("values").path("number").asString()).isEqualTo("1");
    assertThat(message.path("execution").asString()).isEqualTo(welcome.run().id().toString());
    assertThat(second.path("messages")).hasSize(2);
    assertThat(second.path("more").asBoolean()).isFalse();
    assertThat(third.path("messages")).isEmpty();
    assertThat(third.path("cursor")).isEqualTo(second.path("cursor"));
    assertThat(page(welcome.id(), "&level=error,warn").path("messages")).hasSize(1);
    assertThat(page(welcome.id(), "&step=" + welcome.fetchStep()).path("messages")).hasSize(1);
    assertThat(page(welcome.id(), "&execution=" + welcome.run().id()).path("messages")).hasSize(5);
    assertThat(page(welcome.id(), "&text=USER").path("messages")).hasSize(1);
  }

  @Test
  void refusesFiltersThatMakeNoSense() {
    Welcome welcome = fixture.welcome("u1");
    String path = "/api/v1/runs/%s/logs?workspace=production".formatted(welcome.id());

    api.get(path + "&level=loud").isProblem(400, "invalid-argument").says("stdout");
    api.get(path + "&step=3").isProblem(400, "invalid-argument").says("id of a step");
    api.get(path + "&step=" + fixture.welcome("u2").fetchStep()).isProblem(400, "invalid-argument");
    api.get(path + "&limit=1001").isProblem(400, "invalid-argument").says("1000");
    api.get(path + "&cursor=x").isProblem(400, "invalid-argument").says("a cursor");
  }

  @Test
  void followsFromTheCursorUntilTheRunEnds() throws Exception {
    Welcome welcome = fixture.welcome("u1");
    log(welcome.run().id(), "info", "before", "{}");
    awaitMessages(welcome.id(), 1);
    URI uri =
        fixture
            .server
            .address()
            .resolve("/api/v1/runs/%s/logs/follow?workspace=production".formatted(welcome.id()));
    List<String> events = new ArrayList<>();

    try (HttpClient http = HttpClient.newHttpClient();
        InputStream stream =
            http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream()).body();
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        events.add(line);
        if (line.contains("\"before\"")) {
          log(welcome.run().id(), "warn", "between", "{}");
        }
        if (line.contains("\"between\"")) {
          welcome.run().returns("sent");
        }
      }
    }

    assertThat(events).contains("event:log", "event:end");
    assertThat(events).filteredOn(line -> line.startsWith("data:{\"execution\"")).hasSize(2);
    String lastId =
        events.stream().filter(line -> line.startsWith("id:")).toList().getLast().substring(3);
    JsonNode rest = page(welcome.id(), "&cursor=" + lastId);
    assertThat(rest.path("messages")).isEmpty();
  }

  /** So that a client knows that it is connected, although nothing is logged. */
  @Test
  void aStreamBeginsAtOnce() throws Exception {
    Welcome welcome = fixture.welcome("u3");
    URI uri =
        fixture
            .server
            .address()
            .resolve("/api/v1/runs/%s/logs/follow?workspace=production".formatted(welcome.id()));

    try (HttpClient http = HttpClient.newHttpClient();
        InputStream stream =
            http.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream())
                .orTimeout(3, TimeUnit.SECONDS)
                .join()
                .body();
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo(":following");
      welcome.run().returns("sent");
      assertThat(lines.lines()).contains("event:end");
    }
  }
}
