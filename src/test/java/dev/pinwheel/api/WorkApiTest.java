package dev.pinwheel.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Workers and queue over the API. */
class WorkApiTest {

  private final ApiFixture fixture = new ApiFixture();
  private ApiClient api;

  @BeforeEach
  void start() {
    api = fixture.api;
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void listsWhoServesTheWorkspace() {
    fixture.engine.workerFor("development");

    JsonNode production = api.get("/api/v1/workers?workspace=production").hasStatus(200).json();
    JsonNode child = api.get("/api/v1/workers?workspace=development").hasStatus(200).json();

    assertThat(production.path("workers")).hasSize(1);
    assertThat(production.path("workers").get(0).path("embedded").asBoolean()).isTrue();
    assertThat(child.path("workers")).hasSize(2);
    JsonNode specific = child.path("workers").get(0);
    assertThat(specific.path("serves").asString()).isEqualTo("development");
    assertThat(specific.path("state").asString()).isEqualTo("connected");
    assertThat(specific.path("codeVersion").asString()).isEqualTo("v1");
  }

  @Test
  void saysWhatExecutesAndWhyTheRestWaits() {
    fixture.engine.submit("production", "welcome", "u1").running();
    fixture.engine.pause("development");
    for (int i = 0; i < 3; i++) {
      fixture.engine.submit("development", "welcome", "u" + i);
    }

    JsonNode queue = api.get("/api/v1/queue?workspace=development").hasStatus(200).json();
    JsonNode production = api.get("/api/v1/queue?workspace=production").hasStatus(200).json();

    assertThat(queue.path("counts").path("executing").asInt()).isEqualTo(1);
    assertThat(queue.path("counts").path("due").asInt()).isEqualTo(3);
    JsonNode due = queue.path("entries").get(1);
    assertThat(due.path("section").asString()).isEqualTo("due");
    assertThat(due.path("waiting").path("reason").asString()).isEqualTo("paused");
    assertThat(due.path("waiting").path("sentence").asString()).isEqualTo("development is paused");
    assertThat(due.path("remedy").asString()).isEqualTo("Resume development.");
    assertThat(production.path("entries")).hasSize(1);
    assertThat(production.path("counts").path("due").asInt()).isZero();
  }

  @Test
  void pagesThroughTheSections() {
    fixture.engine.submit("production", "welcome", "u1").running();
    fixture.engine.submit("production", "welcome", "u2").running();
    fixture.engine.pause("development");
    for (int i = 0; i < 3; i++) {
      fixture.engine.submit("development", "welcome", "u" + i);
    }

    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page =
          api.get("/api/v1/queue?workspace=development&limit=2" + cursor).hasStatus(200).json();
      page.path("entries").forEach(entry -> seen.add(entry.path("execution").asString()));
      cursor = page.has("nextCursor") ? "&cursor=" + page.path("nextCursor").asString() : null;
    } while (cursor != null);

    assertThat(seen).hasSize(5).doesNotHaveDuplicates();
    assertThat(
            api.get("/api/v1/queue?workspace=development&section=scheduled,blocked")
                .json()
                .path("entries"))
        .isEmpty();
  }

  @Test
  void refusesWhatMakesNoSense() {
    String path = "/api/v1/queue?workspace=production";

    api.get(path + "&section=lost").isProblem(400, "invalid-argument").says("executing");
    api.get(path + "&limit=501").isProblem(400, "invalid-argument").says("500");
    api.get(path + "&cursor=OTkgMA").isProblem(400, "invalid-argument").says("a cursor");
    api.get("/api/v1/queue").isProblem(400, "invalid-argument").says("workspace");
    api.get("/api/v1/workers").isProblem(400, "invalid-argument").says("workspace");
    api.get("/api/v1/workers?workspace=none").isProblem(404, "not-found");
  }
}
