package dev.pinwheel.store.json;

import dev.pinwheel.model.Json;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.TargetKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a manifest declares as JSON, the form in which it is stored. */
public final class ManifestJson {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private ManifestJson() {}

  /** The targets of the manifest; module and code version have columns of their own. */
  public static byte[] write(Manifest manifest) {
    ArrayNode targets = JsonNodeFactory.instance.arrayNode();
    for (Manifest.Target target : manifest.targets()) {
      ObjectNode node = targets.addObject();
      node.put("name", target.name());
      node.put("kind", target.kind().name().toLowerCase(Locale.ROOT));
      node.put("description", target.description());
      node.set("options", OptionsJson.toNode(target.options()));
      ArrayNode parameters = node.putArray("parameters");
      for (Manifest.Parameter parameter : target.parameters()) {
        ObjectNode child = parameters.addObject();
        child.put("name", parameter.name());
        child.put("schema", parameter.schema().toString());
        child.put("required", parameter.required());
        Json defaultValue = parameter.defaultValue();
        if (defaultValue != null) {
          child.put("default", defaultValue.toString());
        }
      }
    }
    return MAPPER.writeValueAsBytes(targets);
  }

  /** What {@link #write} wrote. */
  public static Manifest read(String module, String codeVersion, byte[] json) {
    List<Manifest.Target> targets = new ArrayList<>();
    for (JsonNode node : MAPPER.readTree(json)) {
      List<Manifest.Parameter> parameters = new ArrayList<>();
      for (JsonNode parameter : node.path("parameters")) {
        JsonNode defaultValue = parameter.get("default");
        parameters.add(
            new Manifest.Parameter(
                parameter.path("name").asString(),
                Json.of(parameter.path("schema").asString()),
                parameter.path("required").asBoolean(),
                defaultValue == null ? null : Json.of(defaultValue.asString())));
      }
      targets.add(
          new Manifest.Target(
              node.path("name").asString(),
              TargetKind.valueOf(node.path("kind").asString().toUpperCase(Locale.ROOT)),
              node.path("description").asString(),
              parameters,
              OptionsJson.toOptions(node.path("options"))));
    }
    return new Manifest(module, codeVersion, targets);
  }
}
