package dev.pinwheel.query.plan;

import dev.pinwheel.model.Manifest;
import dev.pinwheel.query.facts.EffectiveManifests;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The workflows and tasks that workers declare now, as seen from a workspace (W6). Immutable. */
final class DeclaredTargets {

  private record Name(String module, String target) {}

  private final Map<Name, Manifest.Target> targets = new HashMap<>();

  DeclaredTargets(List<EffectiveManifests.Declared> modules) {
    for (EffectiveManifests.Declared declared : modules) {
      Manifest manifest = declared.manifest();
      for (Manifest.Target target : manifest.targets()) {
        targets.put(new Name(manifest.module(), target.name()), target);
      }
    }
  }

  /** Empty when no worker declares it any more. */
  Optional<Manifest.Target> find(String module, String target) {
    return Optional.ofNullable(targets.get(new Name(module, target)));
  }

  /** Whether any of them is cached. */
  boolean isAnyCached() {
    return targets.values().stream()
        .anyMatch(target -> CurrentOptions.isEnabled(target.options().cache()));
  }
}
