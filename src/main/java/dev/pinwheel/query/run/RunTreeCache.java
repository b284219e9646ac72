package dev.pinwheel.query.run;

import dev.pinwheel.model.RunId;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.query.view.Viewpoint;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The trees requested most recently, shared between the viewers of a run, and the runs that each
 * was made of. Only settled trees are kept: an open one also depends on workers and on the time.
 * Bounded by the number of nodes. Thread-safe.
 */
final class RunTreeCache {

  private static final int MAX_NODES = 50_000;
  private static final int MAX_RUNS = 10_000;

  private record Key(List<Workspace> chain, CallTreeBuilder.TreeRequest request) {}

  private final Map<Key, RunTree> trees = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<RunId, Set<RunId>> involved = new LinkedHashMap<>(16, 0.75f, true);
  private int nodes;

  /**
   * The runs that a run's tree was made of when it was loaded last: the run itself and what it
   * spawned. Their versions together tell whether a kept tree is up to date.
   */
  synchronized Set<RunId> involvedRuns(RunId run) {
    return involved.getOrDefault(run, Set.of(run));
  }

  /** The tree if it was kept at this version. */
  synchronized @Nullable RunTree find(
      Viewpoint viewpoint, CallTreeBuilder.TreeRequest request, long version) {
    RunTree tree = trees.get(new Key(viewpoint.chain().nearestFirst(), request));
    return tree == null || tree.version() != version ? null : tree;
  }

  /**
   * Offers a tree. It is kept if it is settled, and if the runs that it was made of were known
   * before: only then does the version read before loading cover all of it.
   *
   * @param loaded the runs that it was made of
   */
  synchronized void offer(
      Viewpoint viewpoint, CallTreeBuilder.TreeRequest request, RunTree tree, Set<RunId> loaded) {
    if (remember(request.run(), loaded)) {
      put(new Key(viewpoint.chain().nearestFirst(), request), tree);
    }
  }

  /** Whether these runs are the ones that were known. */
  private boolean remember(RunId run, Set<RunId> loaded) {
    if (involvedRuns(run).equals(loaded)) {
      return true;
    }
    Set<RunId> all = new HashSet<>(loaded);
    all.add(run);
    involved.put(run, Set.copyOf(all));
    if (involved.size() > MAX_RUNS) {
      involved.remove(involved.keySet().iterator().next());
    }
    return false;
  }

  private void put(Key key, RunTree tree) {
    if (tree.header().active() || tree.nodes().stream().anyMatch(n -> n.state().isOpen())) {
      return;
    }
    RunTree before = trees.put(key, tree);
    nodes += tree.nodes().size() - (before == null ? 0 : before.nodes().size());
    Iterator<RunTree> oldest = trees.values().iterator();
    while (nodes > MAX_NODES && oldest.hasNext()) {
      nodes -= oldest.next().nodes().size();
      oldest.remove();
    }
  }
}
