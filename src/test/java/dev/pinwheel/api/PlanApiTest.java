package dev.pinwheel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.api.ApiFixture.Welcome;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.testing.Scripted;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Plans of re-runs, and what became of them. */
class PlanApiTest {

  private static ApiFixture fixture;
  private Welcome welcome;

  @BeforeAll
  static void start() {
    fixture = new ApiFixture();
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @BeforeEach
  void run() {
    welcome = fixture.welcome("u1");
    welcome.run().returns("sent");
  }

  private JsonNode plan(String more) {
    return fixture
        .api
        .get("/api/v1/steps/%s/plan?workspace=development%s".formatted(welcome.run().step(), more))
        .hasStatus(200)
        .json();
  }

  @Test
  void saysWhatWouldRunAndWhatWouldBeReused() {
    JsonNode plan = plan("");

    assertThat(plan.path("workspace").asString()).isEqualTo("development");
    assertThat(plan.at("/willRun/calls").asInt()).isEqualTo(1);
    assertThat(plan.at("/willRun/lines/0/cause").asString()).isEqualTo("forced");
    assertThat(plan.at("/willBeReused/lines/0/target").asString()).isEqualTo("fetchUser");
    assertThat(plan.at("/willBeReused/lines/0/from").asString()).isEqualTo("production");
    assertThat(plan.at("/willBeReused/lines/0/attempt").asInt()).isEqualTo(1);
    assertThat(plan.path("canRun").asBoolean()).isTrue();
    assertThat(plan.path("obstacles")).isEmpty();
    assertThat(plan.has("note")).isFalse();
  }

  @Test // F10
  void takesTheStepsToForce() {
    JsonNode plan = plan("&reuseSuccesses=true&alsoForce=" + welcome.fetchStep());

    assertThat(plan.at("/willRun/calls").asInt()).isEqualTo(2);
    assertThat(plan.at("/willRun/lines/1/cause").asString()).isEqualTo("alsoForced");
  }

  @Test // M2
  void takesTheMemoOptionOfTheReRun() {
    JsonNode plan = plan("&memo=off");

    assertThat(plan.at("/willBeReused/calls").asInt()).isZero();
    assertThat(plan.at("/willRun/lines/1/target").asString()).isEqualTo("fetchUser");
    assertThat(plan.at("/willRun/lines/1/cause").asString()).isEqualTo("notMemoized");
  }

  @Test
  void isRefusedLikeTheReRun() {
    Scripted child = fixture.engine.submit("development", "welcome", "u1").running();

    fixture
        .api
        .get("/api/v1/steps/%s/plan?workspace=production".formatted(child.step()))
        .isProblem(404, "not-found");
    fixture
        .api
        .get(
            "/api/v1/steps/%s/plan?workspace=production&alsoForce=x"
                .formatted(welcome.run().step()))
        .isProblem(400, "invalid-argument")
        .says("id of a step");
  }

  @Test
  void recordsThePlanWithTheReRunAndComparesIt() {
    ExecutionId rerun =
        ExecutionId.parse(
                fixture
                    .api
                    .post(
                        "/api/v1/steps/%s/rerun?workspace=development"
                            .formatted(welcome.run().step()),
                        "{\"plan\":true}")
                    .hasStatus(201)
                    .text("execution"))
            .orElseThrow();
    String comparison = "/api/v1/executions/%s/plan?workspace=".formatted(rerun);
    Scripted again = fixture.engine.scripted(rerun).running();
    again.awaits("fetchUser", "u1");
    assertThat(fixture.api.get(comparison + "development").json().path("ended").asBoolean())
        .isFalse();
    again.awaits("sendEmail", "more").returning(1);
    again.returns("sent");

    JsonNode happened = fixture.api.get(comparison + "development").hasStatus(200).json();

    assertThat(happened.path("ended").asBoolean()).isTrue();
    assertThat(happened.path("asPlanned").asBoolean()).isFalse();
    assertThat(happened.path("sentence").asString())
        .isEqualTo("Planned: 1 to run, 2 to be reused. Actual: 2 ran, 1 was reused.");
    assertThat(happened.at("/targets/2/target").asString()).isEqualTo("sendEmail");
    assertThat(happened.at("/targets/2/ran").asInt()).isEqualTo(1);
    fixture.api.get(comparison + "production").isProblem(404, "not-found");
    fixture
        .api
        .get("/api/v1/executions/%s/plan?workspace=production".formatted(welcome.run().id()))
        .isProblem(404, "not-found")
        .says("no plan");
  }
}
