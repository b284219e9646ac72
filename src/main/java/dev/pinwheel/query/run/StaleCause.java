package dev.pinwheel.query.run;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.facts.ExecutionFact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why executions are stale, or may become so (T1): they hold one execution, and the same lookup
 * made now finds another.
 *
 * @param target of the called step
 * @param held what the calls refer to; null when that is not visible from here
 * @param found what the lookup finds now
 * @param settled false while {@code found} is open: the holders may become stale
 * @param holders the steps whose drawn executions made these calls, in call order
 */
public record StaleCause(
    String target,
    @Nullable ExecutionId held,
    ExecutionId found,
    boolean settled,
    List<Holder> holders) {

  public StaleCause {
    holders = List.copyOf(holders);
  }

  /** A step that holds the older execution. */
  public record Holder(StepId step, String target) {}

  /** Groups outdated calls by the execution that they hold and the one that they would find now. */
  static final class Collector {

    private record Pair(@Nullable ExecutionId held, ExecutionId found) {}

    private record Collected(String target, boolean settled, Map<ExecutionId, Holder> holders) {}

    private final Map<Pair, Collected> causes = new LinkedHashMap<>();

    void add(
        ExecutionFact caller, @Nullable ExecutionFact held, ExecutionFact found, boolean settled) {
      String target = (held == null ? found : held).step().target();
      causes
          .computeIfAbsent(
              new Pair(held == null ? null : held.id(), found.id()),
              pair -> new Collected(target, settled, new LinkedHashMap<>()))
          .holders()
          .put(caller.id(), new Holder(caller.step().id(), caller.step().target()));
    }

    List<StaleCause> list() {
      List<StaleCause> list = new ArrayList<>();
      causes.forEach((pair, collected) ->
          list.add(
              new StaleCause(
                  collected.target(),
                  pair.held(),
                  pair.found(),
                  collected.settled(),
                  new ArrayList<>(collected.holders().values()))));
      return list;
    }
  }
}
