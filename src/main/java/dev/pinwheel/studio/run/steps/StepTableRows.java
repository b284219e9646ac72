package dev.pinwheel.studio.run.steps;

import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.view.CallEdge;
import dev.pinwheel.studio.run.drawing.Drawing;
import dev.pinwheel.studio.run.steps.StepTableRow.Caller;
import dev.pinwheel.studio.run.steps.StepTableRow.TreePosition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a run as a tree in call order: a step stands below the drawn call that executed it.
 * Where none is drawn, it stands below the first call that reused it. Every further call of it is a
 * row of its own, without rows below.
 */
public final class StepTableRows {

  /** Nothing. */
  public static final StepTableRows NONE = new StepTableRows("", List.of(), Map.of(), Map.of());

  private final String module;
  private final List<StepTableRow> roots;
  private final Map<String, List<StepTableRow>> children;
  private final Map<String, StepTableRow> byKey;

  private StepTableRows(
      String module,
      List<StepTableRow> roots,
      Map<String, List<StepTableRow>> children,
      Map<String, StepTableRow> byKey) {
    this.module = module;
    this.roots = roots;
    this.children = children;
    this.byKey = byKey;
  }

  public static StepTableRows of(Drawing drawing) {
    RunTree tree = drawing.tree();
    StepForest forest = new StepForest(tree);
    Set<StepId> begins = tree.roots().stream().map(StepNode::step).collect(Collectors.toSet());
    Map<String, StepTableRow> byKey = LinkedHashMap.newLinkedHashMap(2 * tree.nodes().size());
    Map<String, List<StepTableRow>> children = new HashMap<>();
    List<StepTableRow> roots = new ArrayList<>();
    Deque<StepTableRow> open = new ArrayDeque<>();
    for (StepNode node : forest.roots()) {
      TreePosition position =
          node.step().number() == 1
              ? TreePosition.ROOT
              : begins.contains(node.step())
                  ? TreePosition.CALLER_NOT_VISIBLE
                  : TreePosition.EARLIER;
      StepTableRow.Step row = step(drawing, forest, node, position, null, null, false);
      roots.add(row);
      open.push(row);
      while (!open.isEmpty()) {
        StepTableRow parent = open.pop();
        byKey.put(parent.key(), parent);
        List<StepTableRow> below = below(drawing, forest, parent);
        if (!below.isEmpty()) {
          children.put(parent.key(), below);
          below.reversed().forEach(open::push);
        }
      }
    }
    return new StepTableRows(tree.header().module(), List.copyOf(roots), children, byKey);
  }

  private static List<StepTableRow> below(Drawing drawing, StepForest forest, StepTableRow parent) {
    if (parent instanceof StepTableRow.Reference) {
      return List.of();
    }
    List<StepTableRow> below = new ArrayList<>();
    Caller caller = Caller.of(parent.node());
    for (CallEdge call : forest.callsOf(parent.step())) {
      StepNode called = forest.node(call.to());
      if (forest.isHome(call)) {
        TreePosition position = call.isReused() ? TreePosition.REUSED : TreePosition.EXECUTED;
        boolean quiet = parent.quiet() || call.isReused();
        below.add(step(drawing, forest, called, position, call, caller, quiet));
      } else {
        below.add(new StepTableRow.Reference(call, called, caller));
      }
    }
    return below;
  }

  private static StepTableRow.Step step(
      Drawing drawing,
      StepForest forest,
      StepNode node,
      TreePosition position,
      @Nullable CallEdge reached,
      @Nullable Caller caller,
      boolean quiet) {
    return new StepTableRow.Step(
        node,
        position,
        reached,
        caller,
        quiet,
        drawing.usedAttemptOf(node.step()).orElse(0),
        Math.max(0, forest.callersOf(node.step()) - 1));
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

  /** The row below which a row stands. */
  public Optional<StepTableRow> parentOf(StepTableRow row) {
    Caller caller = row.caller();
    return caller == null ? Optional.empty() : find(StepTableRow.keyOf(caller.step()));
  }

  public Optional<StepTableRow> find(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  /** All rows, each behind the one below which it stands. */
  public Stream<StepTableRow> inOrder() {
    return byKey.values().stream();
  }

  /** The module of the run's workflow; empty without rows. */
  public String module() {
    return module;
  }

  /** How many steps there are. */
  public int steps() {
    return (int) inOrder().filter(StepTableRow.Step.class::isInstance).count();
  }

  /** Whether rows stand below the one with this key. */
  boolean hasBelow(String key) {
    return children.containsKey(key);
  }

  /** The keys of all rows with others below them, but for steps that no drawn call executed. */
  List<String> openAtFirst() {
    return inOrder()
        .filter(row -> hasBelow(row.key()))
        .filter(row ->
            !(row instanceof StepTableRow.Step step && step.position() == TreePosition.REUSED))
        .map(StepTableRow::key)
        .toList();
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
    return byKey.values().stream()
        .filter(row -> !Objects.equals(row, other.byKey.get(row.key())))
        .toList();
  }

  private List<StepTableRow> childList(String key) {
    return children.getOrDefault(key, List.of());
  }

  private static List<String> keys(List<StepTableRow> rows) {
    return rows.stream().map(StepTableRow::key).toList();
  }
}
