package dev.pinwheel.engine.retention;

import dev.pinwheel.engine.retention.RetentionRule.Verdict;
import dev.pinwheel.model.RunFamily;
import dev.pinwheel.model.RunId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The families that are removed together (G2): one, and all that refer to it, directly or through
 * others. If one of them is kept, all are.
 */
public final class RemovalSet {

  /** Larger groups are kept: removing them would not be one small act. */
  private static final int MOST_FAMILIES = 100;

  private final Function<Set<RunId>, List<RunFamily>> load;
  private final Function<RunFamily, Verdict> rule;

  /**
   * @param load gives the families to which runs belong, each once
   * @param rule decides about a family on its own
   */
  public RemovalSet(Function<Set<RunId>, List<RunFamily>> load, Function<RunFamily, Verdict> rule) {
    this.load = load;
    this.rule = rule;
  }

  /** All that go with this family, itself included; empty when one of them has to stay. */
  public Optional<Collection<RunFamily>> of(RunFamily family) {
    Map<RunId, RunFamily> together = new LinkedHashMap<>();
    Set<RunId> members = new HashSet<>();
    Deque<RunFamily> open = new ArrayDeque<>(List.of(family));
    while (!open.isEmpty()) {
      RunFamily next = open.poll();
      if (together.containsKey(next.root())) {
        continue;
      }
      if (together.size() == MOST_FAMILIES || !(rule.apply(next) instanceof Verdict.Remove)) {
        return Optional.empty();
      }
      together.put(next.root(), next);
      members.addAll(next.runs());
      Set<RunId> referrers = new HashSet<>(next.referrers());
      referrers.removeAll(members);
      if (!referrers.isEmpty()) {
        open.addAll(load.apply(referrers));
      }
    }
    return Optional.of(new ArrayList<>(together.values()));
  }
}
