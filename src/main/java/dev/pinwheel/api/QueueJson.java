package dev.pinwheel.api;

import dev.pinwheel.api.value.WaitingJson;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.QueueRow;
import dev.pinwheel.query.QueueSection;
import dev.pinwheel.query.Remedy;
import dev.pinwheel.query.view.State;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The open executions that are visible from a workspace.
 *
 * @param counts how many there are in each section: executing, due, scheduled, blocked
 * @param entries section by section, the oldest first; of the scheduled ones the next first. Runs
 *     take turns, so due ones may start in another order
 * @param nextCursor absent on the last page
 */
@Schema(name = "Queue")
record QueueJson(
    Map<String, Integer> counts, List<EntryJson> entries, @Nullable String nextCursor) {

  /**
   * An open execution.
   *
   * @param section executing, due, scheduled or blocked
   * @param argumentLine the arguments of its step in one line
   * @param since when it began to execute, or when it was created
   * @param waiting why it waits; absent when it executes or is just about to start
   * @param remedy what can be done about that, in a sentence
   * @param awaited the step that it waits for
   * @param worker who has it
   */
  @Schema(name = "QueueEntry")
  record EntryJson(
      QueueSection section,
      @Schema(example = "R7K2:3:2") String execution,
      String module,
      String target,
      @Nullable String argumentLine,
      String workspace,
      State state,
      Instant since,
      @Nullable WaitingJson waiting,
      @Nullable String remedy,
      @Nullable String awaited,
      @Nullable String worker) {

    static EntryJson of(QueueSection section, QueueRow row, Instant now) {
      StepId awaited = row.awaited();
      Remedy remedy = row.remedy();
      return new EntryJson(
          section,
          row.execution().toString(),
          row.module(),
          row.target(),
          row.argumentLine(),
          row.workspace().value(),
          row.state(),
          row.since(),
          WaitingJson.of(row.reason(), now),
          remedy == null ? null : remedy.sentence(),
          awaited == null ? null : awaited.toString(),
          row.worker());
    }
  }
}
