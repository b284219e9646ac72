package dev.pinwheel.testing;

import static dev.pinwheel.store.jooq.Tables.ASSIGNMENT;
import static dev.pinwheel.store.jooq.Tables.CALL;
import static dev.pinwheel.store.jooq.Tables.DEPENDENCY;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.RERUN;
import static dev.pinwheel.store.jooq.Tables.RESULT;
import static dev.pinwheel.store.jooq.Tables.RUN;
import static dev.pinwheel.store.jooq.Tables.STEP;
import static dev.pinwheel.store.jooq.Tables.WORKSPACE;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.store.jooq.tables.records.AssignmentRecord;
import dev.pinwheel.store.jooq.tables.records.CallRecord;
import dev.pinwheel.store.jooq.tables.records.DependencyRecord;
import dev.pinwheel.store.jooq.tables.records.ExecutionRecord;
import dev.pinwheel.store.jooq.tables.records.RerunRecord;
import dev.pinwheel.store.jooq.tables.records.ResultRecord;
import dev.pinwheel.store.jooq.tables.records.RunRecord;
import dev.pinwheel.store.jooq.tables.records.StepRecord;
import dev.pinwheel.store.jooq.tables.records.WorkspaceRecord;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jooq.DSLContext;

/**
 * All facts of a database at one moment, in the order in which they came to be. Immutable by
 * convention: nobody changes the records.
 *
 * @param dsl for reading the derived tables of the same database
 */
public record FactsSnapshot(
    DSLContext dsl,
    List<WorkspaceRecord> workspaces,
    List<RunRecord> runs,
    List<StepRecord> steps,
    List<ExecutionRecord> executions,
    Map<Long, RerunRecord> reruns,
    Map<Long, AssignmentRecord> assignments,
    Map<Long, ResultRecord> results,
    List<CallRecord> calls,
    List<DependencyRecord> dependencies) {

  /** Reads everything. */
  public static FactsSnapshot read(DSLContext dsl) {
    return new FactsSnapshot(
        dsl,
        dsl.selectFrom(WORKSPACE).orderBy(WORKSPACE.ID).fetch(),
        dsl.selectFrom(RUN).orderBy(RUN.ID).fetch(),
        dsl.selectFrom(STEP).orderBy(STEP.RUN_ID, STEP.NUMBER).fetch(),
        dsl.selectFrom(EXECUTION).orderBy(EXECUTION.ID).fetch(),
        dsl.selectFrom(RERUN).fetch().stream()
            .collect(toMap(RerunRecord::getExecutionId, identity())),
        dsl.selectFrom(ASSIGNMENT).fetch().stream()
            .collect(toMap(AssignmentRecord::getExecutionId, identity())),
        dsl.selectFrom(RESULT).fetch().stream()
            .collect(toMap(ResultRecord::getExecutionId, identity())),
        dsl.selectFrom(CALL).orderBy(CALL.CALLER_ID, CALL.NUMBER).fetch(),
        dsl.selectFrom(DEPENDENCY).fetch());
  }

  public static ExecutionId idOf(ExecutionRecord row) {
    return new ExecutionId(
        new StepId(new RunId(row.getRunId()), row.getStepNumber()), row.getAttempt());
  }

  /** The row of an execution, which must exist. */
  public ExecutionRecord execution(ExecutionId id) {
    return executions.stream()
        .filter(row -> idOf(row).equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no execution " + id));
  }

  /** The executions of a step, oldest first. */
  public List<ExecutionRecord> executionsOf(StepId step) {
    return executions.stream()
        .filter(
            row -> row.getRunId() == step.run().number() && row.getStepNumber() == step.number())
        .toList();
  }

  /** The executions of a target in a run, oldest first. */
  public List<ExecutionRecord> executionsOf(RunId run, String target) {
    return executions.stream()
        .filter(row -> row.getRunId() == run.number() && stepOf(row).getTarget().equals(target))
        .toList();
  }

  public StepRecord stepOf(ExecutionRecord execution) {
    return steps.stream()
        .filter(step ->
            step.getRunId().equals(execution.getRunId())
                && step.getNumber().equals(execution.getStepNumber()))
        .findFirst()
        .orElseThrow();
  }

  public String workspaceOf(ExecutionRecord execution) {
    return workspaces.stream()
        .filter(workspace -> workspace.getId().equals(execution.getWorkspaceId()))
        .findFirst()
        .orElseThrow()
        .getName();
  }

  /** The calls an execution made, in order. */
  public List<CallRecord> callsOf(ExecutionId caller) {
    long id = execution(caller).getId();
    return calls.stream().filter(call -> call.getCallerId() == id).toList();
  }

  /** The calls that led to an execution, of any caller. */
  public List<CallRecord> callsTo(ExecutionId callee) {
    long id = execution(callee).getId();
    return calls.stream().filter(call -> call.getCalleeId() == id).toList();
  }

  /** What an execution depends on. */
  public List<ExecutionId> dependenciesOf(ExecutionId execution) {
    long user = execution(execution).getId();
    return dependencies.stream()
        .filter(row -> row.getExecutionId() == user)
        .flatMap(row -> executions.stream().filter(e -> e.getId().equals(row.getDependencyId())))
        .map(FactsSnapshot::idOf)
        .toList();
  }

  public Optional<ResultRecord> resultOf(ExecutionId id) {
    return Optional.ofNullable(results.get(execution(id).getId()));
  }

  /** The assignment of an execution that a worker has got. */
  public AssignmentRecord assignmentOf(ExecutionId id) {
    return Objects.requireNonNull(assignments.get(execution(id).getId()), () -> id + " is queued");
  }

  /** What was asked for with the re-run that forced this execution. */
  public RerunRecord rerunOf(ExecutionId id) {
    return Objects.requireNonNull(reruns.get(execution(id).getId()), () -> id + " is no re-run");
  }

  /** How it ended, or empty while it is open. */
  public Optional<ResultKind> kindOf(ExecutionId id) {
    return resultOf(id).map(result -> ResultKind.ofWord(result.getKind()));
  }

  /** The execution that one with a forwarding result forwards to. */
  public ExecutionId successorOf(ExecutionId id) {
    Long successor = resultOf(id).orElseThrow().getSuccessorId();
    return executions.stream()
        .filter(row -> row.getId().equals(successor))
        .findFirst()
        .map(FactsSnapshot::idOf)
        .orElseThrow(() -> new AssertionError(id + " does not forward"));
  }

  /** The value it ended in itself. */
  public Json valueOf(ExecutionId id) {
    byte[] payload = resultOf(id).orElseThrow().getValuePayload();
    if (payload == null) {
      throw new AssertionError(id + " did not end in an inline value");
    }
    return Json.of(payload);
  }

  /** The newest execution of a step in a workspace. */
  public Optional<ExecutionRecord> newestIn(String workspace, StepId step) {
    return executionsOf(step).stream()
        .filter(row -> workspaceOf(row).equals(workspace))
        .max(Comparator.comparing(ExecutionRecord::getId));
  }
}
