package dev.pinwheel.query;

import dev.pinwheel.model.Workspace;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The trees asked for last, so that viewers of one run share one. Only settled trees are kept: what
 * an open one shows also depends on workers and on the time. Bounded by the number of nodes.
 * Thread-safe.
 */
final class TreeCache {

  private static final int MOST_NODES = 100_000;

  private record Key(List<Workspace> chain, TreeBuilder.Wish wish) {}

  private record Entry(long version, RunTree tree) {}

  private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private int nodes;

  Optional<RunTree> get(
      Viewpoint viewpoint,
      TreeBuilder.Wish wish,
      long version,
      Supplier<Optional<RunTree>> loading) {
    Key key = new Key(viewpoint.chain().nearestFirst(), wish);
    synchronized (this) {
      Entry entry = entries.get(key);
      if (entry != null && entry.version() == version) {
        return Optional.of(entry.tree());
      }
    }
    Optional<RunTree> loaded = loading.get();
    loaded.filter(tree -> !tree.header().active()).ifPresent(tree -> put(key, version, tree));
    return loaded;
  }

  private synchronized void put(Key key, long version, RunTree tree) {
    Entry before = entries.put(key, new Entry(version, tree));
    nodes += tree.nodes().size() - (before == null ? 0 : before.tree().nodes().size());
    Iterator<Entry> oldest = entries.values().iterator();
    while (nodes > MOST_NODES && oldest.hasNext()) {
      Entry entry = oldest.next();
      if (entry.tree() != tree) {
        nodes -= entry.tree().nodes().size();
        oldest.remove();
      }
    }
  }
}
