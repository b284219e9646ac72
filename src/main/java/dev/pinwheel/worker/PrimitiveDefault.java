package dev.pinwheel.worker;

import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/** What a captured call returns, because nothing has been computed yet. */
final class PrimitiveDefault {

  private PrimitiveDefault() {}

  /** Null, or for a primitive type its zero. */
  static @Nullable Object of(Class<?> type) {
    return type.isPrimitive() && type != void.class
        ? Array.get(Array.newInstance(type, 1), 0)
        : null;
  }
}
