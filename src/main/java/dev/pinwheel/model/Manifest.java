package dev.pinwheel.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a worker declares of a module in one code version (W6). */
public record Manifest(String module, String codeVersion, List<Target> targets) {

  public Manifest {
    targets = List.copyOf(targets);
  }

  public Optional<Target> findTarget(String name) {
    return targets.stream().filter(target -> target.name().equals(name)).findFirst();
  }

  /** This one, with what it lacks of another. */
  public Manifest withMissing(Manifest other) {
    List<Target> all = new ArrayList<>(targets);
    other.targets.stream().filter(target -> findTarget(target.name()).isEmpty()).forEach(all::add);
    return new Manifest(module, codeVersion, all);
  }

  public Set<String> targetNames() {
    return targets.stream().map(Target::name).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * A workflow or a task.
   *
   * @param description Markdown; empty when there is none
   */
  public record Target(
      String name,
      TargetKind kind,
      String description,
      List<Parameter> parameters,
      TargetOptions options) {

    public Target {
      parameters = List.copyOf(parameters);
    }

    public List<String> parameterNames() {
      return parameters.stream().map(Parameter::name).toList();
    }
  }

  /**
   * A parameter of a target.
   *
   * @param schema JSON Schema of the values it takes
   * @param defaultValue null when it has none
   */
  public record Parameter(
      String name, Json schema, boolean required, @Nullable Json defaultValue) {}
}
