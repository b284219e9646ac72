package dev.pinwheel.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code docs/reference/protocol.schema.json} accepts what the code accepts: each golden message of
 * the document as it is, and with any one of its fields left out or null.
 */
class ProtocolSchemaTest {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Path SCHEMA = Path.of("docs", "reference", "protocol.schema.json");

  /** Values of users, which the protocol hands on as they are. */
  private static final Set<String> PAYLOAD =
      Set.of("value", "values", "schema", "defaultValue", "arguments");

  private static final Set<String> WORKER_MESSAGES =
      Set.of("call", "resolve", "used", "complete", "fail", "log", "progress", "drain");

  /** The golden message and the definition in the schema that is its own. */
  private record Golden(JsonNode text, String definition) {

    static Golden of(String text) {
      JsonNode node = JSON.readTree(text);
      return new Golden(
          node,
          switch (node.path("type").asString("")) {
            case "" -> "workerFrame";
            case "hello" -> "fromWorker";
            case "welcome", "refused" -> "fromServer";
            case String type when WORKER_MESSAGES.contains(type) -> "workerMessage";
            default -> "serverMessage";
          });
    }

    boolean isOfWorker() {
      return definition.equals("workerMessage")
          || definition.equals("workerFrame")
          || definition.equals("fromWorker");
    }

    /** As the code sees it. */
    boolean isReadable(JsonNode changed) {
      String json = JSON.writeValueAsString(changed);
      try {
        switch (definition) {
          case "workerFrame" -> FromWorker.readMessages(json);
          case "fromWorker" -> FromWorker.readOpening(json);
          case "fromServer" -> FromServer.read(json);
          case "workerMessage" -> WorkerMessageJson.read(JsonFields.of(json));
          default -> ServerMessageJson.read(JsonFields.of(json));
        }
        return true;
      } catch (MalformedMessage e) {
        return false;
      }
    }
  }

  /** A change of a golden message: what is left out or null, and the whole text. */
  private record Change(String what, JsonNode text) {}

  private static List<Golden> goldens() {
    return ProtocolDocumentTest.texts().stream().map(Golden::of).toList();
  }

  private static Schema schema(String definition) {
    try {
      ObjectNode schema = (ObjectNode) JSON.readTree(Files.readString(SCHEMA));
      schema.remove("anyOf");
      schema.put("$ref", "#/$defs/" + definition);
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(JSON.writeValueAsString(schema), InputFormat.JSON);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isValid(Schema schema, JsonNode text) {
    return schema.validate(JSON.writeValueAsString(text), InputFormat.JSON).isEmpty();
  }

  @Test
  void schemaAcceptsEveryGoldenMessage() {
    for (Golden golden : goldens()) {
      String text = JSON.writeValueAsString(golden.text());

      assertThat(schema(golden.definition()).validate(text, InputFormat.JSON)).as(text).isEmpty();
    }
  }

  @Test
  void aMessageOfOneSideIsNoMessageOfTheOther() {
    for (Golden golden : goldens()) {
      String other =
          golden.definition().equals("workerMessage") ? "serverMessage" : "workerMessage";

      assertThat(isValid(schema(other), golden.text())).as(golden.text().toString()).isFalse();
    }
  }

  @TestFactory
  Stream<DynamicTest> schemaAndCodeAgreeOnEveryFieldThatIsLeftOutOrNull() {
    return goldens().stream()
        .map(golden ->
            DynamicTest.dynamicTest(
                golden.definition() + " " + golden.text().path("type").asString(""),
                () -> compare(golden)));
  }

  private static void compare(Golden golden) {
    Schema schema = schema(golden.definition());
    List<Change> changes = new ArrayList<>();
    collect(golden.text(), golden.text(), changes);

    assertThat(changes).isNotEmpty();
    for (Change change : changes) {
      boolean valid = isValid(schema, change.text());
      boolean readable = golden.isReadable(change.text());
      if (golden.isOfWorker()) {
        assertThat(valid).as("%s: valid by the schema", change.what()).isEqualTo(readable);
      } else {
        assertThat(readable || !valid).as("%s: can be read if valid", change.what()).isTrue();
      }
    }
  }

  /** Every field of every object, payload excluded, once left out and once null. */
  private static void collect(JsonNode whole, JsonNode part, List<Change> changes) {
    if (part.isArray()) {
      part.forEach(element -> collect(whole, element, changes));
    } else if (part instanceof ObjectNode object) {
      for (String name : List.copyOf(object.propertyNames())) {
        JsonNode before = object.get(name);
        object.remove(name);
        changes.add(new Change("without " + name, whole.deepCopy()));
        object.putNull(name);
        changes.add(new Change(name + " null", whole.deepCopy()));
        object.set(name, before);
        if (!PAYLOAD.contains(name)) {
          collect(whole, before, changes);
        }
      }
    }
  }
}
