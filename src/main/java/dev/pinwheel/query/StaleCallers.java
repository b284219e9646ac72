package dev.pinwheel.query;

import dev.pinwheel.query.StaleCause.Holder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which steps are stale by their own calls: the nearest callers of what has changed (T1). */
public final class StaleCallers {

  private StaleCallers() {}

  /** In call order; those that may yet become stale are left out. */
  public static List<Holder> of(RunTree tree) {
    Set<Holder> holders = new LinkedHashSet<>();
    for (StaleCause cause : tree.header().staleCauses()) {
      if (cause.settled()) {
        holders.addAll(cause.holders());
      }
    }
    return List.copyOf(holders);
  }
}
