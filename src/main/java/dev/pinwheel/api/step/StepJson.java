package dev.pinwheel.api.step;

import dev.pinwheel.api.value.ForwardingJson;
import dev.pinwheel.api.value.TimingJson;
import dev.pinwheel.api.value.WaitingJson;
import dev.pinwheel.model.TargetKind;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.view.Staleness;
import dev.pinwheel.query.view.State;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step of a call tree, at its current execution as seen from a workspace.
 *
 * @param argumentLine its arguments in one line, those of the memo key first; texts in quotation
 *     marks
 * @param kind task or workflow
 * @param depth 0 where the tree begins
 * @param waiting why it waits; absent when it does not
 * @param progress from 0 to 1
 * @param attempts all visible ones, by number
 * @param pin absent when it is not memoized
 * @param staleness fresh, mayBecomeStale, staleBelow or stale
 * @param callsNotVisible calls of it to steps that are not visible from here
 */
@Schema(name = "Step")
public record StepJson(
    @Schema(example = "R7K2:3") String step,
    String module,
    String target,
    @Schema(example = "userId \"u1\", month 3") @Nullable String argumentLine,
    TargetKind kind,
    @Schema(example = "R7K2:3:2") String execution,
    String workspace,
    int depth,
    @Nullable String group,
    State state,
    @Nullable WaitingJson waiting,
    TimingJson timing,
    @Nullable Double progress,
    List<AttemptJson> attempts,
    @Nullable FailureLineJson failure,
    @Nullable PinJson pin,
    @Nullable ForwardingJson forwarding,
    Staleness staleness,
    int callsNotVisible) {

  public static StepJson of(StepNode node, Instant now) {
    StepNode.FailureLine failure = node.failure();
    return new StepJson(
        node.step().toString(),
        node.module(),
        node.target(),
        node.argumentLine(),
        node.kind(),
        node.execution().toString(),
        node.workspace().name().value(),
        node.depth(),
        node.group(),
        node.state(),
        WaitingJson.of(node.waiting(), now),
        TimingJson.of(node.timing()),
        node.progress(),
        node.attempts().stream().map(AttemptJson::of).toList(),
        failure == null ? null : new FailureLineJson(failure.type(), failure.message()),
        PinJson.of(node.pin()),
        ForwardingJson.of(node.forwarding()),
        node.staleness(),
        node.callsNotVisible());
  }

  /**
   * A failure in one line.
   *
   * @param type the class of what was thrown, or a word such as timedOut
   * @param message its message
   */
  @Schema(name = "FailureLine")
  record FailureLineJson(String type, String message) {}
}
