package dev.pinwheel.query;

import dev.pinwheel.model.CallKind;
import dev.pinwheel.model.ExecutionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Tells in sentences why a call was answered as it was (M6, M7). */
final class CallWords {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private CallWords() {}

  /**
   * The sentences; empty when there is nothing to say. Executions that are not visible are not
   * named.
   *
   * @param explanation as recorded with the call, or null
   */
  static String explain(Facts facts, CallFact call, byte @Nullable [] explanation) {
    JsonNode node = read(explanation);
    List<String> sentences = new ArrayList<>();
    String rule = node.path("rule").asString("memo");
    boolean reused = call.kind() == CallKind.REUSED;
    switch (rule) {
      case "success" ->
          sentences.add("Reused because the re-run asked to reuse every earlier success.");
      case "force" -> sentences.add("Executed because the re-run also forces it.");
      default -> {
        if (reused) {
          sentences.add("Reused: the same memo key.");
        } else if (call.memoKey() != null) {
          sentences.add("Executed: nothing with this memo key could be reused.");
        }
      }
    }
    for (JsonNode passed : node.path("passed")) {
      name(facts, passed)
          .ifPresent(id -> sentences.add("Passed over %s: %s.".formatted(id, because(passed))));
    }
    return String.join(" ", sentences);
  }

  private static JsonNode read(byte @Nullable [] explanation) {
    try {
      return explanation == null
          ? JsonNodeFactory.instance.objectNode()
          : MAPPER.readTree(explanation);
    } catch (JacksonException e) {
      return JsonNodeFactory.instance.objectNode();
    }
  }

  private static Optional<ExecutionId> name(Facts facts, JsonNode passed) {
    return ExecutionId.parse(passed.path("execution").asString(""))
        .filter(id -> facts.attempts(id.step()).stream().anyMatch(fact -> fact.id().equals(id)));
  }

  private static String because(JsonNode passed) {
    return switch (passed.path("because").asString("")) {
      case "stuck" -> "it was open in a workspace where nothing could run it";
      case "waitsForCaller" -> "it was waiting for the caller";
      case "open" -> "it was still open";
      default -> "another one was nearer or newer";
    };
  }
}
