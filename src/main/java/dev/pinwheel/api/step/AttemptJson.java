package dev.pinwheel.api.step;

import dev.pinwheel.api.value.ForwardingJson;
import dev.pinwheel.api.value.TimingJson;
import dev.pinwheel.query.view.Attempt;
import dev.pinwheel.query.view.Rerun;
import dev.pinwheel.query.view.State;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An execution among the visible ones of its step. Numbers may have gaps.
 *
 * @param cause submit, call, rerun, force or retry
 * @param current whether it is the current one as seen from the workspace one looks from
 * @param rerun who forced it; absent when it was not forced
 */
@Schema(name = "Attempt")
record AttemptJson(
    String execution,
    int attempt,
    String workspace,
    Attempt.Cause cause,
    boolean current,
    State state,
    TimingJson timing,
    @Nullable ForwardingJson forwarding,
    @Nullable RerunJson rerun) {

  static AttemptJson of(Attempt attempt) {
    return new AttemptJson(
        attempt.execution().toString(),
        attempt.number(),
        attempt.workspace().name().value(),
        attempt.cause(),
        attempt.current(),
        attempt.state(),
        TimingJson.of(attempt.timing()),
        ForwardingJson.of(attempt.forwarding()),
        RerunJson.of(attempt.rerun()));
  }

  /**
   * Who re-ran a step, when and why.
   *
   * @param reason as given; absent when none was
   */
  @Schema(name = "Rerun")
  record RerunJson(String by, Instant at, @Nullable String reason) {

    static @Nullable RerunJson of(@Nullable Rerun rerun) {
      return rerun == null ? null : new RerunJson(rerun.by(), rerun.at(), rerun.reason());
    }
  }
}
