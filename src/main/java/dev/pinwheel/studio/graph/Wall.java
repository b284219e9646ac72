package dev.pinwheel.studio.graph;

import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The steps of a node of kind {@link GraphNode.Kind#WALL}, each a small cell. Packed, because there
 * may be ten thousand: a number and a letter for each. Immutable.
 */
public final class Wall {

  /** The letter of a cell is this one plus its state, pin and staleness as one number. */
  private static final char FIRST = '0';

  /** The same for a cell that differs from an older run. */
  private static final char FIRST_CHANGED = '\u00c0';

  /** The order in which the cells that differ from an older run come first, in call order. */
  public static final String CHANGED_FIRST = "changed";

  private static final int STATES = NodeState.values().length;

  /** What a cell says about memory (P1). */
  public enum Pin {
    NONE,
    UNUSED,
    REUSED
  }

  /**
   * One cell.
   *
   * @param step its number
   * @param stale whether it is done with results that have changed since
   * @param changed whether it differs from an older run; false where nothing is compared
   */
  public record Cell(int step, NodeState state, Pin pin, boolean stale, boolean changed) {

    private char letter() {
      int marks = pin.ordinal() * 2 + (stale ? 1 : 0);
      return (char) ((changed ? FIRST_CHANGED : FIRST) + marks * STATES + state.ordinal());
    }
  }

  private final String order;
  private final int[] steps;
  private final char[] letters;

  /**
   * @param order by which the cells are sorted, as the browser names it; empty for call order
   * @param cells in this order
   */
  public Wall(String order, List<Cell> cells) {
    this.order = order;
    this.steps = cells.stream().mapToInt(Cell::step).toArray();
    this.letters = new char[cells.size()];
    for (int i = 0; i < letters.length; i++) {
      letters[i] = cells.get(i).letter();
    }
  }

  boolean isSame(Wall other) {
    return order.equals(other.order)
        && Arrays.equals(steps, other.steps)
        && Arrays.equals(letters, other.letters);
  }

  /**
   * What the browser has to know: {@code {"order": "took", "keep": 2, "steps": [3, 1], "letters":
   * "55", "changed": [0], "now": "4"}}: the first two cells stay, two more follow, each step given
   * as the difference to the one before, and cell 0 looks different.
   *
   * @param former what it knows already
   */
  ObjectNode since(Wall former) {
    ObjectNode json = GraphJson.object();
    int differs = Arrays.mismatch(steps, former.steps);
    int keep = differs < 0 ? steps.length : differs;
    json.put("order", order);
    json.put("keep", keep);
    ArrayNode added = json.putArray("steps");
    for (int i = keep; i < steps.length; i++) {
      added.add(i == 0 ? steps[0] : steps[i] - steps[i - 1]);
    }
    json.put("letters", new String(letters, keep, letters.length - keep));
    ArrayNode changed = json.putArray("changed");
    StringBuilder now = new StringBuilder();
    for (int i = 0; i < keep; i++) {
      if (letters[i] != former.letters[i]) {
        changed.add(i);
        now.append(letters[i]);
      }
    }
    json.put("now", now.toString());
    return json;
  }

  /** The same for a browser that knows nothing. */
  ObjectNode whole() {
    return since(new Wall("", List.of()));
  }
}
