package dev.pinwheel.query.run;

import static dev.pinwheel.store.jooq.Tables.EXECUTION;

import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.facts.FactLoader;
import dev.pinwheel.query.facts.Facts;
import dev.pinwheel.query.facts.StateRule;
import dev.pinwheel.query.facts.VisibilityCondition;
import dev.pinwheel.query.facts.WorkerSnapshot;
import dev.pinwheel.query.view.Viewpoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Finds the visible steps of a run (W4), or the attempts of one, by how their numbers begin. */
final class StepsById {

  private static final String ANY = "%";

  private final DSLContext dsl;
  private final Viewpoint viewpoint;
  private final Instant now;

  StepsById(DSLContext dsl, Viewpoint viewpoint, Instant now) {
    this.dsl = dsl;
    this.viewpoint = viewpoint;
    this.now = now;
  }

  List<FoundStep> find(RunId run, IdText id, int limit) {
    String number = Objects.requireNonNull(id.step());
    List<FoundStep> found = new ArrayList<>();
    for (int step : numbers(run, number, id.attempt() != null, limit)) {
      found.addAll(attempts(new StepId(run, step), id.attempt()));
    }
    return found.stream().limit(limit).toList();
  }

  /** The shortest numbers come first, so that a step stands before those that begin like it. */
  private List<Integer> numbers(RunId run, String begin, boolean whole, int limit) {
    return dsl.selectDistinct(EXECUTION.STEP_NUMBER)
        .from(EXECUTION)
        .where(EXECUTION.RUN_ID.eq(run.number()))
        .and(VisibilityCondition.in(viewpoint, EXECUTION.WORKSPACE_ID))
        .and(
            DSL.cast(EXECUTION.STEP_NUMBER, SQLDataType.VARCHAR(12))
                .like(whole ? begin : begin + ANY))
        .orderBy(EXECUTION.STEP_NUMBER)
        .limit(limit)
        .fetch(EXECUTION.STEP_NUMBER);
  }

  private List<FoundStep> attempts(StepId step, @Nullable String begin) {
    Facts facts = FactLoader.loadAttempts(dsl, viewpoint, step);
    boolean open = facts.executions().stream().anyMatch(ExecutionFact::isOpen);
    WorkerSnapshot workers = open ? WorkerSnapshot.load(dsl) : new WorkerSnapshot(List.of());
    StateRule states = new StateRule(facts, workers, now);
    ExecutionFact current = facts.current(step).orElse(null);
    return facts.attempts(step).stream()
        .filter(attempt ->
            begin == null
                ? attempt.equals(current)
                : Integer.toString(attempt.id().attempt()).startsWith(begin))
        .map(attempt ->
            new FoundStep(
                attempt.id(),
                attempt.equals(current),
                attempt.step().module(),
                attempt.step().target(),
                attempt.step().argumentLine(),
                states.of(attempt),
                attempt.workspace().name()))
        .toList();
  }
}
