package dev.pinwheel.query;

import dev.pinwheel.model.RunId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which runs a run's tree was made of when it was loaded last: itself and what it spawned. Needed
 * to know whether a kept tree is still true. Bounded. Thread-safe.
 */
final class InvolvedRuns {

  private static final int MOST_RUNS = 10_000;

  private final Map<RunId, Set<RunId>> known = new LinkedHashMap<>(16, 0.75f, true);

  /** The run and what it was seen to involve. */
  synchronized Set<RunId> of(RunId run) {
    return known.getOrDefault(run, Set.of(run));
  }

  /**
   * Remembers what was loaded, and tells whether that was known before: only then did the versions
   * read before loading cover all of it.
   */
  synchronized boolean isKnown(RunId run, Set<RunId> loaded) {
    Set<RunId> before = of(run);
    if (before.equals(loaded)) {
      return true;
    }
    Set<RunId> all = new HashSet<>(loaded);
    all.add(run);
    known.put(run, Set.copyOf(all));
    if (known.size() > MOST_RUNS) {
      known.remove(known.keySet().iterator().next());
    }
    return false;
  }
}
