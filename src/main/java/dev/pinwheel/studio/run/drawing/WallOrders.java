package dev.pinwheel.studio.run.drawing;

import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.view.MemoPin;
import dev.pinwheel.query.view.Staleness;
import dev.pinwheel.query.view.State;
import dev.pinwheel.studio.graph.Wall;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * In which order the viewer wants the cells of walls.
 *
 * @param chosen by the id of the card; others are in call order
 * @param now for the time that running steps have taken
 */
public record WallOrders(Map<String, StepOrder> chosen, Instant now) {

  /** Nothing is sorted. */
  static final WallOrders CALL_ORDER = new WallOrders(Map.of(), Instant.EPOCH);

  public WallOrders {
    chosen = Map.copyOf(chosen);
  }

  Wall wall(Card card) {
    StepOrder order = chosen.get(card.id());
    Stream<StepNode> members = card.members().stream();
    List<Wall.Cell> cells =
        (order == null ? members : members.sorted(order.comparator(now)))
            .map(node -> cell(node, false))
            .toList();
    return new Wall(order == null ? "" : order.word(), cells);
  }

  /**
   * Those that differ from an older run first, else in call order.
   *
   * @param different their steps
   */
  static Wall changedFirst(Card card, Set<StepId> different) {
    return new Wall(
        Wall.CHANGED_FIRST,
        card.members().stream()
            .map(node -> cell(node, different.contains(node.step())))
            .sorted(Comparator.comparing(cell -> !cell.changed()))
            .toList());
  }

  private static Wall.Cell cell(StepNode node, boolean changed) {
    return new Wall.Cell(
        node.step().number(),
        GraphModelBuilder.stateOf(node.state()),
        pin(node.pin()),
        node.state() == State.DONE && isStale(node.staleness()),
        changed);
  }

  private static Wall.Pin pin(@Nullable MemoPin pin) {
    if (pin == null) {
      return Wall.Pin.NONE;
    }
    return pin.isFilled() ? Wall.Pin.REUSED : Wall.Pin.UNUSED;
  }

  private static boolean isStale(Staleness staleness) {
    return staleness == Staleness.STALE || staleness == Staleness.STALE_BELOW;
  }
}
