package dev.pinwheel.studio.run.drawing;

import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.DependencyEdge;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.view.CallEdge;
import dev.pinwheel.studio.graph.GraphEdge;
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
final class CardEdges {

  private final RunTree tree;
  private final Map<StepId, String> cardOf;
  private final Map<Pair, Gathered> lines = new LinkedHashMap<>();

  private CardEdges(RunTree tree, Map<StepId, String> cardOf) {
    this.tree = tree;
    this.cardOf = cardOf;
  }

  /** The lines in call order, dependencies between siblings behind them. */
  static List<GraphEdge> between(RunTree tree, List<Card> cards) {
    Map<StepId, String> cardOf = new HashMap<>();
    cards.forEach(card -> card.members().forEach(step -> cardOf.put(step.step(), card.id())));
    CardEdges lines = new CardEdges(tree, cardOf);
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
      GraphEdge.Kind kind =
          call.isReused()
              ? GraphEdge.Kind.REUSE
              : waited.contains(new Steps(call.from(), call.to()))
                  ? GraphEdge.Kind.DEPENDENCY
                  : GraphEdge.Kind.CALL;
      gather(cardOf.get(call.from()), cardOf.get(call.to()), kind, labelOf(call));
    }
  }

  /** A dependency is drawn left of its dependent, unless the dependent called it. */
  private void addDependencies() {
    for (DependencyEdge dependency : tree.dependencies()) {
      String dependent = cardOf.get(dependency.dependent());
      String source = cardOf.get(dependency.dependency());
      if (dependent != null && source != null && !lines.containsKey(new Pair(dependent, source))) {
        handOn(source, dependent);
      }
    }
  }

  private void gather(
      @Nullable String from, @Nullable String to, GraphEdge.Kind kind, String label) {
    if (from != null && to != null && !from.equals(to)) {
      lines.computeIfAbsent(new Pair(from, to), pair -> new Gathered()).add(kind, label);
    }
  }

  private void handOn(String from, String to) {
    if (!from.equals(to)) {
      lines.computeIfAbsent(new Pair(from, to), pair -> Gathered.handedOn());
    }
  }

  /**
   * Which attempt it used, when that is not the drawn one, with its workspace in a second line when
   * it is not the viewer's own. The workspace of the drawn attempt is on its card.
   */
  private static String labelOf(CallEdge call) {
    if (call.usedWords().isEmpty() || call.reusedFrom() == null) {
      return call.usedWords();
    }
    return call.usedWords() + "\n" + call.reusedFrom().value();
  }

  private record Pair(String from, String to) {}

  private record Steps(StepId from, StepId to) {}

  /** What all calls between two cards have in common. */
  private static final class Gathered {
    private GraphEdge.Kind kind = GraphEdge.Kind.REUSE;
    private final Set<String> labels = new HashSet<>();
    private boolean handedOn;

    private static Gathered handedOn() {
      Gathered gathered = new Gathered();
      gathered.handedOn = true;
      return gathered;
    }

    private void add(GraphEdge.Kind added, String label) {
      kind = added.compareTo(kind) < 0 ? added : kind;
      labels.add(label);
    }

    private GraphEdge line(Pair pair) {
      if (handedOn) {
        return GraphEdge.handedOn(pair.from, pair.to);
      }
      return GraphEdge.between(
          pair.from, pair.to, kind, labels.size() == 1 ? labels.iterator().next() : "");
    }
  }
}
