package dev.pinwheel.model;

/** How a call came to its execution (M6, M7). */
public enum CallKind {
  /** The call created a step, or forced an attempt of one (F10). */
  MADE,
  /** The call refers to an execution that existed before. */
  REUSED
}
