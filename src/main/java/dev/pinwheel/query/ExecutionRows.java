package dev.pinwheel.query;

import static dev.pinwheel.store.jooq.Tables.ASSIGNMENT;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.OPEN_EXECUTION;
import static dev.pinwheel.store.jooq.Tables.RERUN;
import static dev.pinwheel.store.jooq.Tables.RESULT;
import static dev.pinwheel.store.jooq.Tables.STEP;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.StepOptions;
import dev.pinwheel.model.TargetKind;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.store.OptionsJson;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jooq.Record;
import org.jooq.SelectField;
import org.jspecify.annotations.Nullable;

/** Turns joined rows into {@link ExecutionFact}s; equal options and steps are shared. */
final class ExecutionRows {

  static final List<SelectField<?>> FIELDS =
      List.of(
          EXECUTION.ID,
          EXECUTION.RUN_ID,
          EXECUTION.STEP_NUMBER,
          EXECUTION.ATTEMPT,
          EXECUTION.WORKSPACE_ID,
          EXECUTION.CAUSE,
          EXECUTION.SERIES_ATTEMPT,
          EXECUTION.RERUN_ID,
          EXECUTION.NOT_BEFORE,
          EXECUTION.CREATED_AT,
          STEP.MODULE,
          STEP.TARGET,
          STEP.KIND,
          STEP.MEMO_KEY,
          STEP.OPTIONS,
          ASSIGNMENT.ASSIGNED_AT,
          OPEN_EXECUTION.PROGRESS,
          RESULT.KIND,
          RESULT.CAUSE,
          RESULT.VALUE_HASH,
          RESULT.FAILURE_HASH,
          RESULT.FAILURE_TYPE,
          RESULT.SUCCESSOR_ID,
          RESULT.ENDED_BY,
          RESULT.RECORDED_AT,
          RERUN.REQUESTED_BY,
          RERUN.REASON);

  private static final HexFormat HEX = HexFormat.of();

  private final Viewpoint viewpoint;
  private final Map<WorkspaceId, Workspace> places = new HashMap<>();
  private final Map<StepId, StepFact> steps = new HashMap<>();
  private final Map<ByteBuffer, StepOptions> options = new HashMap<>();
  private final Map<String, String> words = new HashMap<>();

  ExecutionRows(Viewpoint viewpoint) {
    this.viewpoint = viewpoint;
    viewpoint.chain().nearestFirst().forEach(place -> places.put(place.id(), place));
  }

  ExecutionFact read(Record row) {
    StepId step = new StepId(new RunId(row.get(EXECUTION.RUN_ID)), row.get(EXECUTION.STEP_NUMBER));
    StepFact fact = steps.computeIfAbsent(step, id -> step(id, row));
    WorkspaceId place = new WorkspaceId(row.get(EXECUTION.WORKSPACE_ID));
    Workspace workspace = places.get(place);
    if (workspace == null) {
      throw new IllegalStateException(place + " is not visible from " + viewpoint.name());
    }
    Instant createdAt = row.get(EXECUTION.CREATED_AT);
    return new ExecutionFact(
        row.get(EXECUTION.ID),
        new ExecutionId(fact.id(), row.get(EXECUTION.ATTEMPT)),
        fact,
        workspace,
        viewpoint.chain().depthOf(place).orElseThrow(),
        Attempt.Cause.valueOf(row.get(EXECUTION.CAUSE).toUpperCase(Locale.ROOT)),
        row.get(EXECUTION.SERIES_ATTEMPT),
        row.get(EXECUTION.RERUN_ID),
        row.get(EXECUTION.NOT_BEFORE),
        createdAt,
        row.get(ASSIGNMENT.ASSIGNED_AT),
        row.get(OPEN_EXECUTION.PROGRESS),
        result(row),
        rerun(row, createdAt));
  }

  private StepFact step(StepId id, Record row) {
    return new StepFact(
        id,
        shared(row.get(STEP.MODULE)),
        shared(row.get(STEP.TARGET)),
        TargetKind.valueOf(row.get(STEP.KIND).toUpperCase(Locale.ROOT)),
        hex(row.get(STEP.MEMO_KEY)),
        options.computeIfAbsent(
            ByteBuffer.wrap(row.get(STEP.OPTIONS)), json -> OptionsJson.read(json.array())));
  }

  private static @Nullable ResultFact result(Record row) {
    String kind = row.get(RESULT.KIND);
    if (kind == null) {
      return null;
    }
    String cause = row.get(RESULT.CAUSE);
    byte[] value = row.get(RESULT.VALUE_HASH);
    String hash = hex(value == null ? row.get(RESULT.FAILURE_HASH) : value);
    return new ResultFact(
        ResultKind.ofWord(kind),
        cause == null ? null : ResultKind.ofWord(cause),
        hash == null ? "" : hash,
        row.get(RESULT.FAILURE_TYPE),
        row.get(RESULT.SUCCESSOR_ID),
        row.get(RESULT.ENDED_BY),
        row.get(RESULT.RECORDED_AT));
  }

  private static @Nullable Rerun rerun(Record row, Instant at) {
    String by = row.get(RERUN.REQUESTED_BY);
    return by == null ? null : new Rerun(by, at, row.get(RERUN.REASON));
  }

  private String shared(String word) {
    return words.computeIfAbsent(word, same -> same);
  }

  static byte @Nullable [] bytes(@Nullable String hex) {
    return hex == null ? null : HEX.parseHex(hex);
  }

  static @Nullable String hex(byte @Nullable [] bytes) {
    return bytes == null ? null : HEX.formatHex(bytes);
  }
}
