package dev.pinwheel.model;

/** Identifies a workspace inside the engine; people know it by its name, which may change. */
public record WorkspaceId(long value) {

  @Override
  public String toString() {
    return "workspace " + value;
  }
}
