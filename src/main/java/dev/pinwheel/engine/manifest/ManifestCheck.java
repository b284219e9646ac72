package dev.pinwheel.engine.manifest;

import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.TargetKind;
import java.util.HashSet;
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
      OptionsResolver.checkNames(target, target.options());
      if (target.kind() == TargetKind.WORKFLOW
          && target.options().memo() instanceof MemoOption.Parameters) {
        throw Rejection.invalidArgument(
            "The memo option of the workflow '%s' is the default of its run, so it is on or off; parameters belong to a task or a call."
                .formatted(target.name()));
      }
    }
  }
}
