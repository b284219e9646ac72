package dev.pinwheel.query;

import dev.pinwheel.model.ExecutionId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects outdated calls by what they hold and what they would find now. */
final class StaleCauses {

  private record Pair(ExecutionId held, ExecutionId found) {}

  private record Collected(
      String target, boolean settled, Map<ExecutionId, StaleCause.Holder> holders) {}

  private final Map<Pair, Collected> causes = new LinkedHashMap<>();

  void add(ExecutionFact caller, ExecutionFact held, ExecutionFact found, boolean settled) {
    causes
        .computeIfAbsent(
            new Pair(held.id(), found.id()),
            pair -> new Collected(held.step().target(), settled, new LinkedHashMap<>()))
        .holders()
        .put(caller.id(), new StaleCause.Holder(caller.step().id(), caller.step().target()));
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
