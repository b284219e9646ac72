package dev.pinwheel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.api.ApiClient.Answer;
import dev.pinwheel.api.ApiFixture.Welcome;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.testing.Scripted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Runs, steps and executions over the API. */
class RunApiTest {

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

  private static String submission(String workflow, String arguments) {
    return "{\"module\":\"users\",\"workflow\":\"%s\",\"arguments\":%s}"
        .formatted(workflow, arguments);
  }

  @Test
  void submitsARunAndSaysWhereItIs() {
    Answer answer =
        api.post("/api/v1/runs?workspace=production", submission("welcome", "[\"u1\"]"))
            .hasStatus(201);

    String run = answer.text("run");
    assertThat(run).matches("R[0-9A-Z]{4,}");
    assertThat(answer.json().path("existing").asBoolean()).isFalse();
    String location = answer.response().headers().firstValue("Location").orElseThrow();
    assertThat(location).isEqualTo("/api/v1/runs/" + run + "?workspace=production");
    JsonNode detail = api.get(location).hasStatus(200).json();
    assertThat(detail.path("status").asString()).isEqualTo("running");
    assertThat(detail.path("submittedBy").asString()).isEqualTo("local");
    assertThat(detail.path("submittedAt").asString()).isEqualTo("2026-11-22T10:00:00Z");
  }

  @Test
  void theSameIdempotencyKeyGivesTheSameRun_E5() {
    Map<String, String> key = Map.of("Idempotency-Key", "order-17");
    String path = "/api/v1/runs?workspace=production";
    Answer first = api.send("POST", path, submission("welcome", "[\"u1\"]"), key).hasStatus(201);

    Answer again = api.send("POST", path, submission("welcome", "[ \"u1\" ]"), key).hasStatus(200);
    Answer other = api.send("POST", path, submission("welcome", "[\"u2\"]"), key);
    Answer elsewhere =
        api.send(
            "POST", "/api/v1/runs?workspace=development", submission("welcome", "[\"u2\"]"), key);

    assertThat(again.text("run")).isEqualTo(first.text("run"));
    assertThat(again.json().path("existing").asBoolean()).isTrue();
    other.isProblem(409, "conflict").says("order-17").says(first.text("run"));
    elsewhere.hasStatus(201);
  }

  @Test
  void argumentsGoByNameToo() {
    Answer answer =
        api.post(
                "/api/v1/runs?workspace=production",
                "{\"module\":\"users\",\"workflow\":\"greet\",\"namedArguments\":{\"times\":2,\"greeting\":\"hi\"}}")
            .hasStatus(201);

    JsonNode execution =
        api.get("/api/v1/executions/%s:1:1?workspace=production".formatted(answer.text("run")))
            .hasStatus(200)
            .json();
    assertThat(execution.path("arguments").get(0).path("name").asString()).isEqualTo("greeting");
    assertThat(execution.path("arguments").get(0).path("value").asString()).isEqualTo("hi");
    assertThat(execution.path("arguments").get(1).path("value").asInt()).isEqualTo(2);
  }

  @Test
  void namedArgumentsAreChecked() {
    String path = "/api/v1/runs?workspace=production";
    String start = "{\"module\":\"users\",\"workflow\":\"greet\",\"namedArguments\":";

    api.post(path, start + "{\"times\":2}}").isProblem(400, "invalid-argument").says("'greeting'");
    api.post(path, start + "{\"times\":2,\"greeting\":1,\"x\":1}}")
        .isProblem(400, "invalid-argument")
        .says("no parameter 'x'")
        .says("greeting, times");
    api.post(path, start + "{},\"arguments\":[]}").isProblem(400, "invalid-argument").says("both");
  }

  @Test
  void numbersAndTextsKeepEveryDigitAndCharacter() {
    String odd = "[{\"n\":9007199254740993,\"d\":1.10,\"e\":1e99999999999,\"t\":\"é \\u0000 😀\"}]";

    String run =
        api.post("/api/v1/runs?workspace=production", submission("welcome", odd))
            .hasStatus(201)
            .text("run");

    String body =
        api.get("/api/v1/executions/%s:1:1/arguments/1?workspace=production".formatted(run))
            .hasStatus(200)
            .response()
            .body();
    assertThat(body).contains("9007199254740993", "1.10", "1e99999999999", "é \\u0000 😀");
  }

  @Test
  void refusesWhatIsNoSubmission() {
    String path = "/api/v1/runs?workspace=production";

    api.post(path, "{\"module\":\"users\"").isProblem(400, "malformed-request").says("not JSON");
    api.post(path, "").isProblem(400, "malformed-request");
    api.post(path, "[]").isProblem(400, "malformed-request").says("an object");
    api.post(path, "{\"modul\":\"users\"}")
        .isProblem(400, "malformed-request")
        .says("no field 'modul'")
        .says("workflow");
    api.post(path, "{\"module\":\"users\",\"module\":\"x\"}").isProblem(400, "malformed-request");
    api.post(path, "{\"module\":[]}").isProblem(400, "malformed-request").says("a text");
    api.post(path, "{}").isProblem(400, "invalid-argument").says("'module'");
    api.post(path, submission("welcome", "{}")).isProblem(400, "malformed-request").says("array");
    api.post(path, submission("welcome", "[\"\\ud800\"]"))
        .isProblem(400, "malformed-request")
        .says("\\ud800");
    api.post(path, submission("welcome", "[{\"$set\":1}]")).isProblem(400, "invalid-argument");
    api.post(path, submission("welcome", "[]")).isProblem(400, "invalid-argument").says("userId");
    api.post(path, submission("fetchUser", "[\"u\"]"))
        .isProblem(400, "invalid-argument")
        .says("is a task");
    api.post(path, submission("nothing", "[]")).isProblem(404, "not-found").says("welcome");
    api.post(path, "{\"module\":\"none\",\"workflow\":\"x\"}").isProblem(404, "not-found");
    api.post(path, "{\"module\":\"users\",\"workflow\":\"welcome\",\"arguments\":[1],\"memo\":3}")
        .isProblem(400, "invalid-argument")
        .says("memo");
    api.post("/api/v1/runs?workspace=nowhere", submission("welcome", "[1]"))
        .isProblem(404, "not-found")
        .says("'nowhere'");
    api.post("/api/v1/runs", submission("welcome", "[1]"))
        .isProblem(400, "invalid-argument")
        .says("?workspace=production");
    api.send("POST", path, "x", Map.of("Content-Type", "text/plain"))
        .isProblem(415, "unsupported-media-type");
    api.send("POST", path, submission("welcome", "[1]"), Map.of("Idempotency-Key", "k".repeat(201)))
        .isProblem(400, "invalid-argument");
  }

  @Test
  void readsTheCallTreeWithItsPins() {
    Welcome welcome = fixture.welcome("u1");
    welcome.run().returns("sent");

    JsonNode tree =
        api.get("/api/v1/runs/%s/steps?workspace=production".formatted(welcome.id()))
            .hasStatus(200)
            .json();

    assertThat(tree.path("steps")).hasSize(2);
    JsonNode fetch = tree.path("steps").get(1);
    assertThat(fetch.path("step").asString()).isEqualTo(welcome.fetchStep().toString());
    assertThat(fetch.path("state").asString()).isEqualTo("done");
    assertThat(fetch.path("depth").asInt()).isEqualTo(1);
    assertThat(fetch.path("pin").path("reused").asInt()).isEqualTo(1);
    assertThat(fetch.path("pin").path("key").asString()).hasSize(64);
    assertThat(fetch.path("staleness").asString()).isEqualTo("fresh");
    assertThat(tree.path("calls").get(0).path("kind").asString()).isEqualTo("made");
    assertThat(tree.path("calls").get(1).path("kind").asString()).isEqualTo("reused");
    JsonNode alone =
        api.get("/api/v1/steps/%s?workspace=production".formatted(welcome.fetchStep())).json();
    assertThat(alone).isEqualTo(fetch);
  }

  @Test
  void waitsForAnotherVersionOfTheTree() {
    Welcome welcome = fixture.welcome("u1");
    String path = "/api/v1/runs/%s/steps?workspace=production".formatted(welcome.id());
    long version = api.get(path).json().path("version").asLong();

    Answer same = api.get(path + "&afterVersion=%d&waitMillis=50".formatted(version));
    CompletableFuture<Answer> next =
        CompletableFuture.supplyAsync(
            () -> api.get(path + "&afterVersion=%d&waitMillis=60000".formatted(version)));
    welcome.run().calls("sleep");

    assertThat(same.json().path("version").asLong()).isEqualTo(version);
    assertThat(next.join().json().path("version").asLong()).isNotEqualTo(version);
    assertThat(next.join().json().path("steps")).hasSize(3);
  }

  @Test
  void waitsForTheResult() {
    Welcome welcome = fixture.welcome("u1");
    String path = "/api/v1/runs/%s/result?workspace=production".formatted(welcome.id());

    Answer open = api.get(path).hasStatus(202);
    CompletableFuture<Answer> waiting =
        CompletableFuture.supplyAsync(() -> api.get(path + "&waitMillis=60000"));
    welcome.run().returns("sent");

    assertThat(open.json().path("settled").asBoolean()).isFalse();
    Answer settled = waiting.join().hasStatus(200);
    assertThat(settled.text("status")).isEqualTo("done");
    assertThat(settled.text("value")).isEqualTo("sent");
    api.get(path + "&waitMillis=60001").isProblem(400, "invalid-argument").says("60000");
    api.get(path + "&waitMillis=soon").isProblem(400, "invalid-argument").says("a whole number");
  }

  @Test
  void tellsTheFailure() {
    Welcome welcome = fixture.welcome("u1");
    welcome.run().fails("no paper");

    JsonNode result =
        api.get("/api/v1/runs/%s/result?workspace=production".formatted(welcome.id()))
            .hasStatus(200)
            .json();
    JsonNode run = api.get("/api/v1/runs/%s?workspace=production".formatted(welcome.id())).json();

    assertThat(result.path("status").asString()).isEqualTo("failed");
    assertThat(result.path("failure").path("message").asString()).isEqualTo("no paper");
    assertThat(result.has("value")).isFalse();
    assertThat(run.path("firstError").path("message").asString()).isEqualTo("no paper");
  }

  @Test
  void pagesThroughRunsWithoutSkippingOrRepeating() {
    List<String> submitted = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      submitted.add(
          fixture.engine.submit("development/joe", "welcome", "page" + i).run().toString());
    }
    String path = "/api/v1/runs?workspace=development/joe&includeBases=false&text=page&limit=2";

    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = api.get(path + cursor).hasStatus(200).json();
      page.path("runs").forEach(run -> seen.add(run.path("run").asString()));
      cursor = page.has("nextCursor") ? "&cursor=" + page.path("nextCursor").asString() : null;
    } while (cursor != null);

    assertThat(seen).containsExactlyElementsOf(submitted.reversed());
  }

  @Test
  void refusesFiltersThatMakeNoSense() {
    String path = "/api/v1/runs?workspace=production";

    api.get(path + "&status=done,tired").isProblem(400, "invalid-argument").says("timedOut");
    api.get(path + "&limit=0").isProblem(400, "invalid-argument").says("from 1 to 200");
    api.get(path + "&cursor=abc").isProblem(400, "invalid-argument").says("a cursor");
    api.get(path + "&cursor=%25").isProblem(400, "invalid-argument").says("a cursor");
    api.get(path + "&activeSince=yesterday").isProblem(400, "invalid-argument").says("a time");
    // PostgreSQL cannot compare these.
    for (String time : List.of("-99999-01-01T00:00:00Z", "%2B300000-01-01T00:00:00Z")) {
      api.get(path + "&activeSince=" + time).isProblem(400, "invalid-argument").says("a time");
    }
    String farCursor =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("-9999999999999 0 R7K2".getBytes(StandardCharsets.US_ASCII));
    api.get(path + "&cursor=" + farCursor).isProblem(400, "invalid-argument").says("a cursor");
    api.get(path + "&includeBases=maybe").isProblem(400, "invalid-argument").says("true or false");
  }

  @Test
  void rerunsAStepInAChildAndSaysWhatIsStale_F1() {
    Welcome welcome = fixture.welcome("u1");
    welcome.run().returns("sent");

    Answer answer =
        api.post(
                "/api/v1/steps/%s/rerun?workspace=development".formatted(welcome.fetchStep()),
                "{\"reason\":\"another name\",\"reuseSuccesses\":true,\"alsoForce\":[\"%s\"],\"memo\":\"off\"}"
                    .formatted(welcome.run().step()))
            .hasStatus(201);
    ExecutionId forced = ExecutionId.parse(answer.text("execution")).orElseThrow();
    fixture.engine.scripted(forced).running().returns("bob");

    assertThat(forced.step()).isEqualTo(welcome.fetchStep());
    String location = answer.response().headers().firstValue("Location").orElseThrow();
    JsonNode execution = api.get(location).hasStatus(200).json();
    assertThat(execution.path("cause").asString()).isEqualTo("rerun");
    assertThat(execution.path("rerun").path("reason").asString()).isEqualTo("another name");
    assertThat(execution.path("workspace").asString()).isEqualTo("development");
    JsonNode run = api.get("/api/v1/runs/%s?workspace=development".formatted(welcome.id())).json();
    assertThat(run.path("staleness").asString()).isEqualTo("stale");
    assertThat(run.path("staleCauses").get(0).path("found").asString())
        .isEqualTo(forced.toString());
  }

  @Test
  void rerunNeedsNoBody() {
    Scripted run = fixture.engine.submit("production", "welcome", "u1").running();
    run.returns("x");

    api.send(
            "POST",
            "/api/v1/steps/%s/rerun?workspace=production".formatted(run.step()),
            null,
            Map.of())
        .hasStatus(201);
  }

  @Test
  void refusesReruns_F2() {
    Scripted child = fixture.engine.submit("development", "welcome", "u1").running();
    Welcome welcome = fixture.welcome("u1");
    String step = "/api/v1/steps/%s/rerun?workspace=".formatted(welcome.fetchStep());

    api.post("/api/v1/steps/%s/rerun?workspace=production".formatted(child.step()), "{}")
        .isProblem(404, "not-found")
        .says("'production'");
    api.post(step + "nowhere", "{}").isProblem(404, "not-found");
    api.post(step + "production", "{\"alsoForce\":[\"%s\"]}".formatted(child.step()))
        .isProblem(400, "invalid-argument");
    api.post(step + "production", "{\"alsoForce\":[\"x\"]}")
        .isProblem(400, "invalid-argument")
        .says("id of a step");
    api.post(step + "production", "{\"reason\":\"%s\"}".formatted("r".repeat(2001)))
        .isProblem(400, "invalid-argument")
        .says("2000");
    api.post("/api/v1/steps/R7K2-3/rerun?workspace=production", "{}")
        .isProblem(400, "invalid-argument")
        .says("R7K2:3");
  }

  @Test
  void saysWhereAStepMayBeRerun() {
    Welcome welcome = fixture.welcome("u1");

    JsonNode places =
        api.get("/api/v1/steps/%s/rerun-places?workspace=production".formatted(welcome.fetchStep()))
            .hasStatus(200)
            .json()
            .path("places");

    assertThat(places.get(0).path("workspace").asString()).isEqualTo("production");
    assertThat(places.get(0).path("allowed").asBoolean()).isTrue();
    assertThat(places.get(0).path("runsOn").asString()).isEqualTo("embedded worker");
  }

  @Test
  void tellsTheMemoDecision() {
    Welcome welcome = fixture.welcome("u1");

    JsonNode memo =
        api.get("/api/v1/steps/%s/memo?workspace=production".formatted(welcome.fetchStep()))
            .hasStatus(200)
            .json();
    JsonNode caller =
        api.get("/api/v1/executions/%s?workspace=production".formatted(welcome.run().id())).json();

    assertThat(memo.path("memoized").asBoolean()).isTrue();
    assertThat(memo.path("headline").asString()).isEqualTo("Memoized by userId");
    assertThat(memo.path("option").asString()).isEqualTo("all");
    assertThat(memo.path("optionOrigin").asString()).isEqualTo("task");
    assertThat(memo.path("callsUse").asString()).isEqualTo(welcome.fetchUser().id().toString());
    assertThat(memo.path("reusedBy").get(0).path("calls")).hasSize(1);
    assertThat(caller.path("memo").path("memoized").asBoolean()).isFalse();
    assertThat(caller.path("callees")).hasSize(2);
    assertThat(caller.path("ranOn").path("embedded").asBoolean()).isTrue();
  }

  @Test
  void aRunOfWhichOnlyAPartIsVisibleIsShownAsAPart_V1() {
    Welcome welcome = fixture.welcome("u1");
    welcome.run().returns("hello");
    fixture.engine.workspace("leaving", "production");
    Scripted again = fixture.engine.rerun("leaving", welcome.fetchStep()).running();
    fixture.engine.changeBase("leaving", null);
    String run = "/api/v1/runs/" + welcome.id();

    JsonNode detail = api.get(run + "?workspace=leaving").hasStatus(200).json();
    JsonNode tree = api.get(run + "/steps?workspace=leaving").hasStatus(200).json();
    JsonNode result = api.get(run + "/result?workspace=leaving").hasStatus(200).json();
    JsonNode listed = api.get("/api/v1/runs?workspace=leaving").hasStatus(200).json();

    assertThat(detail.path("status").asString()).isEqualTo("part");
    assertThat(detail.path("active").asBoolean()).isTrue();
    assertThat(detail.has("timing")).isFalse();
    assertThat(detail.has("submittedIn")).isFalse();
    assertThat(tree.path("status").asString()).isEqualTo("part");
    assertThat(tree.path("steps")).hasSize(1);
    assertThat(tree.path("steps").get(0).path("execution").asString())
        .isEqualTo(again.id().toString());
    assertThat(result.path("status").asString()).isEqualTo("part");
    assertThat(result.path("settled").asBoolean()).isTrue();
    assertThat(result.has("execution")).isFalse();
    assertThat(result.has("value")).isFalse();
    assertThat(listed.path("runs")).hasSize(1);
    assertThat(listed.path("runs").get(0).path("status").asString()).isEqualTo("part");
    assertThat(api.get("/api/v1/runs?workspace=leaving&status=part").json().path("runs"))
        .hasSize(1);
    assertThat(api.get("/api/v1/runs?workspace=leaving&status=running,done").json().path("runs"))
        .isEmpty();
    api.get(run + "/comparison?workspace=leaving&with=workspace:production")
        .isProblem(404, "not-found")
        .says("step 1 is not visible");
  }

  @Test
  void cancelsInTheWorkspaceOnly_E4() {
    Welcome welcome = fixture.welcome("u1");
    String run = "/api/v1/runs/%s/cancel?workspace=".formatted(welcome.id());
    String execution = "/api/v1/executions/%s/cancel?workspace=".formatted(welcome.run().id());

    api.post(execution + "development", "").isProblem(409, "invalid-state").says("'production'");
    assertThat(api.post(run + "development", "").hasStatus(200).json().path("cancelled").asInt())
        .isZero();
    assertThat(api.post(run + "production", "").json().path("cancelled").asInt()).isEqualTo(1);
    assertThat(api.post(execution + "production", "").json().path("cancelled").asInt()).isZero();
  }

  @Test
  void readsLargeValuesOnDemand() {
    Scripted run = fixture.engine.submit("production", "welcome", "x".repeat(70_000)).running();
    run.returns("y".repeat(70_000));
    String path = "/api/v1/executions/" + run.id();

    JsonNode execution = api.get(path + "?workspace=production").hasStatus(200).json();

    assertThat(execution.path("arguments").get(0).has("value")).isFalse();
    assertThat(execution.path("arguments").get(0).path("bytes").asLong()).isEqualTo(70_002);
    assertThat(execution.path("valueBytes").asLong()).isEqualTo(70_002);
    assertThat(api.get(path + "/value?workspace=production").json().asString()).hasSize(70_000);
    assertThat(api.get(path + "/arguments/1?workspace=production").json().asString())
        .hasSize(70_000);
    api.get(path + "/arguments/2?workspace=production").isProblem(404, "not-found");
    api.get(path + "/arguments/0?workspace=production").isProblem(404, "not-found");
  }

  @Test
  void whatDoesNotExistIsNotFound() {
    for (String path :
        List.of(
            "/api/v1/runs/R0000",
            "/api/v1/runs/R0000/steps",
            "/api/v1/runs/R0000/result",
            "/api/v1/runs/R0000/logs",
            "/api/v1/runs/R0000/logs/follow",
            "/api/v1/steps/R7K2:1",
            "/api/v1/steps/R7K2:1/memo",
            "/api/v1/steps/R7K2:1/rerun-places",
            "/api/v1/executions/R7K2:1:1",
            "/api/v1/executions/R7K2:1:1/value",
            "/api/v1/modules/none")) {
      Answer answer = api.get(path + "?workspace=production");
      if (answer.status() != 400) { // R0000 may be no possible id
        answer.isProblem(404, "not-found");
      }
      api.get(path).isProblem(400, "invalid-argument").says("workspace");
    }
    api.get("/api/v1/runs/hello?workspace=production").isProblem(400, "invalid-argument");
    api.get("/api/v1/executions/R7K2:1?workspace=production").isProblem(400, "invalid-argument");
  }
}
