package dev.pinwheel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.access.Permission;
import dev.pinwheel.api.problem.ProblemType;
import dev.pinwheel.api.value.EnumNames;
import dev.pinwheel.model.MemoOrigin;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.query.LogLine;
import dev.pinwheel.query.QueueSection;
import dev.pinwheel.query.view.MemoOptionText;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.WaitReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
  void theReferenceHasEveryOperation() throws IOException {
    String page = Files.readString(Path.of("docs", "reference", "api.md"));

    document
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(operation -> {
                  String shown = path.getKey().replaceFirst("^/api/v1/", "/");
                  String method = operation.getKey().toUpperCase(Locale.ROOT);
                  assertThat(page)
                      .containsPattern("%s`?[^|]* `?%s`".formatted(method, Pattern.quote(shown)));
                }));
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
  void everyFieldAndEveryParameterSaysWhatItIs() {
    List<String> silent = new ArrayList<>();
    document
        .path("components")
        .path("schemas")
        .properties()
        .forEach(schema ->
            schema
                .getValue()
                .path("properties")
                .properties()
                .forEach(field -> {
                  if (field.getValue().path("description").asString("").isBlank()) {
                    silent.add(schema.getKey() + "." + field.getKey());
                  }
                }));
    forEachOperation(operation ->
        operation
            .path("parameters")
            .forEach(parameter -> {
              if (parameter.path("description").asString("").isBlank()) {
                silent.add(operation.path("operationId").asString() + "?" + parameter.path("name"));
              }
            }));

    assertThat(silent).isEmpty();
    assertThat(document.toString()).doesNotContain("{@").doesNotContain("@param");
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

  /** Names of fields whose values always come from a closed set of words. */
  private static final Set<String> CLOSED =
      Set.of(
          "status",
          "state",
          "staleness",
          "kind",
          "cause",
          "optionOrigin",
          "verdict",
          "level",
          "section",
          "role",
          "via",
          "basing");

  /** Texts that people or workers write, which may happen to be one of the words. */
  private static final Set<String> FREE =
      Set.of("name", "module", "target", "workflow", "message", "sentence", "workspace", "worker");

  private static void forEachProperty(BiConsumer<String, JsonNode> check) {
    for (Map.Entry<String, JsonNode> schema : document.at("/components/schemas").properties()) {
      for (Map.Entry<String, JsonNode> property :
          schema.getValue().path("properties").properties()) {
        check.accept(schema.getKey() + "." + property.getKey(), property.getValue());
      }
    }
  }

  private static List<String> words(JsonNode schema) {
    return schema.path("enum").valueStream().map(JsonNode::asString).toList();
  }

  @Test
  void fieldsOfAClosedSetOfWordsListThem() {
    List<String> checked = new ArrayList<>();

    forEachProperty((name, schema) -> {
      boolean isText = schema.path("type").asString("").equals("string");
      if (isText && CLOSED.contains(name.substring(name.indexOf('.') + 1))) {
        assertThat(words(schema)).as(name).isNotEmpty();
        checked.add(name);
      }
    });

    assertThat(checked).hasSizeGreaterThan(20);
    assertThat(words(document.at("/components/schemas/Run/properties/status")))
        .containsExactlyElementsOf(wordsOf(State.values()));
    assertThat(words(document.at("/components/schemas/WorkspaceChange/properties/state")))
        .containsExactlyElementsOf(wordsOf(WorkspaceState.values()));
    assertThat(words(document.at("/components/schemas/Explanation/properties/optionOrigin")))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(MemoOrigin.values()).map(MemoOptionText::origin).toList());
    assertThat(words(document.at("/components/schemas/Forwarding/properties/kind")))
        .containsExactlyElementsOf(
            Stream.of(ResultKind.values())
                .filter(ResultKind::isForwarding)
                .map(ResultKind::word)
                .toList());
    assertThat(words(document.at("/components/schemas/Waiting/properties/reason")))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(WaitReason.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .map(name -> Character.toLowerCase(name.charAt(0)) + name.substring(1))
                .toList());
    assertThat(words(document.at("/components/schemas/Problem/properties/type")))
        .containsExactlyElementsOf(
            Stream.of(ProblemType.values()).map(type -> type.uri().toString()).toList());
  }

  @Test
  void whatMayBePermittedInAWorkspaceIsListed() {
    JsonNode permissions = document.at("/components/schemas/Rights/properties/permissions/items");
    assertThat(words(permissions))
        .containsExactlyElementsOf(
            Stream.of(Permission.values())
                .filter(permission -> permission.need().role().isPresent())
                .filter(permission -> permission != Permission.CREATE_WORKSPACE)
                .map(permission -> permission.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList());
  }

  private static List<String> wordsOf(Enum<?>[] constants) {
    return Stream.of(constants).map(EnumNames::word).toList();
  }

  @Test
  void parametersOfAClosedSetOfWordsListThem() {
    assertThat(parameterWords("/api/v1/runs", "status"))
        .containsExactlyElementsOf(wordsOf(State.values()));
    assertThat(parameterWords("/api/v1/queue", "section"))
        .containsExactlyElementsOf(wordsOf(QueueSection.values()));
    assertThat(parameterWords("/api/v1/runs/{run}/logs", "level"))
        .containsExactlyElementsOf(wordsOf(LogLine.Level.values()));
    assertThat(parameterWords("/api/v1/runs/{run}/logs/follow", "level"))
        .containsExactlyElementsOf(wordsOf(LogLine.Level.values()));
    forEachOperation(operation ->
        operation
            .path("parameters")
            .forEach(parameter -> {
              String name = parameter.path("name").asString();
              if (CLOSED.contains(name)) {
                assertThat(words(parameter.path("schema").path("items"))).as(name).isNotEmpty();
              }
            }));
  }

  private static List<String> parameterWords(String path, String name) {
    JsonNode parameters = document.path("paths").path(path).path("get").path("parameters");
    return parameters
        .valueStream()
        .filter(parameter -> parameter.path("name").asString().equals(name))
        .flatMap(parameter -> words(parameter.path("schema").path("items")).stream())
        .toList();
  }

  /** A text without a list of words that is served as one of them is a forgotten closed set. */
  @Test
  void answersHaveNoOtherWordsThanTheListedOnes() {
    ApiFixture.Welcome welcome = fixture.welcome("u2");
    welcome.run().calls("sendEmail", "u2").failing("no mail");
    String run = welcome.id();
    Set<String> all = new TreeSet<>();
    forEachProperty((name, schema) -> all.addAll(words(schema)));
    Map<String, String> paths =
        Map.of(
            "/api/v1/runs",
            "/api/v1/runs",
            "/api/v1/runs/{run}",
            "/api/v1/runs/" + run,
            "/api/v1/runs/{run}/steps",
            "/api/v1/runs/" + run + "/steps",
            "/api/v1/steps/{step}/explanation",
            "/api/v1/steps/" + run + ":2/explanation",
            "/api/v1/executions/{execution}",
            "/api/v1/executions/" + run + ":3:1",
            "/api/v1/steps/{step}/plan",
            "/api/v1/steps/" + run + ":1/plan",
            "/api/v1/modules",
            "/api/v1/modules",
            "/api/v1/workspaces",
            "/api/v1/workspaces",
            "/api/v1/queue",
            "/api/v1/queue",
            "/api/v1/workers",
            "/api/v1/workers");

    paths.forEach((path, asked) -> {
      JsonNode responses = document.path("paths").path(path).path("get").path("responses");
      JsonNode schema = responses.path("200").path("content").iterator().next().path("schema");
      String query = path.equals("/api/v1/workspaces") ? "" : "?workspace=development";
      JsonNode answer = fixture.api.get(asked + query).hasStatus(200).json();
      checkWords(answer, schema, all, path);
    });
  }

  private static void checkWords(JsonNode answer, JsonNode schema, Set<String> all, String where) {
    if (schema.has("$ref")) {
      checkWords(answer, document.at(schema.path("$ref").asString().substring(1)), all, where);
    } else if (schema.has("oneOf")) {
      List<String> words =
          schema.path("oneOf").valueStream().flatMap(one -> words(one).stream()).toList();
      assertThat(answer.isArray() || words.contains(answer.asString())).as(where).isTrue();
    } else if (schema.has("enum")) {
      assertThat(words(schema)).as(where).contains(answer.asString());
    } else if (answer.isString() && !FREE.contains(where.substring(where.lastIndexOf('.') + 1))) {
      assertThat(all)
          .as(where + " is one of a closed set of words")
          .doesNotContain(answer.asString());
    }
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      if (answer.has(property.getKey())) {
        String inside = where + "." + property.getKey();
        checkWords(answer.path(property.getKey()), property.getValue(), all, inside);
      }
    }
    if (schema.has("items")) {
      answer.forEach(item -> checkWords(item, schema.path("items"), all, where));
    }
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
