package dev.pinwheel.api.value;

import dev.pinwheel.query.view.Forwarding;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The outcome is that of another execution.
 *
 * @param kind superseded, retried, suspended, recurred, cached, deferred or spawned
 * @param to absent when it is not visible from the workspace one looks from
 */
@Schema(name = "Forwarding")
public record ForwardingJson(
    @Schema(
            allowableValues = {
              "superseded",
              "retried",
              "suspended",
              "recurred",
              "cached",
              "deferred",
              "spawned"
            })
        String kind,
    @Nullable String to) {

  public static @Nullable ForwardingJson of(@Nullable Forwarding forwarding) {
    return forwarding == null
        ? null
        : new ForwardingJson(
            forwarding.kind().word(), forwarding.to() == null ? null : forwarding.to().toString());
  }
}
