package dev.pinwheel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.api.ApiFixture.Welcome;
import dev.pinwheel.engine.log.LogMessage;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Json;
import dev.pinwheel.testing.Scripted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * W4 over the API: whatever a child does, every path that can be read answers production exactly
 * what it answered before. The paths are taken from the controllers, so that none is forgotten.
 */
class ApiLeakTest {

  /** Of the server as a whole, whoever looks. */
  private static final List<String> OF_THE_SERVER =
      List.of(
          "/api/v1/me",
          "/api/v1/access",
          "/api/v1/users",
          "/api/v1/grants",
          "/api/v1/tokens",
          // For administrators; AccessApiTest says what of it they see.
          "/api/v1/activity",
          "/api/v1/servers",
          "/metrics");

  private final ApiFixture fixture = new ApiFixture();
  private Welcome welcome;
  private ExecutionId planned;

  @BeforeEach
  void runInProduction() {
    welcome = fixture.welcome("u1");
    log(welcome.run().id(), "welcoming");
    welcome.run().calls("sendEmail", "u1").failing("no mail");
    welcome.run().returns("sent");
    planned =
        ExecutionId.parse(
                fixture
                    .api
                    .post(
                        "/api/v1/steps/%s/rerun?workspace=production"
                            .formatted(welcome.fetchStep()),
                        "{\"plan\":true}")
                    .text("execution"))
            .orElseThrow();
    fixture.engine.scripted(planned).running().returns("ada");
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void whatAChildDoesIsInNoAnswerToProduction_W4() {
    Map<String, String> before = everythingSeenFrom("production");

    Work work = workIn("development");

    Map<String, String> after = everythingSeenFrom("production");
    assertThat(after).isEqualTo(before);
    assertThat(String.join("\n", after.values())).doesNotContain("secret");
    for (ExecutionId hidden : work.executions()) {
      fixture
          .api
          .get("/api/v1/executions/%s?workspace=production".formatted(hidden))
          .isProblem(404, "not-found");
    }
    for (String run : work.runs()) {
      for (String path : List.of("", "/steps", "/timeline", "/result", "/logs", "/logs/follow")) {
        fixture
            .api
            .get("/api/v1/runs/%s%s?workspace=production".formatted(run, path))
            .isProblem(404, "not-found");
      }
      fixture
          .api
          .post("/api/v1/runs/%s/cancel?workspace=production".formatted(run), "")
          .isProblem(404, "not-found");
    }
  }

  @Test
  void siblingsSeeNothingOfEachOther_W4() {
    fixture.engine.workspace("staging", "production");
    Map<String, String> before = everythingSeenFrom("staging");

    workIn("development");

    assertThat(everythingSeenFrom("staging")).isEqualTo(before);
  }

  @Test
  void theChildSeesItsOwnWork() {
    Map<String, String> before = everythingSeenFrom("development");

    workIn("development");

    Map<String, String> after = everythingSeenFrom("development");
    long different =
        before.entrySet().stream()
            .filter(answer -> !answer.getValue().equals(after.get(answer.getKey())))
            .count();
    assertThat(different).as("answers that the test can tell apart").isGreaterThanOrEqualTo(9);
  }

  private record Work(List<ExecutionId> executions, List<String> runs) {}

  /** Re-runs, reuses, logs, fails, waits and submits; some of it stays open. */
  private Work workIn(String workspace) {
    List<ExecutionId> executions = new ArrayList<>();
    Scripted forced = fixture.engine.rerun(workspace, welcome.fetchStep()).running();
    forced.returns("secret");
    Scripted again = fixture.engine.rerun(workspace, welcome.run().step()).running();
    again.calls("fetchUser", "u1");
    Scripted slow = again.calls("sleep").running();
    log(again.id(), "secretly");
    again.calls("sendEmail", "secret").failing("secret");
    Scripted own = fixture.engine.submit(workspace, "welcome", "secret").running();
    log(own.id(), "secret");
    Stream.of(forced, again, slow, own).map(Scripted::id).forEach(executions::add);
    return new Work(executions, List.of(own.run().toString()));
  }

  private void log(ExecutionId execution, String message) {
    fixture
        .engine
        .engine()
        .log(
            List.of(
                new LogMessage(
                    execution, fixture.engine.clock().instant(), "info", message, Json.of("{}"))));
    fixture.awaitLog(execution, message);
  }

  /** Only what was re-run has a plan. */
  private ExecutionId execution(String pattern) {
    return pattern.endsWith("/plan") ? planned : welcome.run().id();
  }

  /** The answers by path. */
  private Map<String, String> everythingSeenFrom(String workspace) {
    Map<String, String> seen = new LinkedHashMap<>();
    for (String pattern : fixture.server.readablePaths()) {
      boolean endless = pattern.endsWith("/follow") && workspace.equals("development");
      if (endless || OF_THE_SERVER.contains(pattern)) {
        continue;
      }
      String path =
          pattern
              .replace("{run}", welcome.id())
              .replace("{step}", welcome.fetchStep().toString())
              .replace("{execution}", execution(pattern).toString())
              .replace("{position}", "1")
              .replace("{module}", "users")
              .replace("{word}", "not-found")
              .replace("{*name}", "production");
      assertThat(path).as("give the variables of this path a value here").doesNotContain("{");
      for (String query : queries(pattern)) {
        String asked = isOfNoWorkspace(pattern) ? path : path + "?workspace=" + workspace + query;
        ApiClient.Answer answer = fixture.api.get(asked);
        assertThat(answer.status()).as(asked).isIn(200, 202);
        seen.put(asked, answer.response().body());
      }
    }
    assertThat(seen).hasSizeGreaterThan(20);
    return seen;
  }

  /** Names of workspaces are known to all until there are users; problems are documents. */
  private static boolean isOfNoWorkspace(String pattern) {
    return pattern.startsWith("/api/problems") || pattern.startsWith("/api/v1/workspaces");
  }

  private List<String> queries(String pattern) {
    return switch (pattern) {
      case "/api/v1/runs/{run}/comparison" ->
          List.of("&with=workspace:production", "&with=attempt:1");
      case "/api/v1/executions/{execution}/comparison" -> List.of("&with=" + welcome.run().id());
      case "/api/v1/runs" ->
          List.of("", "&text=secret", "&status=running,queued", "&includeBases=false", "&limit=1");
      case "/api/v1/runs/{run}/steps" -> List.of("", "&earlier=true");
      case "/api/v1/runs/{run}/logs" -> List.of("", "&text=secret");
      default -> List.of("");
    };
  }
}
