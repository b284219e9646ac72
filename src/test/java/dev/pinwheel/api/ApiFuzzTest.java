package dev.pinwheel.api;

import static dev.pinwheel.store.jooq.Tables.RUN;
import static dev.pinwheel.store.jooq.Tables.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.api.RawRequests.Answer;
import dev.pinwheel.api.RawRequests.Request;
import dev.pinwheel.api.problem.ProblemType;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.testing.Scripted;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever is sent to the API, its answer is what was asked for or one clear refusal: no error of
 * the server, no HTML, nothing written that was refused, and legitimate work goes on beside it.
 * {@code -Dpinwheel.seed=7} repeats a failure.
 */
@Tag("soak")
class ApiFuzzTest {

  private static final int REQUESTS = Boolean.getBoolean("pinwheel.soak") ? 100_000 : 500;
  private static final long SEED = Long.getLong("pinwheel.seed", 1);
  private static final long MAX_GROWTH = 150_000_000;

  private static final Set<String> PROBLEMS =
      Stream.of(ProblemType.values())
          .map(type -> type.uri().toString())
          .collect(Collectors.toSet());

  private final ApiFixture fixture = new ApiFixture();
  private final List<RunId> submitted = new ArrayList<>();
  private int runs;
  private int workspaces;

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void everythingIsAnsweredOrRefused() throws Exception {
    fixture.engine.workspace("legitimate");
    ApiFixture.Welcome known = fixture.welcome("u1");
    runs = count(RUN);
    workspaces = count(WORKSPACE);
    JsonNode document = fixture.api.get("/api/v1/openapi.json").hasStatus(200).json();
    FuzzedRequests fuzzed = new FuzzedRequests(document, known.id(), new Random(SEED));
    long usedAtFirst = 0;
    int threadsAtFirst = 0;
    try (RawRequests http = new RawRequests(fixture.server.address())) {
      for (int i = 0; i < REQUESTS; i++) {
        Request request = fuzzed.next();
        Answer answer = http.send(request);
        String what = "seed %d, request %d: %s".formatted(SEED, i, request);
        check(request, answer, what);
        if (!request.method().equals("GET")) {
          assertThat(count(RUN)).as("runs after %s\n%s", what, answer).isEqualTo(runs);
        }
        if (i % 100 == 99) {
          workLegitimately(i);
          cancelOthers();
        }
        if (i == REQUESTS / 10) {
          usedAtFirst = usedMemory();
          threadsAtFirst = Thread.activeCount();
        }
      }
    }
    assertThat(count(RUN)).as("runs that were answered with 201").isEqualTo(runs);
    assertThat(count(WORKSPACE)).as("workspaces answered with 201").isEqualTo(workspaces);
    assertThat(usedMemory() - usedAtFirst).as("growth of the heap").isLessThan(MAX_GROWTH);
    assertThat(Thread.activeCount()).isLessThan(threadsAtFirst + 50);
  }

  private void check(Request request, Answer answer, String what) {
    assertThat(answer.status()).as("%s\n%s", what, answer).isBetween(200, 499);
    if (answer.status() >= 400) {
      assertThat(answer.contentType())
          .as("%s\n%s", what, answer)
          .startsWith("application/problem+json");
      if (!request.method().equals("HEAD")) {
        JsonNode problem = JsonMapper.shared().readTree(answer.body());
        assertThat(PROBLEMS).as(what).contains(problem.path("type").asString());
        assertThat(problem.path("status").asInt()).as(what).isEqualTo(answer.status());
        assertThat(problem.path("detail").asString())
            .as("%s\n%s", what, answer)
            .matches("(?s)\\S.{12,}[.!?]")
            .doesNotContain("Exception", "java.", "dev.pinwheel", "org.spring", "\tat ");
      }
    } else if (!answer.body().isEmpty() && answer.contentType().startsWith("application/json")) {
      assertThat(JsonMapper.shared().readTree(answer.body())).as(what).isNotNull();
    } else {
      assertThat(answer.contentType()).as("%s\n%s", what, answer).doesNotContain("text/html");
    }
    if (answer.status() == 201) {
      JsonNode created = JsonMapper.shared().readTree(answer.body());
      if (created.has("run")) {
        runs++;
        submitted.add(RunId.parse(created.path("run").asString()).orElseThrow());
      } else if (created.has("base") || created.has("depth")) {
        workspaces++;
      }
    }
  }

  private void workLegitimately(int i) {
    Scripted run = fixture.engine.submit("legitimate", "welcome", "u" + i).running();
    runs++;
    run.calls("sendEmail", "u" + i).returning("sent");
    run.returns("done " + i);
    JsonNode result =
        fixture
            .api
            .get("/api/v1/runs/%s/result?workspace=legitimate".formatted(run.run()))
            .hasStatus(200)
            .json();
    assertThat(result.path("value").asString()).isEqualTo("done " + i);
  }

  /** The worker of the test does not end what it is not told to. */
  private void cancelOthers() {
    for (RunId run : submitted) {
      for (String workspace : List.of("production", "development", "development/joe")) {
        try {
          var unused = fixture.engine.cancelRun(workspace, run);
        } catch (Rejection elsewhere) {
          // The fuzz has archived or renamed it, or the run is not there.
        }
      }
    }
    submitted.clear();
  }

  private int count(org.jooq.Table<?> table) {
    return fixture.engine.database().<Integer>read(dsl -> dsl.fetchCount(table));
  }

  private static long usedMemory() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
