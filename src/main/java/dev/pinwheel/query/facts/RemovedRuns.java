package dev.pinwheel.query.facts;

import static dev.pinwheel.store.jooq.Tables.RUN_REMOVAL;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;

/**
 * Runs that were removed do not exist, although some of their rows may still be there (G3). A
 * single execution of one can still be read where a result of another run leads to it (G2).
 */
public final class RemovedRuns {

  private RemovedRuns() {}

  /** Those of the runs that were not removed. */
  public static List<Long> without(DSLContext dsl, Collection<Long> runs) {
    if (runs.isEmpty()) {
      return List.of();
    }
    Set<Long> removed =
        dsl.select(RUN_REMOVAL.RUN_ID)
            .from(RUN_REMOVAL)
            .where(RUN_REMOVAL.RUN_ID.in(runs))
            .fetchSet(RUN_REMOVAL.RUN_ID);
    return runs.stream().filter(run -> !removed.contains(run)).toList();
  }

  /** Whether the run was removed. */
  public static boolean contain(DSLContext dsl, long run) {
    return without(dsl, List.of(run)).isEmpty();
  }
}
