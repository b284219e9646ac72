package dev.pinwheel.engine.index;

import dev.pinwheel.model.RunId;
import dev.pinwheel.store.RunStore;
import dev.pinwheel.store.Tx;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The root run of recently used runs (D3): the submitted run that a spawned run goes back to,
 * itself for a submitted one. Confined to the committing thread.
 */
public final class RootRuns {

  private static final int REMEMBERED = 10_000;

  private final RunStore runs;
  private final Map<RunId, RunId> roots = new RecentlyUsed<>(REMEMBERED);

  public RootRuns(RunStore runs) {
    this.runs = runs;
  }

  public RunId of(Tx tx, RunId run) {
    RunId known = roots.get(run);
    if (known == null) {
      known = Objects.requireNonNull(runs.listRoots(tx, Set.of(run)).get(run));
      roots.put(run, known);
    }
    return known;
  }

  /** Saves the query. */
  public void put(RunId run, RunId root) {
    roots.put(run, root);
  }

  public void clear() {
    roots.clear();
  }
}
