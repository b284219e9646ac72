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
import dev.pinwheel.store.json.OptionsJson;
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

/**
 * Turns rows of {@code execution}, joined with their step, assignment, result and re-run, into
 * {@link ExecutionFact}s. Equal steps, options and names become one object, because a run has
 * thousands of executions and few different ones of those. One instance for each load, from one
 * viewpoint; not thread-safe.
 */
public final class ExecutionRows {

  /** The columns that {@link #read} needs. */
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
          STEP.ARGUMENT_LINE,
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

  /**
   * @param viewpoint whose chain the executions belong to
   */
  ExecutionRows(Viewpoint viewpoint) {
    this.viewpoint = viewpoint;
    viewpoint.chain().nearestFirst().forEach(place -> places.put(place.id(), place));
  }

  /**
   * The columns of an execution, with what is joined to it.
   *
   * @param sequence its id in the database; higher is newer
   * @param workspace id of the workspace where it executed
   * @param cause word of an {@link Attempt.Cause}, in any case
   * @param rerunSequence the forced execution whose re-run it belongs to; null for none
   * @param assignedAt null when no worker got it
   * @param progress from 0 to 1; null when it reported none, or has ended
   * @param result null while it is open
   * @param rerun null unless this execution itself was forced
   */
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

  /**
   * Reads a row with the {@link #FIELDS}.
   *
   * @throws IllegalStateException when it executed outside the chain, which the statement must have
   *     left out (W4)
   */
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

  /**
   * Makes the execution of columns that were read in another way.
   *
   * @throws IllegalStateException when it executed outside the chain (W4)
   */
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
        row.get(STEP.OPTIONS),
        row.get(STEP.ARGUMENT_LINE));
  }

  /**
   * Makes a step of its columns.
   *
   * @param kind word of a {@link TargetKind}, in any case
   * @param optionsJson as {@link OptionsJson} writes them
   */
  StepFact step(
      StepId id,
      String module,
      String target,
      String kind,
      byte @Nullable [] memoKey,
      byte[] optionsJson,
      @Nullable String argumentLine) {
    return new StepFact(
        id,
        shared(module),
        shared(target),
        TargetKind.valueOf(kind.toUpperCase(Locale.ROOT)),
        hex(memoKey),
        options.computeIfAbsent(
            ByteBuffer.wrap(optionsJson), json -> OptionsJson.read(json.array())),
        argumentLine);
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
   * Makes a result of its columns.
   *
   * @param kind word of a {@link ResultKind}
   * @param cause likewise, of a retried execution; else null
   * @param hash of the value or the failure; null for results without either
   * @param successor sequence number of the execution that it forwards to; null for none
   * @param endedBy name of who cancelled it; null when it was not cancelled
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

  /** The bytes of a memo key or hash in hex; null for null. */
  public static byte @Nullable [] bytes(@Nullable String hex) {
    return hex == null ? null : HEX.parseHex(hex);
  }

  /** A memo key or hash in lower-case hex; null for null. */
  public static @Nullable String hex(byte @Nullable [] bytes) {
    return bytes == null ? null : HEX.formatHex(bytes);
  }
}
