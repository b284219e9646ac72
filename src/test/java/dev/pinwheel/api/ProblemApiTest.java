package dev.pinwheel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.api.problem.ProblemType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What the API answers to requests that are none of its own. */
class ProblemApiTest {

  private static ApiFixture fixture;
  private static ApiClient api;

  @BeforeAll
  static void start() {
    fixture = new ApiFixture("pinwheel.api.max-body=2KB");
    api = fixture.api;
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @Test
  void unknownPathsAreNotFound() {
    for (String path :
        List.of("/api", "/api/", "/api/v1", "/api/v2/runs", "/api/v1/run", "/api/v1/runs/R7K2/x")) {
      api.get(path).isProblem(404, "not-found").says(path);
    }
    api.post("/api/v1/nothing", "{}").isProblem(404, "not-found");
  }

  @Test
  void otherMethodsAreRefusedWithThoseThereAre() {
    ApiClient.Answer answer =
        api.send("DELETE", "/api/v1/runs", null, Map.of()).isProblem(405, "method-not-allowed");

    answer.says("DELETE").says("GET or POST");
    assertThat(answer.response().headers().firstValue("Allow").orElse("")).contains("GET", "POST");
    api.send("PUT", "/api/v1/workspaces/production", "{}", Map.of())
        .isProblem(405, "method-not-allowed")
        .says("GET or PATCH");
  }

  @Test
  void formatsThatCannotBeAnsweredAreRefused() {
    api.send("GET", "/api/v1/workspaces", null, Map.of("Accept", "application/xml"))
        .isProblem(406, "not-acceptable")
        .says("application/json");
  }

  /** Who cannot read the answer changes nothing. */
  @Test
  void nothingIsDoneForWhoDoesNotAcceptTheAnswer() {
    Map<String, String> noJson = Map.of("Accept", "application/xml");

    api.send("POST", "/api/v1/workspaces", "{\"name\":\"unread\"}", noJson)
        .isProblem(406, "not-acceptable")
        .says("answers with application/json,");

    api.get("/api/v1/workspaces/unread").isProblem(404, "not-found");
    api.send("POST", "/api/v1/workspaces", "{\"name\":\"read\"}", Map.of("Accept", "*/*"))
        .hasStatus(201);
  }

  /** So that the header Accept is looked at before anything is done. */
  @Test
  void everyControllerSaysWhatItAnswersWith() {
    ClassPathScanningCandidateComponentProvider controllers =
        new ClassPathScanningCandidateComponentProvider(false);
    controllers.addIncludeFilter(new AnnotationTypeFilter(RestController.class));

    assertThat(controllers.findCandidateComponents("dev.pinwheel.api"))
        .hasSizeGreaterThan(8)
        .allSatisfy(controller -> {
          RequestMapping mapping =
              AnnotatedElementUtils.findMergedAnnotation(
                  Class.forName(controller.getBeanClassName()), RequestMapping.class);
          if (mapping != null && mapping.path()[0].startsWith("/api/v1")) {
            assertThat(mapping.produces()).containsExactly("application/json");
          }
        });
  }

  @Test
  void largeBodiesAreRefusedWithOrWithoutALength() {
    String large = "{\"name\":\"%s\"}".formatted("x".repeat(3000));

    api.post("/api/v1/workspaces", large).isProblem(413, "too-large").says("2048 bytes");
    assertThat(
            api.sendWithoutLength("/api/v1/workspaces", large)
                .isProblem(413, "too-large")
                .text("detail"))
        .contains("2048");
  }

  @Test
  void deeplyNestedBodiesAreRefused() {
    String deep = "{\"name\":" + "[".repeat(800) + "]".repeat(800) + "}";

    api.post("/api/v1/workspaces", deep).isProblem(400, "malformed-request");
  }

  @Test
  void everyTypeOfProblemIsExplainedAtItsUri() {
    JsonNode listed = api.get("/api/problems").hasStatus(200).json();

    assertThat(
            StreamSupport.stream(listed.spliterator(), false)
                .map(type -> type.path("type").asString()))
        .containsExactlyElementsOf(
            Arrays.stream(ProblemType.values()).map(type -> type.uri().toString()).toList());
    for (JsonNode type : listed) {
      assertThat(api.get(type.path("type").asString()).hasStatus(200).json()).isEqualTo(type);
    }
    api.get("/api/problems/none").isProblem(404, "not-found");
  }

  @Test
  void mistakesOfTheServerTellNothingOfItsInside() {
    fixture.brokenReads(
        () -> api.get("/api/v1/workspaces").isProblem(500, "internal-error").says("its log"));
  }
}
