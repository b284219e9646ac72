package dev.pinwheel.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a worker declares of one module: its manifest (W6). */
public record ModuleDeclaration(String module, List<TargetDeclaration> targets) {

  /**
   * One target.
   *
   * @param kind {@code task} or {@code workflow}
   * @param description Markdown for people; empty when there is none
   * @param options the target's own options; a null component is unset
   */
  public record TargetDeclaration(
      String name,
      String kind,
      String description,
      List<ParameterDeclaration> parameters,
      CallOptions options) {}

  /**
   * One parameter.
   *
   * @param schema a JSON Schema (2020-12) of the values it takes, e.g. {@code {"type":"string"}}
   * @param defaultValue JSON text, or null when it has none
   */
  public record ParameterDeclaration(
      String name, String schema, boolean required, @Nullable String defaultValue) {}
}
