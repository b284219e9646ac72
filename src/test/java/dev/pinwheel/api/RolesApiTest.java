package dev.pinwheel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.access.Need;
import dev.pinwheel.access.Permission;
import dev.pinwheel.api.ApiClient.Answer;
import dev.pinwheel.api.ApiFixture.Welcome;
import dev.pinwheel.api.ApiServer.Route;
import dev.pinwheel.testing.Who;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every request with every role: each cell of docs/reference/permissions.md, over HTTP (A7). The
 * requests are those of the controllers, so that none is forgotten.
 */
class RolesApiTest {

  /** The least that makes a request valid. */
  private static final Map<String, String> BODIES =
      Map.ofEntries(
          Map.entry(
              "POST /api/v1/runs",
              "{\"module\":\"users\",\"workflow\":\"welcome\",\"arguments\":[\"u2\"]}"),
          Map.entry("POST /api/v1/steps/{step}/rerun", "{}"),
          Map.entry("PUT /api/v1/retention", "{\"everything\":true}"),
          Map.entry("POST /api/v1/retention/preview", "{\"ageMillis\":3600000}"),
          Map.entry(
              "POST /api/v1/workspaces", "{\"name\":\"development/NEW\",\"base\":\"production\"}"),
          Map.entry("PATCH /api/v1/workspaces/{*name}", "{\"state\":\"active\"}"),
          Map.entry(
              "POST /api/v1/users",
              "{\"name\":\"NEW\",\"password\":\"%s\"}".formatted(Team.PASSWORD)),
          Map.entry("PATCH /api/v1/users/{name}", "{\"administrator\":false}"),
          Map.entry(
              "PUT /api/v1/grants",
              "{\"user\":\"spare\",\"role\":\"viewer\",\"on\":\"production\"}"),
          Map.entry("POST /api/v1/tokens", "{\"name\":\"NEW\",\"role\":\"viewer\",\"on\":[\"*\"]}"),
          Map.entry("PUT /api/v1/reservations", "{\"module\":\"shop\",\"tokens\":[]}"),
          Map.entry(
              "POST /api/v1/login",
              "{\"name\":\"spare\",\"password\":\"%s\",\"token\":\"NEW\"}"
                  .formatted(Team.PASSWORD)));

  private static final Map<String, String> QUERIES =
      Map.of(
          "DELETE /api/v1/grants", "&user=spare&on=production",
          "GET /api/v1/access", "&user=spare",
          "GET /api/v1/runs/{run}/comparison", "&with=attempt:1",
          "GET /api/v1/executions/{execution}/comparison", "&with=EXECUTION",
          "GET /api/v1/runs/{run}/logs/follow", "&follow=no");

  /** What is one's own is answered to everybody, and to administrators what they administer. */
  private static final List<String> ALSO_OF_ONES_OWN =
      List.of("GET /api/v1/grants", "GET /api/v1/activity");

  private final ApiFixture fixture = new ApiFixture();
  private final Map<Who, ApiClient> people = new LinkedHashMap<>();
  private int made;

  @SuppressWarnings("NullAway") // set up before each test
  private Welcome welcome;

  @BeforeEach
  void gather() {
    welcome = fixture.welcome("u1");
    Team team = new Team(fixture);
    team.user("spare");
    people.put(Who.NOBODY, fixture.api);
    people.put(Who.WITHOUT_A_ROLE, team.user("outsider"));
    for (Who who : Who.values()) {
      who.role()
          .ifPresent(role -> people.put(who, team.user(role.word() + "-joe", role.word(), "*")));
    }
    people.put(Who.SERVER_ADMINISTRATOR, team.ada());
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void everyCellOfTheMatrixHolds_A3_A4_A7() {
    SoftAssertions cells = new SoftAssertions();
    List<Route> routes = fixture.server.routes();
    for (Route route : routes) {
      people.forEach((who, api) -> check(cells, route, who, api));
    }
    cells.assertAll();
    assertThat(routes).hasSizeGreaterThan(50);
  }

  private void check(SoftAssertions cells, Route route, Who who, ApiClient api) {
    if (route.path().endsWith("/follow") || route.path().endsWith("/plan")) {
      return; // One does not end, the other needs a step that was re-run; both have the others'
      // guard.
    }
    Answer answer = send(route, api);
    String cell =
        "%s by %s: %d %s".formatted(route, who, answer.status(), answer.response().body());
    if (ALSO_OF_ONES_OWN.contains(route.toString()) && who != Who.NOBODY) {
      cells.assertThat(answer.status()).as(cell).isEqualTo(200);
      if (!who.may(route.needs().need())) {
        cells
            .assertThat(answer.response().body())
            .as(cell)
            .doesNotContain("spare", "\"user\":\"ada\"", "\"by\":\"ada");
      }
    } else if (who.may(route.needs().need())) {
      // What is done already, or was not there, is no matter of permission.
      cells.assertThat(answer.status()).as(cell).isIn(200, 201, 202, 404, 409);
      cells.assertThat(answer.response().body()).as(cell).doesNotContain("No workspace is called");
    } else {
      cells.assertThat(answer.status()).as(cell).isIn(refusals(route.needs(), who));
    }
  }

  /** Where one has no role, there is nothing to be forbidden; a new name is no secret. */
  private static List<Integer> refusals(Permission permission, Who who) {
    Need need = permission.need();
    if (who == Who.NOBODY) {
      return List.of(401);
    }
    boolean isOfAWorkspace = need.role().isPresent() || need == Need.ADMINISTRATOR_OF_SCOPE;
    boolean isHidden = isOfAWorkspace && who.role().isEmpty();
    return List.of(isHidden && permission != Permission.CREATE_WORKSPACE ? 404 : 403);
  }

  /** The id of a new token, which one may revoke again. */
  private String ownToken(ApiClient api) {
    Answer answer =
        api.post(
            "/api/v1/tokens",
            "{\"name\":\"own%d\",\"role\":\"viewer\",\"on\":[\"*\"]}".formatted(++made));
    return answer.status() == 201 ? answer.json().path("token").path("id").asString() : "1";
  }

  private Answer send(Route route, ApiClient api) {
    String key = route.toString();
    String path =
        route
            .path()
            .replace("{run}", welcome.id())
            .replace("{step}", welcome.fetchStep().toString())
            .replace("{execution}", welcome.run().id().toString())
            .replace("{position}", "1")
            .replace("{module}", "users")
            .replace("{word}", "not-found")
            .replace("{id}", key.startsWith("DELETE") ? ownToken(api) : "1")
            .replace("{name}", "spare")
            .replace("{*name}", "/production")
            .replace("//", "/");
    assertThat(path).as("give the variables of this path a value here").doesNotContain("{");
    boolean isOfAWorkspace =
        Stream.of(
                    "/problems",
                    "/workspaces",
                    "/users",
                    "/tokens",
                    "/grants",
                    "/login",
                    "/activity",
                    "/servers")
                .noneMatch(part -> route.path().contains(part) && !route.path().contains("/runs/"))
            && !route.path().equals("/api/v1/me");
    String query =
        (isOfAWorkspace ? "&workspace=production" : "")
            + QUERIES.getOrDefault(key, "").replace("EXECUTION", welcome.run().id().toString());
    String address = query.isEmpty() ? path : path + "?" + query.substring(1);
    String body = BODIES.get(key);
    return api.send(
        route.method(),
        address,
        body == null ? null : body.replace("NEW", "new" + ++made),
        Map.of());
  }
}
