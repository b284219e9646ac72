package dev.pinwheel.studio.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.studio.graph.GraphLayout.Box;
import dev.pinwheel.studio.graph.GraphLayout.Edge;
import dev.pinwheel.studio.graph.GraphLayout.Node;
import dev.pinwheel.studio.graph.GraphLayout.Placement;
import dev.pinwheel.studio.graph.GraphLayout.Point;
import dev.pinwheel.studio.graph.GraphLayout.Structure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GraphLayoutTest {

  /** welcome calls sendEmail and sendNotification, which both call fetchUser. */
  private static final Structure WELCOME =
      structure(List.of("1", "2", "3", "4"), List.of("1>2", "2>3", "1>4", "4>3"));

  @Test
  void firstNodeIsTheOrigin() {
    Box first = box(GraphLayout.layout(WELCOME), "1");

    assertThat(first).isEqualTo(new Box(0, 0, GraphGeometry.NODE_WIDTH, GraphGeometry.NODE_HEIGHT));
  }

  @Test
  void callersStandLeftOfWhatTheyCallWithTheLayerGapBetween() {
    Placement placement = GraphLayout.layout(WELCOME);

    for (Edge edge : WELCOME.edges()) {
      double gap = box(placement, edge.to()).x() - box(placement, edge.from()).right();
      assertThat(gap).as(edge.id()).isGreaterThanOrEqualTo(GraphGeometry.LAYER_GAP);
    }
  }

  @Test
  void callOrderRunsFromTopToBottom() {
    Structure fan = fanOut(12);

    Placement placement = GraphLayout.layout(fan);

    for (int i = 2; i <= 12; i++) {
      double gap = box(placement, "c" + i).y() - box(placement, "c" + (i - 1)).bottom();
      assertThat(gap).as("gap above c" + i).isGreaterThanOrEqualTo(GraphGeometry.ROW_GAP);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {50, 399, 401, 2_000})
  void callOrderHoldsInLargeTreesToo(int size) {
    Structure tree = tree(size, 3);

    Placement placement = GraphLayout.layout(tree);

    Map<Double, Double> lowest = new HashMap<>();
    for (Node node : tree.nodes()) {
      Box box = box(placement, node.id());
      Double above = lowest.put(box.x(), box.bottom());
      assertThat(box.y()).as(node.id()).isGreaterThan(above == null ? -1e9 : above);
    }
  }

  @Test
  void whatAStepDependsOnStandsLeftOfIt() {
    Structure handedOn =
        new Structure(
            List.of(node("1", null), node("load", null), node("parse", null)),
            List.of(
                edge("1>load"),
                edge("1>parse"),
                new Edge("load>parse", "load", "parse", Edge.Kind.DEPENDENCY, "")));

    Placement placement = GraphLayout.layout(handedOn);

    assertThat(box(placement, "load").right()).isLessThan(box(placement, "parse").x());
  }

  @Test
  void nodesNeverOverlapAndLinesJoinThem() {
    Structure tree = tree(200, 4);

    Placement placement = GraphLayout.layout(tree);

    assertNoOverlap(placement);
    for (Edge edge : tree.edges()) {
      List<Point> line = line(placement, edge.id());
      assertThat(line.getFirst().x()).isEqualTo(box(placement, edge.from()).right());
      assertThat(line.getLast().x()).isEqualTo(box(placement, edge.to()).x());
    }
  }

  @Test
  void linesOfDifferentCallersNeverShareTheirLastPiece() {
    Structure both =
        structure(List.of("1", "a", "b", "x", "y"), List.of("1>a", "1>b", "a>x", "a>y", "b>y"));

    Placement placement = GraphLayout.layout(both);

    assertThat(line(placement, "a>y").getLast()).isNotEqualTo(line(placement, "b>y").getLast());
    assertThat(line(placement, "a>x").getFirst()).isEqualTo(line(placement, "a>y").getFirst());
  }

  @Test
  void groupsAreBoxesAroundTheirNodesWithRoomForATitle() {
    Structure grouped =
        new Structure(
            List.of(
                node("1", null), node("g", null), node("2", "g"), node("3", "g"), node("4", null)),
            List.of(edge("1>2"), edge("1>3"), edge("1>4")));

    Placement placement = GraphLayout.layout(grouped);

    Box group = box(placement, "g");
    for (String inside : List.of("2", "3")) {
      Box box = box(placement, inside);
      assertThat(box.y()).isGreaterThanOrEqualTo(group.y() + GraphGeometry.GROUP_TITLE);
      assertThat(box.x()).isGreaterThan(group.x());
      assertThat(box.right()).isLessThan(group.right());
      assertThat(box.bottom()).isLessThan(group.bottom());
    }
    assertThat(box(placement, "4").overlaps(group, 0)).isFalse();
    assertThat(box(placement, "3").y()).isGreaterThan(box(placement, "2").y());
    assertThat(line(placement, "1>2").getLast().x()).isEqualTo(box(placement, "2").x());
  }

  @Test
  void placedNodesStayWhenACallIsAdded() {
    Placement former = GraphLayout.layout(fanOut(6));

    Placement placement = GraphLayout.layout(fanOut(7), former);

    for (String id : former.boxes().keySet()) {
      Box was = box(former, id);
      Box now = box(placement, id);
      assertThat(Math.hypot(now.x() - was.x(), now.y() - was.y()))
          .as(id)
          .isLessThanOrEqualTo(GraphGeometry.STABLE_WITHIN);
    }
    assertThat(placement.boxes()).containsKey("c7");
    assertNoOverlap(placement);
  }

  @Test
  void aRunThatGrowsStepByStepNeverMovesAPlacedNodeFar() {
    Structure whole = tree(120, 3);
    Placement placement = Placement.EMPTY;

    for (int size = 1; size <= whole.nodes().size(); size++) {
      Structure part = firstNodes(whole, size);
      Placement former = placement;
      placement = GraphLayout.layout(part, former);

      Placement now = placement;
      former
          .boxes()
          .forEach((id, was) -> assertThat(distance(was, box(now, id))).isLessThanOrEqualTo(24));
    }

    assertNoOverlap(placement);
    assertThat(placement.lines()).hasSize(whole.edges().size());
  }

  @Test
  void aGroupThatGrowsNeverCoversStrangers() {
    List<Node> nodes = new ArrayList<>(List.of(node("1", null), node("g", null)));
    List<Edge> edges = new ArrayList<>(List.of(edge("1>after")));
    Placement placement = Placement.EMPTY;

    for (int i = 1; i <= 12; i++) {
      nodes.add(node("m" + i, "g"));
      edges.add(edge("1>m" + i));
      List<Node> all = new ArrayList<>(nodes);
      all.add(node("after", null));
      placement = GraphLayout.layout(new Structure(all, edges), placement);

      assertThat(box(placement, "after").overlaps(box(placement, "g"), 0))
          .as("%d members", i)
          .isFalse();
      assertThat(box(placement, "1").overlaps(box(placement, "g"), 0)).isFalse();
      assertThat(box(placement, "m" + i).overlaps(box(placement, "g"), 0)).isTrue();
    }
  }

  /** A group is wider than the steps above and below it. */
  @Test
  void stepsOfOneDepthStandInLineHoweverTheRunGrew() {
    Structure whole =
        new Structure(
            List.of(
                node("1", null),
                node("a", null),
                node("g", null),
                node("m1", "g"),
                node("m2", "g"),
                node("s", null),
                node("s1", null),
                node("s2", null),
                node("t", null),
                node("t1", null),
                node("p", null)),
            Stream.of("1>a", "1>m1", "1>m2", "1>s", "s>s1", "s>s2", "1>t", "t>t1", "1>p")
                .map(GraphLayoutTest::edge)
                .toList());
    Placement placement = Placement.EMPTY;
    for (int size = 1; size <= whole.nodes().size(); size++) {
      placement = GraphLayout.layout(firstNodes(whole, size), placement);
      assertInLine(placement, List.of("a", "s", "t", "p"));
      assertInLine(placement, List.of("s1", "s2", "t1"));
    }
    assertInLine(GraphLayout.layout(whole), List.of("a", "s", "t", "p"));
  }

  private static void assertInLine(Placement placement, List<String> ids) {
    assertThat(ids.stream().filter(placement.boxes()::containsKey))
        .extracting(id -> box(placement, id).x())
        .as("left of %s", ids)
        .matches(lefts -> Set.copyOf(lefts).size() <= 1);
  }

  @Test
  void nodesThatWentAreForgotten() {
    Placement former = GraphLayout.layout(fanOut(6));

    Placement placement = GraphLayout.layout(fanOut(4), former);

    assertThat(placement.boxes()).containsOnlyKeys("1", "c1", "c2", "c3", "c4");
    assertThat(placement.lines()).hasSize(4);
  }

  @Test
  void cyclesDoNotHangIt() {
    Structure cycle = structure(List.of("1", "2", "3"), List.of("1>2", "2>3", "3>1"));

    Placement placement = GraphLayout.layout(cycle);

    assertThat(placement.boxes()).hasSize(3);
    assertNoOverlap(placement);
  }

  @Test
  void nothingIsPlacedForNothing() {
    assertThat(GraphLayout.layout(new Structure(List.of(), List.of()))).isEqualTo(Placement.EMPTY);
  }

  @Test
  void sameStructureGivesSamePlacement() {
    Duration patience = Duration.ofMinutes(1);

    assertThat(GraphLayout.layout(tree(300, 5), patience))
        .isEqualTo(GraphLayout.layout(tree(300, 5), patience));
  }

  @Test
  void withoutPatienceTheColumnIsTheDepthAndTheRowTheCallOrder() {
    Placement placement = GraphLayout.layout(tree(300, 3), Duration.ZERO);

    assertNoOverlap(placement);
    assertThat(box(placement, "n1").y()).isEqualTo(0);
    assertThat(box(placement, "n1").x()).isEqualTo(296);
    assertThat(box(placement, "n2").y()).isGreaterThan(box(placement, "n6").bottom());
  }

  private static double distance(Box one, Box other) {
    return Math.hypot(one.x() - other.x(), one.y() - other.y());
  }

  private static void assertNoOverlap(Placement placement) {
    List<Box> boxes = List.copyOf(placement.boxes().values());
    for (int i = 0; i < boxes.size(); i++) {
      for (int j = i + 1; j < boxes.size(); j++) {
        assertThat(boxes.get(i).overlaps(boxes.get(j), 0))
            .as("%s and %s", boxes.get(i), boxes.get(j))
            .isFalse();
      }
    }
  }

  static Structure fanOut(int callees) {
    List<Node> nodes = new ArrayList<>(List.of(node("1", null)));
    List<Edge> edges = new ArrayList<>();
    for (int i = 1; i <= callees; i++) {
      nodes.add(node("c" + i, null));
      edges.add(edge("1>c" + i));
    }
    return new Structure(nodes, edges);
  }

  /** A tree in call order whose inner nodes have {@code branching} callees. */
  static Structure tree(int size, int branching) {
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    grow(0, size, branching, nodes, edges);
    return new Structure(nodes, edges);
  }

  private static void grow(int i, int size, int branching, List<Node> nodes, List<Edge> edges) {
    nodes.add(node("n" + i, null));
    for (int k = 1; k <= branching; k++) {
      int child = i * branching + k;
      if (child < size) {
        edges.add(edge("n" + i + ">n" + child));
        grow(child, size, branching, nodes, edges);
      }
    }
  }

  private static Structure firstNodes(Structure whole, int size) {
    List<Node> nodes = whole.nodes().subList(0, size);
    List<String> ids = nodes.stream().map(Node::id).toList();
    return new Structure(
        nodes,
        whole.edges().stream()
            .filter(edge -> ids.contains(edge.from()) && ids.contains(edge.to()))
            .toList());
  }

  private static Structure structure(List<String> ids, List<String> edges) {
    return new Structure(
        ids.stream().map(id -> node(id, null)).toList(),
        edges.stream().map(GraphLayoutTest::edge).toList());
  }

  private static Node node(String id, @Nullable String parent) {
    return new Node(id, GraphGeometry.NODE_WIDTH, GraphGeometry.NODE_HEIGHT, parent);
  }

  private static Edge edge(String fromTo) {
    String[] ends = fromTo.split(">");
    return new Edge(fromTo, ends[0], ends[1], Edge.Kind.EXECUTION, "");
  }

  private static Box box(Placement placement, String id) {
    return Objects.requireNonNull(placement.boxes().get(id), () -> "no box of " + id);
  }

  private static List<Point> line(Placement placement, String id) {
    return Objects.requireNonNull(placement.lines().get(id), () -> "no line of " + id);
  }
}
