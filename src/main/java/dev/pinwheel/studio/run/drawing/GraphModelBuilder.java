package dev.pinwheel.studio.run.drawing;

import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.RunHeader;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.view.ArgumentText;
import dev.pinwheel.query.view.MemoPin;
import dev.pinwheel.query.view.PinSentence;
import dev.pinwheel.query.view.State;
import dev.pinwheel.studio.graph.GraphEdge;
import dev.pinwheel.studio.graph.GraphModel;
import dev.pinwheel.studio.graph.GraphNode;
import dev.pinwheel.studio.graph.GraphNodeBuilder;
import dev.pinwheel.studio.graph.NodeState;
import dev.pinwheel.studio.graph.Wall;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Converts a drawing to a graph model: steps, collapsed cards, groups, and the nodes for the origin
 * of the run and for the runs it spawned.
 */
public final class GraphModelBuilder {

  /**
   * Names the box around the steps that only earlier attempts called, and, among the toggled ids,
   * that they are shown.
   */
  public static final String EARLIER = "earlier-attempts";

  /** A node with an attempt's number has room for so many columns of arguments. */
  private static final int LEAST_COLUMNS = 20;

  private static final String START = "start";
  private static final String RUN_PREFIX = "run-";

  private final Drawing drawing;
  private final ZoneId zone;
  private final WallOrders orders;
  private final List<GraphNode> nodes = new ArrayList<>();
  private final List<GraphEdge> edges = new ArrayList<>();
  private final Map<String, Wall> walls = new HashMap<>();

  /** Nodes behind all siblings of theirs. */
  private final List<GraphNode> last = new ArrayList<>();

  private final Set<StepId> earlier;
  private final Map<StepId, GraphNode.Mark> marks;

  /** By the id of a card. */
  private final Map<String, String> modules;

  private GraphModelBuilder(
      Drawing drawing, ZoneId zone, WallOrders orders, Map<StepId, GraphNode.Mark> marks) {
    this.drawing = drawing;
    this.zone = zone;
    this.orders = orders;
    this.marks = marks;
    this.earlier = drawing.earlierSteps();
    this.modules =
        drawing.cards().stream()
            .collect(
                Collectors.toMap(Card::id, card -> card.first().module(), (one, other) -> one));
  }

  /**
   * @param zone for times
   * @param orders of the cells of walls
   */
  public static GraphModel of(Drawing drawing, ZoneId zone, WallOrders orders) {
    return of(drawing, zone, orders, Map.of());
  }

  /**
   * @param zone for times
   * @param marks of steps that differ from an older run
   */
  public static GraphModel compared(
      Drawing drawing, ZoneId zone, Map<StepId, GraphNode.Mark> marks) {
    return of(drawing, zone, WallOrders.CALL_ORDER, marks);
  }

  private static GraphModel of(
      Drawing drawing, ZoneId zone, WallOrders orders, Map<StepId, GraphNode.Mark> marks) {
    GraphModelBuilder picture = new GraphModelBuilder(drawing, zone, orders, marks);
    picture.addOrigin();
    picture.addEarlierBox();
    Set<String> groups = new HashSet<>();
    for (Card card : drawing.cards()) {
      picture.addGroup(card, groups);
      picture.addCard(card);
    }
    picture.nodes.addAll(picture.last);
    picture.edges.addAll(drawing.lines());
    return new GraphModel(picture.nodes, picture.edges, picture.walls);
  }

  /** Whether a node stands for failed steps that have no node of their own. */
  public static boolean isMore(String nodeId) {
    return CollapsedNodes.isMore(nodeId);
  }

  /** The run id of a parent-run or spawned-run node; null for other nodes. */
  public static @Nullable String runOf(String nodeId) {
    return nodeId.startsWith(RUN_PREFIX) ? nodeId.substring(RUN_PREFIX.length()) : null;
  }

  private void addOrigin() {
    RunHeader header = drawing.tree().header();
    StepId parent = header.spawnedBy();
    if (drawing.tree().isPart()) {
      nodes.add(
          GraphNode.of(START, GraphNode.Kind.START, "", "Not visible from here")
              .label("What called the first steps is not visible from here")
              .build());
      addEdgesToRoots(START, GraphEdge.Kind.CALL);
    } else if (parent == null) {
      nodes.add(
          GraphNode.of(START, GraphNode.Kind.START, "", "Start")
              .label("Start, submitted by " + header.submittedBy())
              .build());
      addEdgesToRoots(START, GraphEdge.Kind.CALL);
    } else {
      String id = RUN_PREFIX + parent.run();
      nodes.add(
          GraphNode.of(id, GraphNode.Kind.PARENT_RUN, "Called by", parent.toString())
              .label("Called by step %d of run %s".formatted(parent.number(), parent.run()))
              .build());
      addEdgesToRoots(id, GraphEdge.Kind.DEPENDENCY);
    }
  }

  private void addEdgesToRoots(String from, GraphEdge.Kind kind) {
    drawing.tree().roots().stream()
        .flatMap(root -> drawing.cardOf(root.step()).stream())
        .map(Card::id)
        .distinct()
        .forEach(card -> addEdge(from, card, kind, ""));
  }

  private void addEarlierBox() {
    if (!earlier.isEmpty()) {
      List<StepNode> within =
          drawing.tree().nodes().stream().filter(node -> earlier.contains(node.step())).toList();
      addBox(EARLIER, "Earlier attempts", within, null);
    }
  }

  private @Nullable String boxOf(Card card) {
    return earlier.contains(card.first().step()) ? EARLIER : null;
  }

  private void addBox(String id, String title, List<StepNode> within, @Nullable String parent) {
    nodes.add(
        GraphNode.of(id, GraphNode.Kind.GROUP, "", title)
            .state(stateOf(CardLabels.worst(within)), CardLabels.statesInWords(within))
            .count(within.size(), CollapsedNodes.counts(within))
            .label("Group %s, %s".formatted(title, CardLabels.statesInWords(within)))
            .parent(parent)
            .build());
  }

  private void addGroup(Card card, Set<String> added) {
    if (card.group() == null) {
      return;
    }
    String id = CardGrouping.groupId(card.parent(), card.group());
    if (added.add(id)) {
      List<StepNode> within =
          drawing.cards().stream()
              .filter(other -> card.group().equals(other.group()))
              .filter(other -> java.util.Objects.equals(card.parent(), other.parent()))
              .flatMap(other -> other.members().stream())
              .toList();
      addBox(id, card.group(), within, boxOf(card));
    }
  }

  private void addCard(Card card) {
    String group =
        card.group() == null ? boxOf(card) : CardGrouping.groupId(card.parent(), card.group());
    nodes.add(
        (card.collapsed() ? CollapsedNodes.of(card) : step(card.first()))
            .otherModule(otherModule(card))
            .parent(group)
            .mark(mark(card))
            .build());
    if (!card.collapsed()) {
      addSpawned(card.first());
    }
    if (card.kind() == Card.Kind.WALL) {
      walls.put(
          card.id(),
          marks.isEmpty() ? orders.wall(card) : WallOrders.changedFirst(card, marks.keySet()));
    }
    if (card.kind() == Card.Kind.WALL || card.kind() == Card.Kind.STACK) {
      addMore(card, group);
    }
  }

  /** Of one card the first failed steps stand beside it; this leads to the others, below them. */
  private void addMore(Card card, @Nullable String group) {
    String caller = card.parent();
    if (caller != null) {
      CollapsedNodes.more(card, group)
          .ifPresent(more -> {
            last.add(more);
            addEdge(caller, more.id(), GraphEdge.Kind.CALL, "");
          });
    }
  }

  /** What all its steps are; changed, when only some are; null when none is. */
  private GraphNode.@Nullable Mark mark(Card card) {
    Set<GraphNode.@Nullable Mark> found = new HashSet<>();
    card.members().forEach(member -> found.add(marks.get(member.step())));
    return found.size() == 1 ? found.iterator().next() : GraphNode.Mark.CHANGED;
  }

  /** Null where it is that of the caller, and of step 1, whose module the header names. */
  private @Nullable String otherModule(Card card) {
    String module = card.first().module();
    String callers =
        card.parent() == null
            ? drawing.tree().header().module()
            : modules.getOrDefault(card.parent(), module);
    return module.equals(callers) ? null : module;
  }

  private GraphNodeBuilder step(StepNode node) {
    Integer used = drawing.usedAttempts().get(node.step());
    GraphNodeBuilder builder =
        GraphNode.step(Integer.toString(node.step().number()), node.module(), node.target())
            .label(StepLabels.label(node))
            .arguments(ArgumentText.plain(node.argumentLine()))
            .values(ArgumentText.valuesBeyond(node.argumentLine(), LEAST_COLUMNS))
            .memo(node.pin() == null ? null : memo(node.pin()))
            .workspaceChip(node.ownWorkspace() ? null : node.workspace().name().value())
            .progress(node.progress())
            .usedAttempt(used)
            .stale(staleOf(node))
            .attempt(node.execution().attempt(), node.attempts().size());
    if (node.state() == State.RUNNING) {
      builder.runningSince(node.timing().startedAt());
    } else {
      builder.state(stateOf(node.state()), stateText(node));
    }
    if (node.waiting() != null) {
      builder.reason(node.waiting().brief(zone));
    }
    if (node.forwarding() != null
        && node.forwarding().kind() == ResultKind.CACHED
        && node.forwarding().to() != null) {
      builder.cachedFrom(node.forwarding().to().step().toString());
    }
    return builder;
  }

  /** The graph itself adds which attempt calls use. */
  private String stateText(StepNode node) {
    String state =
        node.pin() != null && node.pin().callsUse() != null && node.state() != State.DONE
            ? StepLabels.capitalised(node.state())
            : StepLabels.state(node, zone);
    return node.callsNotVisible() == 0 ? state : state + " · " + StepLabels.callsNotVisible(node);
  }

  private void addSpawned(StepNode node) {
    if (node.forwarding() == null
        || node.forwarding().kind() != ResultKind.SPAWNED
        || node.forwarding().to() == null) {
      return;
    }
    String run = node.forwarding().to().run().toString();
    String id = RUN_PREFIX + run;
    if (nodes.stream().noneMatch(existing -> existing.id().equals(id))) {
      nodes.add(
          GraphNode.of(id, GraphNode.Kind.SPAWNED_RUN, "Run", run)
              .state(stateOf(node.state()), StepLabels.capitalised(node.state()))
              .label("Run %s of %s, %s".formatted(run, node.target(), node.state().word()))
              .build());
    }
    addEdge(Integer.toString(node.step().number()), id, GraphEdge.Kind.DEPENDENCY, "");
  }

  private GraphNode.Memo memo(MemoPin pin) {
    return new GraphNode.Memo(
        pin.isFilled(),
        pin.reused(),
        pin.from() == null ? null : pin.from().value(),
        pin.callsUse(),
        PinSentence.of(pin, zone));
  }

  private void addEdge(String from, String to, GraphEdge.Kind kind, String label) {
    edges.add(GraphEdge.between(from, to, kind, label));
  }

  private static GraphNode.@Nullable Stale staleOf(StepNode node) {
    return switch (node.staleness()) {
      case FRESH -> null;
      case MAY_BECOME_STALE -> GraphNode.Stale.MAY_BECOME_STALE;
      case STALE_BELOW -> GraphNode.Stale.STALE_BELOW;
      case STALE -> GraphNode.Stale.STALE;
    };
  }

  /** Both sides name the states alike. */
  static NodeState stateOf(State state) {
    return NodeState.valueOf(state.name());
  }
}
