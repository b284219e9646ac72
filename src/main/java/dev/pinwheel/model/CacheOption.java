package dev.pinwheel.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether, and how, results are cached across runs (C1).
 *
 * @param enabled false switches caching off explicitly
 * @param parameters the parameters in the key, in this order; null for all
 * @param maxAge null for no limit
 * @param namespace null for {@code module:target}
 * @param version null for none
 */
public record CacheOption(
    boolean enabled,
    @Nullable List<String> parameters,
    @Nullable Duration maxAge,
    @Nullable String namespace,
    @Nullable String version) {}
