package dev.pinwheel.query;

import dev.pinwheel.model.Workspace;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The trees asked for last, so that viewers of one run share one. Only settled trees are kept: what
 * an open one shows also depends on workers and on the time. Bounded by the number of nodes.
 * Thread-safe.
 */
final class TreeCache {

  private static final int MOST_NODES = 50_000;

  private record Key(List<Workspace> chain, TreeBuilder.Wish wish) {}

  private final Map<Key, RunTree> trees = new LinkedHashMap<>(16, 0.75f, true);
  private int nodes;

  /** The tree if it was kept at this very version. */
  synchronized @Nullable RunTree find(Viewpoint viewpoint, TreeBuilder.Wish wish, long version) {
    RunTree tree = trees.get(new Key(viewpoint.chain().nearestFirst(), wish));
    return tree == null || tree.version() != version ? null : tree;
  }

  synchronized void put(Viewpoint viewpoint, TreeBuilder.Wish wish, RunTree tree) {
    if (tree.header().active() || tree.nodes().stream().anyMatch(n -> n.state().isOpen())) {
      return;
    }
    RunTree before = trees.put(new Key(viewpoint.chain().nearestFirst(), wish), tree);
    nodes += tree.nodes().size() - (before == null ? 0 : before.nodes().size());
    Iterator<RunTree> oldest = trees.values().iterator();
    while (nodes > MOST_NODES && oldest.hasNext()) {
      nodes -= oldest.next().nodes().size();
      oldest.remove();
    }
  }
}
