package dev.pinwheel.query.run;

import dev.pinwheel.model.RunId;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.query.view.Viewpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the counts of runs that lists have shown, so that only trees of changed runs are walked
 * again. An entry holds for a run as seen along one chain of workspaces, at one version: the sum of
 * the versions of its visible rows in {@code run_summary}, which every change of the run increases.
 * Runs that spawned others are not kept, because their counts also depend on those. In memory, at
 * most {@value #MOST_RUNS} entries, the least recently used ones leave first. Thread-safe.
 */
final class RunCountsCache {

  private static final int MOST_RUNS = 5_000;

  private record Key(RunId run, List<Workspace> chain) {}

  /**
   * What a list says of a run, counted in its call tree.
   *
   * @param stale whether a call of the tree is outdated (T1)
   * @param reusedCalls how many of {@code calls} reused an execution
   * @param calls of the drawn executions
   * @param leaf the first failed step, in call order, of which no call failed; null when nothing in
   *     the tree failed
   */
  record Counts(
      boolean stale,
      RunHeader.Progress progress,
      int reusedCalls,
      int calls,
      FailedSteps.@Nullable FailedLeaf leaf) {}

  private record Entry(long version, Counts counts) {}

  /**
   * What was counted anew.
   *
   * @param counts by run; without those of which nothing is visible
   * @param spawning the runs that spawned others; their counts are not kept
   */
  record Loaded(Map<RunId, Counts> counts, Set<RunId> spawning) {}

  private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * The counts of runs at these versions. Two threads may count the same run at the same time.
   *
   * @param versions of each run, read in the same transaction in which {@code count} reads
   * @param count counts the runs that are not kept at their version; may block
   * @return by run; without those that {@code count} leaves out
   */
  Map<RunId, Counts> get(
      Viewpoint viewpoint, Map<RunId, Long> versions, Function<List<RunId>, Loaded> count) {
    List<Workspace> chain = viewpoint.chain().nearestFirst();
    Map<RunId, Counts> found = new HashMap<>();
    List<RunId> missing = new ArrayList<>();
    synchronized (this) {
      versions.forEach((run, version) -> {
        Entry entry = entries.get(new Key(run, chain));
        if (entry != null && entry.version() == version) {
          found.put(run, entry.counts());
        } else {
          missing.add(run);
        }
      });
    }
    if (!missing.isEmpty()) {
      Loaded loaded = count.apply(missing);
      found.putAll(loaded.counts());
      keep(chain, versions, loaded);
    }
    return found;
  }

  private synchronized void keep(List<Workspace> chain, Map<RunId, Long> versions, Loaded loaded) {
    loaded
        .counts()
        .forEach((run, counts) -> {
          if (!loaded.spawning().contains(run)) {
            entries.put(new Key(run, chain), new Entry(versions.getOrDefault(run, -1L), counts));
          }
        });
    while (entries.size() > MOST_RUNS) {
      entries.remove(entries.keySet().iterator().next());
    }
  }
}
