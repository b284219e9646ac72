package dev.pinwheel.store;

import java.util.Map;
import java.util.Optional;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How many executions each session computes (D2), as of a commit: published by the engine, so that
 * a reader need not look at all open executions. Thread-safe.
 */
public final class SessionLoad {

  private static final String KEY = SessionLoad.class.getName();

  private volatile @Nullable Map<Long, Integer> computing;

  /** Makes it known to those who read with this configuration. */
  void attachTo(Configuration configuration) {
    configuration.data(KEY, this);
  }

  /**
   * @param bySession sessions that compute nothing may be left out
   */
  public void publish(Map<Long, Integer> bySession) {
    computing = Map.copyOf(bySession);
  }

  /** By session; empty when no engine runs on this database. */
  public static Optional<Map<Long, Integer>> find(DSLContext reading) {
    return reading.configuration().data(KEY) instanceof SessionLoad load
        ? Optional.ofNullable(load.computing)
        : Optional.empty();
  }
}
