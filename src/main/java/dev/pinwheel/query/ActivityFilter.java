package dev.pinwheel.query;

import dev.pinwheel.model.RunId;
import org.jspecify.annotations.Nullable;

/**
 * Which activity is asked for.
 *
 * @param workspace by name; null for all
 * @param by the name of a user or token; null for all
 * @param action the word of an action; null for all
 * @param run null for all
 */
public record ActivityFilter(
    @Nullable String workspace, @Nullable String by, @Nullable String action, @Nullable RunId run) {

  public static final ActivityFilter ALL = new ActivityFilter(null, null, null, null);
}
