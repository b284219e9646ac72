package dev.pinwheel.studio.run.drawing;

/**
 * A line between two cards, from left to right.
 *
 * @param from id of a card
 * @param to id of a card
 * @param label empty for none
 */
public record CardEdge(String from, String to, Kind kind, String label) {

  /** What a line means. */
  public enum Kind {
    /** The result was waited for, or handed over. */
    DEPENDENCY,
    /** Called, but the result was not awaited. */
    CALL,
    /** The call reused an existing result. */
    REUSE
  }
}
