package dev.pinwheel.api.step;

import dev.pinwheel.api.value.EnumNames;
import dev.pinwheel.api.value.ForwardingJson;
import dev.pinwheel.api.value.TimingJson;
import dev.pinwheel.api.value.WaitingJson;
import dev.pinwheel.query.run.StepNode;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step of a call tree, at its current execution as seen from a workspace.
 *
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
    String kind,
    @Schema(example = "R7K2:3:2") String execution,
    String workspace,
    int depth,
    @Nullable String group,
    @Schema(example = "done") String state,
    @Nullable WaitingJson waiting,
    TimingJson timing,
    @Nullable Double progress,
    List<AttemptJson> attempts,
    @Nullable FailureLineJson failure,
    @Nullable PinJson pin,
    @Nullable ForwardingJson forwarding,
    String staleness,
    int callsNotVisible) {

  public static StepJson of(StepNode node, Instant now) {
    StepNode.FailureLine failure = node.failure();
    return new StepJson(
        node.step().toString(),
        node.module(),
        node.target(),
        EnumNames.word(node.kind()),
        node.execution().toString(),
        node.workspace().name().value(),
        node.depth(),
        node.group(),
        EnumNames.word(node.state()),
        WaitingJson.of(node.waiting(), now),
        TimingJson.of(node.timing()),
        node.progress(),
        node.attempts().stream().map(AttemptJson::of).toList(),
        failure == null ? null : new FailureLineJson(failure.type(), failure.message()),
        PinJson.of(node.pin()),
        ForwardingJson.of(node.forwarding()),
        EnumNames.word(node.staleness()),
        node.callsNotVisible());
  }

  /** A failure in one line. */
  @Schema(name = "FailureLine")
  record FailureLineJson(String type, String message) {}
}
