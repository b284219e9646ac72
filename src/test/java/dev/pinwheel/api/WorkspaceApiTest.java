package dev.pinwheel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.api.ApiClient.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Workspaces and modules over the API. */
class WorkspaceApiTest {

  private static final String ALL = "/api/v1/workspaces";
  private static final String JOE = "/api/v1/workspaces/development/joe";

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

  private List<String> names(String query) {
    List<String> names = new ArrayList<>();
    JsonNode list = api.get(ALL + query).hasStatus(200).json().path("workspaces");
    list.forEach(workspace -> names.add(workspace.path("name").asString()));
    return names;
  }

  @Test
  void listsBasesBeforeTheirChildren() {
    assertThat(names("")).containsExactly("production", "development", "development/joe");
  }

  @Test
  void createsAndReadsAWorkspace_W1() {
    Answer created =
        api.post(ALL, "{\"name\":\"development/ann\",\"base\":\"development\"}").hasStatus(201);

    String location = created.response().headers().firstValue("Location").orElseThrow();
    assertThat(location).isEqualTo("/api/v1/workspaces/development/ann");
    JsonNode read = api.get(location).hasStatus(200).json();
    assertThat(read).isEqualTo(created.json());
    assertThat(read.path("base").asString()).isEqualTo("development");
    assertThat(read.path("state").asString()).isEqualTo("active");
    assertThat(read.path("depth").asInt()).isEqualTo(2);
    assertThat(read.path("createdBy").asString()).isEqualTo("local");
    assertThat(read.path("embeddedWorker").asBoolean()).isTrue();
    assertThat(api.get("/api/v1/workspaces/development%2Fann").hasStatus(200).json())
        .isEqualTo(read);
  }

  @Test
  void refusesNames_W2() {
    api.post(ALL, "{\"name\":\"production\"}").isProblem(409, "conflict").says("exists already");
    api.post(ALL, "{\"name\":\"dev joe\"}").isProblem(400, "invalid-argument").says("a space");
    api.post(ALL, "{}").isProblem(400, "invalid-argument").says("'name'");
    api.post(ALL, "{\"name\":\"x\",\"base\":\"none\"}").isProblem(404, "not-found").says("'none'");
    api.post(ALL, "{\"name\":\"x\",\"base\":\"x\"}").isProblem(409, "cycle");
    api.post(ALL, "{\"name\":7}").isProblem(400, "malformed-request").says("a text").says("$.name");
  }

  @Test
  void pausesResumesAndArchives_W3() {
    assertThat(api.patch(JOE, "{\"state\":\"paused\"}").hasStatus(200).text("state"))
        .isEqualTo("paused");
    assertThat(api.patch(JOE, "{\"state\":\"paused\"}").hasStatus(200).text("state"))
        .isEqualTo("paused");
    assertThat(api.patch(JOE, "{\"state\":\"active\"}").hasStatus(200).text("state"))
        .isEqualTo("active");
    assertThat(api.patch(JOE, "{\"state\":\"archived\"}").hasStatus(200).text("state"))
        .isEqualTo("archived");

    api.patch(JOE, "{\"state\":\"active\"}").isProblem(409, "invalid-state").says("is archived");
    assertThat(api.get(JOE).hasStatus(200).text("state")).isEqualTo("archived");
    assertThat(names("")).doesNotContain("development/joe");
    assertThat(names("?includeArchived=true")).contains("development/joe");
    api.post(
            "/api/v1/runs?workspace=development/joe",
            "{\"module\":\"users\",\"workflow\":\"welcome\",\"arguments\":[1]}")
        .isProblem(409, "invalid-state")
        .says("is archived");
  }

  @Test
  void renamesAndRebases_W1() {
    assertThat(api.patch(JOE, "{\"name\":\"joe\"}").hasStatus(200).text("name")).isEqualTo("joe");
    String joe = ALL + "/joe";
    assertThat(api.patch(joe, "{\"base\":\"production\"}").text("base")).isEqualTo("production");
    assertThat(api.patch(joe, "{\"base\":null}").hasStatus(200).json().has("base")).isFalse();

    api.get(JOE).isProblem(404, "not-found").says("development/joe");
    api.patch(joe, "{\"name\":\"production\"}").isProblem(409, "conflict");
    api.patch(ALL + "/production", "{\"base\":\"development\"}")
        .isProblem(409, "cycle")
        .says("descends from it");
  }

  @Test
  void takesOneChangeAtATime() {
    api.patch(JOE, "{}").isProblem(400, "invalid-argument").says("found none");
    api.patch(JOE, "{\"name\":\"x\",\"state\":\"paused\"}")
        .isProblem(400, "invalid-argument")
        .says("found 2");
    api.patch(JOE, "{\"state\":\"asleep\"}")
        .isProblem(400, "invalid-argument")
        .says("active, paused, archived");
    api.patch(JOE, "{\"base\":1}").isProblem(400, "invalid-argument").says("'base'");
    api.patch(ALL + "/none", "{\"state\":\"paused\"}").isProblem(404, "not-found");
    api.patch(ALL, "{\"state\":\"paused\"}").isProblem(404, "not-found");
  }

  @Test
  void listsModulesWithTheirTargets_W6() {
    JsonNode modules =
        api.get("/api/v1/modules?workspace=development").hasStatus(200).json().path("modules");

    assertThat(modules).hasSize(1);
    JsonNode users = modules.get(0);
    assertThat(api.get("/api/v1/modules/users?workspace=development").json()).isEqualTo(users);
    assertThat(users.path("workerHere").asBoolean()).isTrue();
    assertThat(users.has("declaredIn")).isFalse();
    JsonNode welcome = users.path("targets").get(0);
    assertThat(welcome.path("name").asString()).isEqualTo("welcome");
    assertThat(welcome.path("kind").asString()).isEqualTo("workflow");
    assertThat(welcome.path("parameters").get(0).path("name").asString()).isEqualTo("userId");
    assertThat(welcome.path("parameters").get(0).path("schema").isObject()).isTrue();
    assertThat(users.path("targets").get(2).path("options").path("memo").asString())
        .isEqualTo("all");
    api.get("/api/v1/modules/none?workspace=development").isProblem(404, "not-found");
    api.get("/api/v1/modules?workspace=none").isProblem(404, "not-found").says("'none'");
  }
}
