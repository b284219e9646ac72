package dev.pinwheel.query.plan;

import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.StepOptions;
import dev.pinwheel.query.facts.CallFact;
import dev.pinwheel.query.facts.CallOption;
import dev.pinwheel.query.facts.EffectiveManifests;
import dev.pinwheel.query.facts.StepFact;
import dev.pinwheel.query.plan.CurrentOptions.RerunDefaults;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The workflows and tasks that workers declare now, as seen from a workspace (W6), and the options
 * that apply to calls of them. Not thread-safe.
 */
final class DeclaredTargets {

  private record Name(String module, String target) {}

  /** Calls with the same current options. Options are shared, and compared by identity. */
  private record Case(
      String module,
      String target,
      StepOptions options,
      @Nullable CallOption option,
      RerunDefaults rerun) {

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Case that
          && options == that.options
          && rerun == that.rerun
          && target.equals(that.target)
          && module.equals(that.module)
          && (option == null ? that.option == null : option.equals(that.option));
    }

    @Override
    public int hashCode() {
      int hash = System.identityHashCode(options) * 31 + target.hashCode();
      return option == null ? hash : hash * 31 + option.hashCode();
    }
  }

  private final Map<Name, Manifest.Target> targets = new HashMap<>();
  private final Map<Case, CurrentOptions> options = new HashMap<>();

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

  /** The options that would apply to a call if a re-run made it now (M2). */
  CurrentOptions options(CallFact call, StepFact step, RerunDefaults rerun) {
    return options.computeIfAbsent(
        new Case(step.module(), step.target(), step.options(), call.option(), rerun),
        same ->
            CurrentOptions.of(
                same.options, same.option, find(same.module, same.target).orElse(null), rerun));
  }

  /** Whether any of them is cached. */
  boolean isAnyCached() {
    return targets.values().stream()
        .anyMatch(target -> CurrentOptions.isEnabled(target.options().cache()));
  }
}
