package dev.pinwheel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.RunId;
import dev.pinwheel.testing.Scripted;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How long runs are kept, over the API (G1, G3). */
class RetentionApiTest {

  private static final String RETENTION = "/api/v1/retention?workspace=";
  private static final String PREVIEW = "/api/v1/retention/preview?workspace=";
  private static final String NEVER = new RunId(999_999).toString();
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final String MONTH = "{\"ageMillis\":%d}".formatted(30 * DAY);

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

  private ApiClient.Answer put(String path, String body) {
    return api.send("PUT", path, body, Map.of());
  }

  private ApiClient.Answer delete(String path) {
    return api.send("DELETE", path, null, Map.of());
  }

  private Scripted ended(String workspace) {
    Scripted run = fixture.engine.submit(workspace, "welcome", "u1").running();
    run.returns("done");
    return run;
  }

  @Test
  void unsetInheritsAndTheRootKeepsEverything_G1() {
    JsonNode root = api.get(RETENTION + "production").hasStatus(200).json();
    assertThat(root.path("retention").path("everything").asBoolean()).isTrue();
    assertThat(root.path("inherited").asBoolean()).isTrue();
    assertThat(root.has("from")).isFalse();

    JsonNode set =
        put(
                RETENTION + "production",
                "{\"ageMillis\":%d,\"lastRuns\":100,\"childLimitMillis\":%d}"
                    .formatted(30 * DAY, DAY))
            .hasStatus(200)
            .json();
    assertThat(set).isEqualTo(api.get(RETENTION + "production").json());
    assertThat(set.path("inherited").asBoolean()).isFalse();

    JsonNode child = api.get(RETENTION + "development/joe").json();
    assertThat(child.path("from").asString()).isEqualTo("production");
    assertThat(child.path("retention")).isEqualTo(set.path("retention"));
    assertThat(child.path("retention").path("ageMillis").asLong()).isEqualTo(30 * DAY);
    assertThat(child.path("retention").path("lastRuns").asInt()).isEqualTo(100);
    assertThat(child.path("retention").path("childLimitMillis").asLong()).isEqualTo(DAY);

    JsonNode own = put(RETENTION + "development", "{\"everything\":true}").hasStatus(200).json();
    assertThat(own.path("from").asString()).isEqualTo("development");
    assertThat(delete(RETENTION + "development").hasStatus(200).json().path("from").asString())
        .isEqualTo("production");
  }

  @Test
  void saysWhatIsWrongWithARetention() {
    put(RETENTION + "production", "{}").isProblem(400, "invalid-argument").says("found neither");
    put(RETENTION + "production", "{\"everything\":true,\"ageMillis\":1}")
        .isProblem(400, "invalid-argument")
        .says("found both");
    put(RETENTION + "production", "{\"ageMillis\":1000}")
        .isProblem(400, "invalid-argument")
        .says("1 minute");
    put(RETENTION + "production", "{\"ageMillis\":-9223372036854775808}")
        .isProblem(400, "invalid-argument");
    put(RETENTION + "production", "{\"ageMillis\":9223372036854775807}")
        .isProblem(400, "invalid-argument");
    put(RETENTION + "nowhere", MONTH).isProblem(404, "not-found");
    fixture.engine.archive("development/joe");
    put(RETENTION + "development/joe", MONTH).isProblem(409, "invalid-state").says("archived");
    assertThat(api.get(RETENTION + "production").json().path("inherited").asBoolean()).isTrue();
  }

  @Test
  void previewCountsWhatIsVisibleAndChangesNothing_G3_W4() {
    Scripted marked = ended("production");
    Scripted old = ended("production");
    old.step();
    fixture.engine.rerun("development", old.step()).running().returns("x".repeat(10_000));
    ended("development");
    put("/api/v1/runs/%s/keep?workspace=production".formatted(marked.run()), "").hasStatus(200);
    fixture.engine.clock().advance(Duration.ofDays(31));
    ended("production");

    JsonNode preview = api.post(PREVIEW + "production", MONTH).hasStatus(200).json();

    assertThat(preview.path("runs").asInt()).isEqualTo(1);
    assertThat(preview.path("executions").asInt()).as("not the child's").isEqualTo(1);
    assertThat(preview.path("bytes").asLong()).isBetween(1000L, 5000L);
    assertThat(preview.path("kept").path("marked").asInt()).isEqualTo(1);
    assertThat(preview.path("complete").asBoolean()).isTrue();
    assertThat(
            api.post(PREVIEW + "production", "{\"everything\":true}").json().path("runs").asInt())
        .isZero();
    assertThat(api.get(RETENTION + "production").json().path("inherited").asBoolean()).isTrue();
  }

  @Test
  void removesAndRecords_G3() {
    String old = ended("production").run().toString();
    ended("development");
    put(RETENTION + "production", MONTH).hasStatus(200);
    String path = "/api/v1/runs/%s?workspace=production";
    String never = api.get(path.formatted(NEVER)).text("detail");

    fixture.engine.clock().advance(Duration.ofDays(31));
    fixture.engine.engine().removeExpired();

    assertThat(api.get(path.formatted(old)).isProblem(404, "not-found").text("detail"))
        .as("as of a run that never existed")
        .isEqualTo(never.replace(NEVER, old));
    JsonNode hours =
        api.get("/api/v1/retention/removed?workspace=production")
            .hasStatus(200)
            .json()
            .path("hours");
    assertThat(hours).hasSize(1);
    assertThat(hours.path(0).path("runs").asInt()).isEqualTo(1);
    assertThat(hours.path(0).path("executions").asInt()).isEqualTo(1);
  }

  @Test
  void marksAndReleasesARun_G1() {
    Scripted run = ended("production");
    String keep = "/api/v1/runs/%s/keep?workspace=".formatted(run.run());
    String path = "/api/v1/runs/%s?workspace=production".formatted(run.run());
    assertThat(api.get(path).json().path("kept").asBoolean()).isFalse();

    assertThat(put(keep + "production", "").hasStatus(200).json().path("kept").asBoolean())
        .isTrue();
    put(keep + "production", "").hasStatus(200);
    assertThat(api.get(path).json().path("kept").asBoolean()).isTrue();
    assertThat(
            api.get("/api/v1/runs?workspace=development")
                .json()
                .path("runs")
                .path(0)
                .path("kept")
                .asBoolean())
        .isTrue();
    put(keep + "development", "").isProblem(409, "invalid-state").says("Mark it from there");

    assertThat(delete(keep + "production").hasStatus(200).json().path("kept").asBoolean())
        .isFalse();
    assertThat(api.get(path).json().path("kept").asBoolean()).isFalse();
    put("/api/v1/runs/" + NEVER + "/keep?workspace=production", "").isProblem(404, "not-found");
  }
}
