package dev.pinwheel.studio.run.steps;

import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.view.CallEdge;
import dev.pinwheel.studio.run.drawing.Drawing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a run as a tree in call order: a step stands below the step that called it first, and
 * every further call of it is a row of its own.
 */
public final class StepTableRows {

  /** Nothing. */
  public static final StepTableRows NONE = new StepTableRows(List.of(), Map.of(), Map.of());

  private final List<StepTableRow> roots;
  private final Map<String, List<StepTableRow>> children;
  private final Map<String, StepTableRow> byKey;

  private StepTableRows(
      List<StepTableRow> roots,
      Map<String, List<StepTableRow>> children,
      Map<String, StepTableRow> byKey) {
    this.roots = roots;
    this.children = children;
    this.byKey = byKey;
  }

  public static StepTableRows of(Drawing drawing) {
    RunTree tree = drawing.tree();
    Map<StepId, StepNode> nodes = new HashMap<>();
    Map<StepId, Integer> positions = new HashMap<>();
    for (StepNode node : tree.nodes()) {
      nodes.put(node.step(), node);
      positions.put(node.step(), positions.size());
    }
    Map<String, StepTableRow> byKey = new HashMap<>();
    Map<String, List<StepTableRow>> children = new HashMap<>();
    Set<StepId> placed = new HashSet<>();
    for (CallEdge call : tree.calls()) {
      StepNode called = nodes.get(call.to());
      if (called == null || !nodes.containsKey(call.from())) {
        continue;
      }
      boolean below = positions.getOrDefault(call.from(), 0) < positions.getOrDefault(call.to(), 0);
      StepTableRow row =
          below && placed.add(call.to())
              ? step(drawing, called, call)
              : new StepTableRow.Reference(call, called);
      byKey.put(row.key(), row);
      children
          .computeIfAbsent(Integer.toString(call.from().number()), key -> new ArrayList<>())
          .add(row);
    }
    List<StepTableRow> roots = new ArrayList<>();
    for (StepNode node : tree.nodes()) {
      if (!placed.contains(node.step())) {
        StepTableRow row = step(drawing, node, null);
        byKey.put(row.key(), row);
        roots.add(row);
      }
    }
    return new StepTableRows(List.copyOf(roots), children, byKey);
  }

  private static StepTableRow step(Drawing drawing, StepNode node, @Nullable CallEdge reached) {
    return new StepTableRow.Step(node, reached, drawing.usedAttemptOf(node.step()).orElse(0));
  }

  /** Step 1, and whatever could not be placed below it. */
  public List<StepTableRow> roots() {
    return roots;
  }

  /** What a row's step called, in call order. */
  public List<StepTableRow> childrenOf(StepTableRow row) {
    return row instanceof StepTableRow.Step
        ? children.getOrDefault(row.key(), List.of())
        : List.of();
  }

  public Optional<StepTableRow> find(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  /** The steps among the rows, in no order. */
  public Stream<StepNode> steps() {
    return byKey.values().stream()
        .filter(StepTableRow.Step.class::isInstance)
        .map(row -> ((StepTableRow.Step) row).node());
  }

  /** The module of the run's workflow; empty without rows. */
  public String rootModule() {
    return !roots.isEmpty() && roots.getFirst() instanceof StepTableRow.Step step
        ? step.node().module()
        : "";
  }

  public int size() {
    return byKey.size();
  }

  /** Whether both have the same rows at the same places, whatever they say. */
  public boolean hasStructureOf(StepTableRows other) {
    return keys(roots).equals(keys(other.roots))
        && children.keySet().equals(other.children.keySet())
        && children.keySet().stream()
            .allMatch(key -> keys(childList(key)).equals(keys(other.childList(key))));
  }

  /** The rows that say something else than in the other ones. */
  public List<StepTableRow> differingFrom(StepTableRows other) {
    return byKey.values().stream().filter(row -> !row.equals(other.byKey.get(row.key()))).toList();
  }

  private List<StepTableRow> childList(String key) {
    return children.getOrDefault(key, List.of());
  }

  private static List<String> keys(List<StepTableRow> rows) {
    return rows.stream().map(StepTableRow::key).toList();
  }
}
