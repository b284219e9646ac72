package dev.pinwheel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.api.ApiClient.Answer;
import dev.pinwheel.api.ApiFixture.Welcome;
import dev.pinwheel.api.ApiServer.Route;
import dev.pinwheel.engine.log.LogMessage;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Json;
import dev.pinwheel.testing.Scripted;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two people with nothing in common: whatever one asks, the other's workspaces, runs, workers,
 * tokens and acts are in no answer (A4). Everything of the other has a mark in it.
 */
class DisjointTeamsTest {

  private static final String MARK = "zebra";

  private final ApiFixture fixture = new ApiFixture();

  @SuppressWarnings("NullAway") // set up before each test
  private Welcome own;

  @SuppressWarnings("NullAway") // set up before each test
  private Scripted hidden;

  @SuppressWarnings("NullAway") // set up before each test
  private ApiClient joe;

  @BeforeEach
  void work() {
    own = fixture.welcome("u1");
    fixture.engine.workspace("zebra");
    fixture.engine.workspace("zebra/kid", "zebra");
    hidden = fixture.engine.submit("zebra", "welcome", MARK).running();
    hidden.calls("fetchUser", MARK).failing(MARK);
    log(hidden.id());
    fixture.engine.submit("zebra/kid", "welcome", MARK);
    Team team = new Team(fixture);
    joe = team.user("joe", "administrator", "production", "administrator", "development/*");
    ApiClient zoe = team.user(MARK + "-zoe", "administrator", "zebra", "administrator", "zebra/*");
    zoe.post(
            "/api/v1/tokens",
            "{\"name\": \"zebra-token\", \"role\": \"developer\", \"on\": [\"zebra\"]}")
        .hasStatus(201);
    zoe.post("/api/v1/steps/%s/rerun?workspace=zebra".formatted(hidden.step()), "{}")
        .hasStatus(201);
    zoe.put("/api/v1/retention?workspace=zebra", "{\"everything\": true}").hasStatus(200);
    assertThat(zoe.get("/api/v1/runs?workspace=zebra").hasStatus(200).response().body())
        .contains(MARK);
    assertThat(zoe.get("/api/v1/activity").hasStatus(200).response().body()).contains(MARK);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void log(ExecutionId execution) {
    fixture
        .engine
        .engine()
        .log(
            List.of(
                new LogMessage(
                    execution, fixture.engine.clock().instant(), "info", MARK, Json.of("{}"))));
  }

  @Test
  void nothingOfTheOtherTeamIsInAnyAnswer_A4() {
    List<String> reads =
        fixture.server.routes().stream()
            .filter(route -> route.method().equals("GET"))
            .map(Route::path)
            .filter(path -> !path.endsWith("/follow"))
            .toList();
    assertThat(reads).hasSizeGreaterThan(30);
    for (String path : reads) {
      String ofOwn = path(path, own.id(), own.fetchStep().toString(), own.run().id().toString());
      String ofHidden =
          path(path, hidden.run().toString(), hidden.step().toString(), hidden.id().toString());
      for (String asked : new String[] {ofOwn, ofHidden}) {
        for (String query :
            new String[] {"", "workspace=production", "workspace=production&text=" + MARK}) {
          Answer answer = joe.get(query.isEmpty() ? asked : asked + "?" + query);
          assertThat(answer.response().body()).as("%s?%s", asked, query).doesNotContain(MARK);
        }
      }
    }
  }

  /** Ids of the other team are unknown, with the words of ids that nobody has. */
  @Test
  void theOtherTeamsIdsAreUnknown_A4() {
    String nobodys = "RZZZZZZZZ";
    for (String path : new String[] {"", "/steps", "/timeline", "/result", "/logs", "/activity"}) {
      Answer answer =
          joe.get("/api/v1/runs/%s%s?workspace=production".formatted(hidden.run(), path));
      Answer unknown = joe.get("/api/v1/runs/%s%s?workspace=production".formatted(nobodys, path));
      assertThat(answer.status()).as(path).isEqualTo(unknown.status());
      assertThat(answer.response().body().replace(hidden.run().toString(), "ID"))
          .as(path)
          .isEqualTo(unknown.response().body().replace(nobodys, "ID"));
    }
    for (String path :
        new String[] {"/api/v1/steps/%s/rerun", "/api/v1/runs/%s/cancel", "/api/v1/runs/%s/keep"}) {
      String id = path.contains("/steps/") ? hidden.step().toString() : hidden.run().toString();
      joe.send(
              path.endsWith("/keep") ? "PUT" : "POST",
              path.formatted(id) + "?workspace=production",
              path.endsWith("/rerun") ? "{}" : "",
              java.util.Map.of())
          .isProblem(404, "not-found");
    }
  }

  private static String path(String pattern, String run, String step, String execution) {
    return pattern
        .replace("{run}", run)
        .replace("{step}", step)
        .replace("{execution}", execution)
        .replace("{position}", "1")
        .replace("{module}", "users")
        .replace("{word}", "not-found")
        .replace("{id}", "1")
        .replace("{name}", "joe")
        .replace("{*name}", "/production")
        .replace("//", "/");
  }
}
