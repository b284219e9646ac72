package dev.pinwheel.engine.index;

import java.util.LinkedHashMap;
import java.util.Map;

/** A bounded map: the entry that was not used for the longest time makes room. Not thread-safe. */
public final class RecentlyUsed<K, V> extends LinkedHashMap<K, V> {

  private static final long serialVersionUID = 1L;

  private final int most;

  /**
   * @param most how many entries it has at most
   */
  public RecentlyUsed(int most) {
    super(16, 0.75f, true);
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
