package dev.pinwheel.studio.graph;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A line of the graph, drawn from left to right: from the caller to what it called, or from what
 * was waited for to what waited.
 *
 * @param id unique in the graph
 * @param label "used #1" when the call holds another attempt than the one drawn, or the workspace
 *     something was reused from
 */
public record GraphEdge(String id, String from, String to, Kind kind, @Nullable String label) {

  /** How a line is drawn. */
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
