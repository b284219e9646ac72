package dev.pinwheel.query.facts;

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
import dev.pinwheel.query.view.Attempt;
import dev.pinwheel.query.view.Rerun;
import dev.pinwheel.query.view.Viewpoint;
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
public final class ExecutionRows {

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

  /** The columns of an execution, with what is joined to it. */
  record Columns(
      long sequence,
      StepFact step,
      int attempt,
      long workspace,
      String cause,
      int seriesAttempt,
      @Nullable Long rerunSequence,
      @Nullable Instant notBefore,
      Instant createdAt,
      @Nullable Instant assignedAt,
      @Nullable Double progress,
      @Nullable ResultFact result,
      @Nullable Rerun rerun) {}

  ExecutionFact read(Record row) {
    StepId step = new StepId(new RunId(row.get(EXECUTION.RUN_ID)), row.get(EXECUTION.STEP_NUMBER));
    Instant createdAt = row.get(EXECUTION.CREATED_AT);
    return execution(
        new Columns(
            row.get(EXECUTION.ID),
            steps.computeIfAbsent(step, id -> step(id, row)),
            row.get(EXECUTION.ATTEMPT),
            row.get(EXECUTION.WORKSPACE_ID),
            row.get(EXECUTION.CAUSE),
            row.get(EXECUTION.SERIES_ATTEMPT),
            row.get(EXECUTION.RERUN_ID),
            row.get(EXECUTION.NOT_BEFORE),
            createdAt,
            row.get(ASSIGNMENT.ASSIGNED_AT),
            row.get(OPEN_EXECUTION.PROGRESS),
            result(row),
            rerun(row, createdAt)));
  }

  ExecutionFact execution(Columns columns) {
    WorkspaceId place = new WorkspaceId(columns.workspace());
    Workspace workspace = places.get(place);
    if (workspace == null) {
      throw new IllegalStateException(place + " is not visible from " + viewpoint.name());
    }
    return new ExecutionFact(
        columns.sequence(),
        new ExecutionId(columns.step().id(), columns.attempt()),
        columns.step(),
        workspace,
        viewpoint.chain().depthOf(place).orElseThrow(),
        Attempt.Cause.valueOf(columns.cause().toUpperCase(Locale.ROOT)),
        columns.seriesAttempt(),
        columns.rerunSequence(),
        columns.notBefore(),
        columns.createdAt(),
        columns.assignedAt(),
        columns.progress(),
        columns.result(),
        columns.rerun());
  }

  private StepFact step(StepId id, Record row) {
    return step(
        id,
        row.get(STEP.MODULE),
        row.get(STEP.TARGET),
        row.get(STEP.KIND),
        row.get(STEP.MEMO_KEY),
        row.get(STEP.OPTIONS));
  }

  StepFact step(
      StepId id,
      String module,
      String target,
      String kind,
      byte @Nullable [] memoKey,
      byte[] optionsJson) {
    return new StepFact(
        id,
        shared(module),
        shared(target),
        TargetKind.valueOf(kind.toUpperCase(Locale.ROOT)),
        hex(memoKey),
        options.computeIfAbsent(
            ByteBuffer.wrap(optionsJson), json -> OptionsJson.read(json.array())));
  }

  private @Nullable ResultFact result(Record row) {
    String kind = row.get(RESULT.KIND);
    if (kind == null) {
      return null;
    }
    byte[] value = row.get(RESULT.VALUE_HASH);
    return result(
        kind,
        row.get(RESULT.CAUSE),
        value == null ? row.get(RESULT.FAILURE_HASH) : value,
        row.get(RESULT.FAILURE_TYPE),
        row.get(RESULT.SUCCESSOR_ID),
        row.get(RESULT.ENDED_BY),
        row.get(RESULT.RECORDED_AT));
  }

  /**
   * @param hash of the value or the failure
   */
  ResultFact result(
      String kind,
      @Nullable String cause,
      byte @Nullable [] hash,
      @Nullable String failureType,
      @Nullable Long successor,
      @Nullable String endedBy,
      Instant recordedAt) {
    String hashed = hex(hash);
    return new ResultFact(
        ResultKind.ofWord(kind),
        cause == null ? null : ResultKind.ofWord(cause),
        hashed == null ? "" : hashed,
        failureType,
        successor,
        endedBy,
        recordedAt);
  }

  private static @Nullable Rerun rerun(Record row, Instant at) {
    String by = row.get(RERUN.REQUESTED_BY);
    return by == null ? null : new Rerun(by, at, row.get(RERUN.REASON));
  }

  private String shared(String word) {
    return words.computeIfAbsent(word, same -> same);
  }

  public static byte @Nullable [] bytes(@Nullable String hex) {
    return hex == null ? null : HEX.parseHex(hex);
  }

  public static @Nullable String hex(byte @Nullable [] bytes) {
    return bytes == null ? null : HEX.formatHex(bytes);
  }
}
