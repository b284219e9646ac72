package dev.pinwheel.studio.graph;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A line of the graph, drawn from left to right: from the caller to what it called, or from what
 * was waited for to what waited.
 *
 * @param id unique in the graph
 * @param label "used #1" when the call holds another attempt than the one drawn, in a second line
 *     the workspace of that attempt when it is not the viewer's own
 * @param handedOn whether it is not a call but a result that was passed to another step
 */
public record GraphEdge(
    String id,
    String from,
    String to,
    Kind kind,
    @Nullable String label,
    @JsonIgnore boolean handedOn) {

  /**
   * The only line between two nodes.
   *
   * @param label empty for none
   */
  public static GraphEdge between(String from, String to, Kind kind, String label) {
    return new GraphEdge(from + ">" + to, from, to, kind, label.isEmpty() ? null : label, false);
  }

  /** A line from what was waited for to what waited. */
  public static GraphEdge handedOn(String from, String to) {
    return new GraphEdge(from + ">" + to, from, to, Kind.DEPENDENCY, null, true);
  }

  /** How a line is drawn. Of several between the same nodes, the first of these kinds counts. */
  public enum Kind {
    /** A call whose result was waited for or handed on; solid. */
    DEPENDENCY("dependency"),
    /** A call that nothing waited for; dashed. */
    CALL("call"),
    /** A call that took a result which existed already; a dotted iris thread ending in a pin. */
    REUSE("reuse");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    @JsonValue
    public String word() {
      return word;
    }
  }
}
