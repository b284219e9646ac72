package dev.pinwheel.studio.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.studio.graph.GraphLayout.Box;
import dev.pinwheel.studio.graph.GraphLayout.Edge;
import dev.pinwheel.studio.graph.GraphLayout.Node;
import dev.pinwheel.studio.graph.GraphLayout.Placement;
import dev.pinwheel.studio.graph.GraphLayout.Point;
import dev.pinwheel.studio.graph.GraphLayout.Structure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nodes, lines and labels never cover each other, whatever calls what. */
final class EdgeRoutingTest {

  static Stream<Structure> runs() {
    return Stream.concat(
        IntStream.range(0, 30).mapToObj(seed -> RandomRuns.of(5 + 4 * seed, seed)),
        Stream.of(RandomRuns.of(FullLayout.ELK_NODES + 100, 7)));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void nodesNeverOverlap(Structure run) {
    assertNoOverlap(GraphLayout.layout(run));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void linesRunAtRightAnglesFromCallerToCalleeAndOverNoNode(Structure run) {
    Placement placement = GraphLayout.layout(run);

    for (Edge edge : run.edges()) {
      List<Point> line = line(placement, edge);
      assertThat(line.getFirst().x()).isEqualTo(box(placement, edge.from()).right());
      assertThat(line.getLast().x()).isEqualTo(box(placement, edge.to()).x());
      for (Box piece : pieces(line)) {
        assertThat(Math.min(piece.width(), piece.height())).as("%s", line).isLessThan(0.01);
        for (Node node : run.nodes()) {
          assertThat(within(box(placement, node.id())).overlaps(piece, 0))
              .as("%s over %s", edge.id(), node.id())
              .isFalse();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void tracksOfDifferentCallersNeverTouch(Structure run) {
    Placement placement = GraphLayout.layout(run);
    List<Map.Entry<String, Box>> tracks = new ArrayList<>();
    for (Edge edge : run.edges()) {
      pieces(line(placement, edge)).stream()
          .filter(piece -> piece.height() > 0.5)
          .forEach(piece -> tracks.add(Map.entry(edge.from(), piece)));
    }

    for (int i = 0; i < tracks.size(); i++) {
      for (int j = i + 1; j < tracks.size(); j++) {
        boolean same = tracks.get(i).getKey().equals(tracks.get(j).getKey());
        assertThat(!same && tracks.get(i).getValue().overlaps(tracks.get(j).getValue(), 1))
            .as("%s and %s", tracks.get(i), tracks.get(j))
            .isFalse();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void labelsCoverNoNodeNoLineNoPinAndNoOtherLabel(Structure run) {
    Placement placement = GraphLayout.layout(run);
    List<Box> labels = new ArrayList<>();
    for (Edge edge : run.edges()) {
      Point at = placement.labels().get(edge.id());
      if (at != null) {
        double height = 13.0 * edge.label().lines().count();
        double width = 6.3 * edge.label().lines().mapToInt(String::length).max().orElseThrow();
        labels.add(new Box(at.x() - width, at.y() - height, width, height));
      }
    }

    for (Box label : labels) {
      assertThat(labels.stream().filter(other -> other.overlaps(label, 0))).hasSize(1);
      assertThat(placement.boxes().values()).noneMatch(box -> box.overlaps(label, 0));
      for (Edge edge : run.edges()) {
        List<Point> line = line(placement, edge);
        assertThat(pieces(line)).noneMatch(piece -> piece.overlaps(label, 0));
        if (edge.kind() == Edge.Kind.REUSE) {
          Box pin = new Box(line.getLast().x() - 16, line.getLast().y() - 8, 16, 16);
          assertThat(pin.overlaps(label, 0)).isFalse();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void reuseMovesNoNodeUpOrDown(Structure run) {
    Structure without =
        new Structure(
            run.nodes(),
            run.edges().stream().filter(edge -> edge.kind() != Edge.Kind.REUSE).toList());

    Placement with = GraphLayout.layout(run);
    Placement plain = GraphLayout.layout(without);

    for (Node node : run.nodes()) {
      assertThat(box(with, node.id()).y()).isEqualTo(box(plain, node.id()).y());
    }
  }

  @ParameterizedTest
  @MethodSource("runs")
  void linesKeepOffNodesWhileARunGrows(Structure run) {
    Placement placement = Placement.EMPTY;
    int step = Math.max(1, run.nodes().size() / 12);
    for (int size = 1; size <= run.nodes().size(); size += step) {
      placement = GraphLayout.layout(part(run, size), placement);
    }
    placement = GraphLayout.layout(run, placement);

    assertNoOverlap(placement);
    for (Edge edge : run.edges()) {
      for (Box piece : pieces(line(placement, edge))) {
        for (Node node : run.nodes()) {
          assertThat(within(box(placement, node.id())).overlaps(piece, 0))
              .as("%s over %s", edge.id(), node.id())
              .isFalse();
        }
      }
    }
  }

  @Test
  void labelsOfACallAndOfAReuseHaveRoom() {
    Structure welcome =
        new Structure(
            List.of(node("1"), node("2"), node("3"), node("4")),
            List.of(
                edge("1", "2", Edge.Kind.EXECUTION, "used #1"),
                edge("1", "4", Edge.Kind.EXECUTION, ""),
                edge("2", "3", Edge.Kind.EXECUTION, ""),
                edge("4", "3", Edge.Kind.REUSE, "used #1\nproduction")));

    assertThat(GraphLayout.layout(welcome).labels()).containsOnlyKeys("1>2", "4>3");
  }

  @Test
  void whatTheFirstNodeDoesNotLeadToStandsBelowTheRest() {
    Structure two =
        new Structure(
            List.of(node("1"), node("2"), node("9"), node("8")),
            List.of(
                edge("1", "2", Edge.Kind.EXECUTION, ""),
                edge("9", "8", Edge.Kind.EXECUTION, ""),
                edge("9", "2", Edge.Kind.REUSE, "")));

    Placement placement = GraphLayout.layout(two);

    assertThat(box(placement, "9").y()).isGreaterThan(box(placement, "2").bottom());
    assertThat(box(placement, "9").x()).isEqualTo(box(placement, "1").x());
  }

  private static Structure part(Structure run, int size) {
    List<Node> nodes = run.nodes().subList(0, size);
    List<String> ids = nodes.stream().map(Node::id).toList();
    return new Structure(
        nodes,
        run.edges().stream()
            .filter(edge -> ids.contains(edge.from()) && ids.contains(edge.to()))
            .toList());
  }

  private static void assertNoOverlap(Placement placement) {
    Map<Long, List<Box>> bands = new HashMap<>();
    for (Box box : placement.boxes().values()) {
      List<Box> near = bands.computeIfAbsent(Math.round(box.x() / 400), key -> new ArrayList<>());
      assertThat(near).noneMatch(other -> other.overlaps(box, 0));
      near.add(box);
    }
  }

  private static List<Box> pieces(List<Point> line) {
    return IntStream.range(1, line.size())
        .mapToObj(i -> {
          Point from = line.get(i - 1);
          Point to = line.get(i);
          return new Box(
              Math.min(from.x(), to.x()),
              Math.min(from.y(), to.y()),
              Math.abs(to.x() - from.x()),
              Math.abs(to.y() - from.y()));
        })
        .toList();
  }

  private static Box within(Box box) {
    return new Box(box.x() + 1, box.y() + 1, box.width() - 2, box.height() - 2);
  }

  private static Node node(String id) {
    return new Node(id, GraphGeometry.NODE_WIDTH, GraphGeometry.NODE_HEIGHT, null);
  }

  private static Edge edge(String from, String to, Edge.Kind kind, String label) {
    return new Edge(from + ">" + to, from, to, kind, label);
  }

  private static Box box(Placement placement, String id) {
    return Objects.requireNonNull(placement.boxes().get(id), () -> "no box of " + id);
  }

  private static List<Point> line(Placement placement, Edge edge) {
    return Objects.requireNonNull(
        placement.lines().get(edge.id()), () -> "no line of " + edge.id());
  }
}
