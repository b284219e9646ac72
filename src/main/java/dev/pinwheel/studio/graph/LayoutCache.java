package dev.pinwheel.studio.graph;

import dev.pinwheel.studio.graph.GraphLayout.Placement;
import dev.pinwheel.studio.graph.GraphLayout.Structure;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A cache of layouts by structure, so that several viewers of a run share one layout. Thread-safe;
 * keeps the least recently used entries out.
 */
public final class LayoutCache {

  private static final int KEPT = 64;

  private static final Map<Structure, Placement> MADE =
      Collections.synchronizedMap(
          new LinkedHashMap<>(KEPT, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Structure, Placement> eldest) {
              return size() > KEPT;
            }
          });

  private LayoutCache() {}

  /** A full layout. Blocks; not for a thread that holds a page. */
  public static Placement fresh(Structure structure) {
    Placement made = MADE.get(structure);
    if (made == null) {
      made = GraphLayout.layout(structure);
      MADE.put(structure, made);
    }
    return made;
  }
}
