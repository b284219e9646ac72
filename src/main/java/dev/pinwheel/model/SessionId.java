package dev.pinwheel.model;

/** Identifies a session of a worker. */
public record SessionId(long value) {

  @Override
  public String toString() {
    return "S" + value;
  }
}
