package dev.pinwheel.access;

/** Which modules a token or a reservation names: {@code billing}, or {@code shop.*}. */
public final class ModulePattern {

  private static final String WILDCARD = ".*";

  private ModulePattern() {}

  /** Whether the module belongs to the pattern. */
  public static boolean matches(String pattern, String module) {
    return pattern.endsWith(WILDCARD)
        ? module.startsWith(pattern.substring(0, pattern.length() - 1))
        : pattern.equals(module);
  }
}
