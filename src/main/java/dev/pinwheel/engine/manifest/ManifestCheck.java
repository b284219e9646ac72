package dev.pinwheel.engine.manifest;

import dev.pinwheel.key.CanonicalArguments;
import dev.pinwheel.key.InvalidValue;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.TargetKind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks what a worker declares (M1). */
public final class ManifestCheck {

  private ManifestCheck() {}

  /**
   * @throws Rejection (invalid argument) naming the target
   */
  public static void check(Manifest manifest) {
    Set<String> names = new HashSet<>();
    for (Manifest.Target target : manifest.targets()) {
      if (!names.add(target.name())) {
        throw Rejection.invalidArgument(
            "Module '%s' declares two targets named '%s'. Rename one of them."
                .formatted(manifest.module(), target.name()));
      }
      checkParameters(manifest.module(), target);
      OptionsResolver.checkNames(target, target.options());
      if (target.kind() == TargetKind.WORKFLOW
          && target.options().memo() instanceof MemoOption.Parameters) {
        throw Rejection.invalidArgument(
            "The memo option of the workflow '%s' is the default of its run, so it is on or off; parameters belong to a task or a call."
                .formatted(target.name()));
      }
    }
  }

  private static void checkParameters(String module, Manifest.Target target) {
    Set<String> names = new HashSet<>();
    for (Manifest.Parameter parameter : target.parameters()) {
      if (!names.add(parameter.name())) {
        throw Rejection.invalidArgument(
            "%s.%s has two parameters named '%s'. Rename one of them."
                .formatted(module, target.name(), parameter.name()));
      }
      Json defaultValue = parameter.defaultValue();
      if (defaultValue != null) {
        checkDefault(module + "." + target.name(), parameter.name(), defaultValue);
      }
    }
  }

  private static void checkDefault(String target, String parameter, Json defaultValue) {
    try {
      CanonicalArguments.of(List.of(defaultValue.utf8()));
    } catch (InvalidValue e) {
      throw Rejection.invalidArgument(
          "The default of the parameter '%s' of %s is no valid value, at %s: %s"
              .formatted(parameter, target, e.path(), e.problem()));
    }
  }
}
