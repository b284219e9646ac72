package dev.pinwheel.store.json;

import dev.pinwheel.model.PlanSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Predictions as JSON, the form in which they are stored. */
public final class StoredPlanJson {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private StoredPlanJson() {}

  public static byte[] write(PlanSummary plan) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("willRun", plan.willRun());
    node.put("willBeReused", plan.willBeReused());
    node.put("reusedIfEqual", plan.reusedIfEqual());
    node.put("workNotRepeatedMillis", plan.workNotRepeated().toMillis());
    ArrayNode targets = node.putArray("targets");
    for (PlanSummary.OfTarget target : plan.targets()) {
      targets
          .addObject()
          .put("module", target.module())
          .put("target", target.target())
          .put("willRun", target.willRun())
          .put("willBeReused", target.willBeReused())
          .put("reusedIfEqual", target.reusedIfEqual());
    }
    return MAPPER.writeValueAsBytes(node);
  }

  /** What {@link #write} wrote. */
  public static PlanSummary read(byte[] json) {
    JsonNode node = MAPPER.readTree(json);
    List<PlanSummary.OfTarget> targets = new ArrayList<>();
    for (JsonNode target : node.path("targets")) {
      targets.add(
          new PlanSummary.OfTarget(
              target.path("module").asString(),
              target.path("target").asString(),
              target.path("willRun").asInt(),
              target.path("willBeReused").asInt(),
              target.path("reusedIfEqual").asInt()));
    }
    return new PlanSummary(
        node.path("willRun").asInt(),
        node.path("willBeReused").asInt(),
        node.path("reusedIfEqual").asInt(),
        Duration.ofMillis(node.path("workNotRepeatedMillis").asLong()),
        targets);
  }
}
