package dev.pinwheel.sdk;

import org.jspecify.annotations.Nullable;

/**
 * The execution and group that a thread works for. Threads do not inherit it; {@link Pinwheel#wrap}
 * passes it on. Immutable.
 *
 * @param host the execution; null when there is none
 * @param groupTitle the innermost group; null when there is none
 */
record Scope(@Nullable Host host, @Nullable String groupTitle) {

  private static final Scope NONE = new Scope(null, null);

  /** Removed outside executions, so that pooled threads retain nothing. */
  private static final ThreadLocal<@Nullable Scope> CURRENT = new ThreadLocal<>();

  /** The scope of the current thread. */
  static Scope current() {
    Scope scope = CURRENT.get();
    return scope == null ? NONE : scope;
  }

  /** This scope, but with another group. */
  Scope withGroup(String title) {
    return new Scope(host, title);
  }

  /** Runs the code in this scope; afterwards the thread is in the scope it was in before. */
  <T extends @Nullable Object, X extends Exception> T call(Call<T, X> code) throws X {
    Scope before = CURRENT.get();
    CURRENT.set(this);
    try {
      return code.call();
    } finally {
      if (before == null) {
        CURRENT.remove();
      } else {
        CURRENT.set(before);
      }
    }
  }
}
