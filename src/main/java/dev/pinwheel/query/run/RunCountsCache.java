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

/**
 * The counts of settled runs that were listed last, by run, chain and version. Runs that spawned
 * others are not kept: what they say depends on those, too. Bounded. Thread-safe.
 */
final class RunCountsCache {

  private static final int MOST_RUNS = 5_000;

  private record Key(RunId run, List<Workspace> chain) {}

  /**
   * What a list says of a run.
   *
   * @param failed how many steps of the tree failed
   */
  record Counts(boolean stale, int failed, int reusedCalls, int calls) {}

  private record Entry(long version, Counts counts) {}

  /**
   * What was counted.
   *
   * @param spawning the runs that spawned others
   */
  record Loaded(Map<RunId, Counts> counts, Set<RunId> spawning) {}

  private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * The counts of runs at these versions.
   *
   * @param count counts those that are not known
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
