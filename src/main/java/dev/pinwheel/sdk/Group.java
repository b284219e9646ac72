package dev.pinwheel.sdk;

import org.jspecify.annotations.Nullable;

/** The group that calls belong to while the code given to {@link Pinwheel#group} runs. */
public final class Group {

  private Group() {}

  /** Title of the innermost group, or null. For the worker. */
  public static @Nullable String currentTitle() {
    return Scope.current().groupTitle();
  }
}
