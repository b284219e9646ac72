package dev.pinwheel.query.view;

import dev.pinwheel.model.Json;
import org.jspecify.annotations.Nullable;

/**
 * A value as far as it was loaded.
 *
 * @param json null when the value is larger than {@link #INLINE_LIMIT}; it is then loaded on demand
 * @param size in bytes of UTF-8
 */
public record Value(@Nullable Json json, long size) {

  /** Larger values are loaded on demand only. */
  public static final int INLINE_LIMIT = 64 * 1024;

  public boolean isLoaded() {
    return json != null;
  }
}
