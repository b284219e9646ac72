package dev.pinwheel.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The OpenAPI document is complete, and clients can be made from it. */
class ApiDescriptionTest {

  private static ApiFixture fixture;
  private static JsonNode document;

  @BeforeAll
  static void start() {
    fixture = new ApiFixture();
    document = fixture.api.get("/api/v1/openapi.json").hasStatus(200).json();
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  private static void forEachOperation(Consumer<JsonNode> check) {
    document
        .path("paths")
        .properties()
        .forEach(
            path -> path.getValue().properties().forEach(entry -> check.accept(entry.getValue())));
  }

  @Test
  void isOpenApi31() {
    assertThat(document.path("openapi").asString()).startsWith("3.1");
    assertThat(document.path("info").path("title").asString()).isEqualTo("Pinwheel");
    assertThat(document.path("servers").get(0).path("url").asString()).isEqualTo("/");
  }

  @Test
  void hasEveryPathThatCanBeRead() {
    for (String path : fixture.server.readablePaths()) {
      if (path.equals("/metrics")) {
        continue; // for Prometheus, in its own format
      }
      String described = path.replace("{*name}", "{name}");
      assertThat(document.path("paths").path(described).has("get")).as(described).isTrue();
    }
  }

  @Test
  void everyOperationHasANameOfItsOwnASummaryAndItsRefusals() {
    List<String> names = new ArrayList<>();
    forEachOperation(operation -> {
      names.add(operation.path("operationId").asString());
      assertThat(operation.path("summary").asString("")).as(operation.toString()).isNotBlank();
      assertThat(operation.path("responses").path("default").path("content").properties())
          .extracting(entry -> entry.getKey())
          .containsExactly("application/problem+json");
    });
    assertThat(names).doesNotHaveDuplicates().contains("runSubmit", "stepRerun", "workspaceChange");
  }

  @Test
  void everyReferenceLeadsToASchema() {
    List<String> references = new ArrayList<>();
    collectReferences(document, references);

    assertThat(references).isNotEmpty();
    for (String reference : references) {
      assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
    }
  }

  private static void collectReferences(JsonNode node, List<String> found) {
    node.properties()
        .forEach(entry -> {
          if (entry.getKey().equals("$ref")) {
            found.add(entry.getValue().asString());
          }
        });
    node.forEach(child -> collectReferences(child, found));
  }

  @Test
  void schemasBearTheNamesOfTheDocumentation() {
    assertThat(document.path("components").path("schemas").properties())
        .extracting(entry -> entry.getKey())
        .contains(
            "Run",
            "RunDetail",
            "Step",
            "Execution",
            "Workspace",
            "Module",
            "Problem",
            "ProblemType")
        .noneMatch(
            name -> name.endsWith("Json") || name.equals("SseEmitter") || name.equals("JsonNode"));
  }

  private static List<String> required(String schema) {
    return document
        .at("/components/schemas/" + schema + "/required")
        .valueStream()
        .map(JsonNode::asString)
        .toList();
  }

  @Test
  void fieldsThatAreAlwaysThereAreRequired() {
    assertThat(required("Run"))
        .contains("run", "status", "active", "failedSteps", "rerunIn", "submittedAt")
        .doesNotContain("submittedIn", "timing");
    assertThat(required("Execution"))
        .contains("execution", "attempts", "memo")
        .doesNotContain("value", "failure", "rerun", "ranOn");
    assertThat(required("Result")).containsExactlyInAnyOrder("run", "status", "settled");
    assertThat(required("RunPage")).containsExactly("runs");
    assertThat(required("Submission")).containsExactlyInAnyOrder("module", "workflow");
    assertThat(required("RerunRequest")).isEmpty();
    assertThat(required("WorkspaceChange")).isEmpty();
  }

  /** What the records say holds for what is answered. */
  @Test
  void answersHaveTheirRequiredFields() {
    ApiFixture.Welcome welcome = fixture.welcome("u1");
    welcome.run().calls("sendEmail", "u1").failing("no mail");
    String run = welcome.id();
    Map<String, String> paths =
        Map.of(
            "/api/v1/runs", "/api/v1/runs",
            "/api/v1/runs/{run}", "/api/v1/runs/" + run,
            "/api/v1/runs/{run}/steps", "/api/v1/runs/" + run + "/steps",
            "/api/v1/runs/{run}/result", "/api/v1/runs/" + run + "/result",
            "/api/v1/steps/{step}", "/api/v1/steps/" + run + ":2",
            "/api/v1/steps/{step}/memo", "/api/v1/steps/" + run + ":2/memo",
            "/api/v1/steps/{step}/explanation", "/api/v1/steps/" + run + ":2/explanation",
            "/api/v1/executions/{execution}", "/api/v1/executions/" + run + ":3:1",
            "/api/v1/queue", "/api/v1/queue",
            "/api/v1/workers", "/api/v1/workers");

    paths.forEach((path, asked) -> {
      JsonNode responses = document.path("paths").path(path).path("get").path("responses");
      JsonNode schema = responses.path("200").path("content").iterator().next().path("schema");
      JsonNode answer = fixture.api.get(asked + "?workspace=development").json();
      assertThat(checked(answer, schema, path)).as(path).isPositive();
    });
  }

  /** How many required fields were there; fails when one is not. */
  private static int checked(JsonNode answer, JsonNode schema, String where) {
    if (schema.has("$ref")) {
      return checked(answer, document.at(schema.path("$ref").asString().substring(1)), where);
    }
    int found = 0;
    for (JsonNode name : schema.path("required")) {
      assertThat(answer.has(name.asString())).as(where + "." + name.asString()).isTrue();
      found++;
    }
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      if (answer.has(property.getKey())) {
        String inside = where + "." + property.getKey();
        found += checked(answer.path(property.getKey()), property.getValue(), inside);
      }
    }
    if (schema.has("items")) {
      for (JsonNode item : answer) {
        found += checked(item, schema.path("items"), where + "[]");
      }
    }
    return found;
  }

  @Test
  void createdThingsAreAnswered201() {
    JsonNode responses = document.at("/paths/~1api~1v1~1runs/post/responses");

    assertThat(responses.properties())
        .extracting(entry -> entry.getKey())
        .contains("200", "201", "default");
    assertThat(responses.path("201").at("/content/application~1json/schema/$ref").asString(""))
        .isEqualTo("#/components/schemas/Submitted");
  }

  @Test
  void thePageToTryItIsThere() {
    assertThat(fixture.api.get("/api/docs").status()).isEqualTo(302);
    assertThat(fixture.api.get("/api/swagger-ui/index.html").hasStatus(200).response().body())
        .contains("Swagger UI");
  }
}
