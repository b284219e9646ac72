package dev.pinwheel.engine;

import dev.pinwheel.engine.command.WorkerLink.MemoPage;
import dev.pinwheel.engine.command.WorkerLink.MemoTarget;
import dev.pinwheel.engine.command.WorkerLink.MemoValue;
import dev.pinwheel.engine.manifest.Manifests;
import dev.pinwheel.engine.manifest.OptionsResolver;
import dev.pinwheel.key.MemoKey;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.StepOptions;
import dev.pinwheel.model.TargetOptions;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.store.CandidateStore.KeyedValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Cuts what a memo map holds into pages, by target (M14). Used once, by one thread. */
final class MemoMapPages {

  /** The number of values on a page. */
  private static final int PAGE = 500;

  /** Names a target of any module. */
  record TargetName(String module, String target) {}

  private final Manifests manifests;
  private final long map;
  private final WorkspaceChain chain;
  private final @Nullable MemoOption runDefault;
  private final Map<TargetName, Optional<StepOptions>> options = new HashMap<>();
  private final List<MemoPage> finished = new ArrayList<>();
  private Map<TargetName, MemoTarget> targets = new LinkedHashMap<>();
  private int values;

  MemoMapPages(
      Manifests manifests, long map, WorkspaceChain chain, @Nullable MemoOption runDefault) {
    this.manifests = manifests;
    this.map = map;
    this.chain = chain;
    this.runDefault = runDefault;
  }

  WorkspaceChain chain() {
    return chain;
  }

  /**
   * The options of a call of the target now; null when it would not be memoized, so that no lookup
   * would find the value.
   */
  @Nullable StepOptions add(KeyedValue row, Json value) {
    TargetName name = new TargetName(row.module(), row.target());
    StepOptions resolved =
        options
            .computeIfAbsent(name, key -> resolve(manifests, chain, key, runDefault))
            .orElse(null);
    Optional<List<Integer>> chosen =
        Optional.ofNullable(resolved).flatMap(OptionsResolver::memoPositions);
    if (chosen.isEmpty()) {
      return null;
    }
    targets
        .computeIfAbsent(
            name,
            key -> new MemoTarget(row.module(), row.target(), chosen.get(), new ArrayList<>()))
        .values()
        .add(new MemoValue(MemoKey.of(row.memoKey()).toString(), row.id(), value));
    if (++values == PAGE) {
      turn();
    }
    return resolved;
  }

  private void turn() {
    finished.add(new MemoPage(map, List.copyOf(targets.values())));
    targets = new LinkedHashMap<>();
    values = 0;
  }

  List<MemoPage> finished() {
    if (values > 0) {
      turn();
    }
    return finished;
  }

  /** Those of the targets that were found. */
  Map<TargetName, StepOptions> options() {
    Map<TargetName, StepOptions> found = new HashMap<>();
    options.forEach((name, resolved) -> resolved.ifPresent(one -> found.put(name, one)));
    return found;
  }

  /** The options of a call of the target now; empty when nobody has declared it. */
  static Optional<StepOptions> resolve(
      Manifests manifests, WorkspaceChain chain, TargetName name, @Nullable MemoOption runDefault) {
    try {
      Manifest.Target target = manifests.getTarget(chain, name.module(), name.target());
      return Optional.of(OptionsResolver.resolve(target, TargetOptions.NONE, null, runDefault));
    } catch (Rejection unknown) {
      return Optional.empty();
    }
  }
}
