package dev.pinwheel.studio.run.drawing;

import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.DependencyEdge;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.view.CallEdge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns calls and dependencies into lines between cards: one for each pair of cards. A caller that
 * waited for what it called is one line, not two.
 */
final class Lines {

  private final RunTree tree;
  private final Map<StepId, String> cardOf;
  private final Map<Pair, Gathered> lines = new LinkedHashMap<>();

  private Lines(RunTree tree, Map<StepId, String> cardOf) {
    this.tree = tree;
    this.cardOf = cardOf;
  }

  /** The lines in call order, dependencies between siblings behind them. */
  static List<Line> between(RunTree tree, List<Card> cards) {
    Map<StepId, String> cardOf = new HashMap<>();
    cards.forEach(card -> card.members().forEach(step -> cardOf.put(step.step(), card.id())));
    Lines lines = new Lines(tree, cardOf);
    lines.addCalls();
    lines.addDependencies();
    return lines.lines.entrySet().stream()
        .map(entry -> entry.getValue().line(entry.getKey()))
        .toList();
  }

  private void addCalls() {
    Set<Steps> waited = new HashSet<>();
    for (DependencyEdge dependency : tree.dependencies()) {
      waited.add(new Steps(dependency.dependent(), dependency.dependency()));
    }
    for (CallEdge call : tree.calls()) {
      Line.Kind kind =
          call.isReused()
              ? Line.Kind.REUSE
              : waited.contains(new Steps(call.from(), call.to()))
                  ? Line.Kind.DEPENDENCY
                  : Line.Kind.CALL;
      gather(cardOf.get(call.from()), cardOf.get(call.to()), kind, labelOf(call));
    }
  }

  /** A dependency stands left of what depends on it; unless that called it. */
  private void addDependencies() {
    for (DependencyEdge dependency : tree.dependencies()) {
      String dependent = cardOf.get(dependency.dependent());
      String source = cardOf.get(dependency.dependency());
      if (dependent != null && source != null && !lines.containsKey(new Pair(dependent, source))) {
        gather(source, dependent, Line.Kind.DEPENDENCY, "");
      }
    }
  }

  private void gather(@Nullable String from, @Nullable String to, Line.Kind kind, String label) {
    if (from != null && to != null && !from.equals(to)) {
      lines.computeIfAbsent(new Pair(from, to), pair -> new Gathered()).add(kind, label);
    }
  }

  private static String labelOf(CallEdge call) {
    List<String> parts = new ArrayList<>();
    if (call.isReused() && call.reusedFrom() != null) {
      parts.add(call.reusedFrom().value());
    }
    if (call.usedOther()) {
      parts.add("used #" + call.callee().attempt());
    }
    return String.join(" · ", parts);
  }

  private record Pair(String from, String to) {}

  private record Steps(StepId from, StepId to) {}

  /** What all calls between two cards have in common. */
  private static final class Gathered {
    private Line.Kind kind = Line.Kind.REUSE;
    private final Set<String> labels = new HashSet<>();

    private void add(Line.Kind added, String label) {
      kind = added.compareTo(kind) < 0 ? added : kind;
      labels.add(label);
    }

    private Line line(Pair pair) {
      return new Line(pair.from, pair.to, kind, labels.size() == 1 ? labels.iterator().next() : "");
    }
  }
}
