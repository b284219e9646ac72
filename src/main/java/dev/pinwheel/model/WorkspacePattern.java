package dev.pinwheel.model;

/**
 * Several workspaces that a worker serves (D1): {@code development/*} is all whose name begins with
 * {@code development/}, {@code *} is all there are. Workspaces created later belong to it, too.
 */
public record WorkspacePattern(String value) {

  private static final String ALL = "*";
  private static final String WILDCARD = "/*";

  /**
   * @throws Rejection (invalid argument) when it is neither {@code *} nor a workspace name and
   *     {@code /*}
   */
  public WorkspacePattern {
    if (!value.equals(ALL)) {
      if (!value.endsWith(WILDCARD) || value.indexOf('*') != value.length() - 1) {
        throw Rejection.invalidArgument(
            "Expected a workspace, such as development/joe, or a pattern: a name and /*, such as development/*, or * alone. Found '%s'."
                .formatted(value));
      }
      new WorkspaceName(value.substring(0, value.length() - WILDCARD.length()));
    }
  }

  /** Whether a workspace of this name belongs to it. */
  public boolean covers(String workspace) {
    return value.equals(ALL) || workspace.startsWith(prefix());
  }

  /** Whether every name that belongs to the other one belongs to it. */
  public boolean coversAll(WorkspacePattern other) {
    return value.equals(ALL) || !other.value.equals(ALL) && other.prefix().startsWith(prefix());
  }

  /** {@code development/} of {@code development/*}. */
  private String prefix() {
    return value.substring(0, value.length() - 1);
  }

  /** Whether the text is meant as a pattern, not as a name. */
  public static boolean isPattern(String text) {
    return text.indexOf('*') >= 0;
  }

  @Override
  public String toString() {
    return value;
  }
}
