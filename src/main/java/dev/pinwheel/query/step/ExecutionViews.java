package dev.pinwheel.query.step;

import static dev.pinwheel.store.jooq.Tables.ASSIGNMENT;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.RESULT;
import static dev.pinwheel.store.jooq.Tables.WORKER_SESSION;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Failure;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.StepOptions;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.facts.FactLoader;
import dev.pinwheel.query.facts.Facts;
import dev.pinwheel.query.facts.MemoLookup;
import dev.pinwheel.query.facts.PinCounts;
import dev.pinwheel.query.facts.ResultFact;
import dev.pinwheel.query.facts.SegmentRule;
import dev.pinwheel.query.facts.SessionFact;
import dev.pinwheel.query.facts.StateRule;
import dev.pinwheel.query.facts.StepFact;
import dev.pinwheel.query.facts.ValueLoader;
import dev.pinwheel.query.facts.WorkerSnapshot;
import dev.pinwheel.query.step.ExecutionView.RanOn;
import dev.pinwheel.query.view.Forwarding;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.Payloads;
import dev.pinwheel.store.json.OptionsJson;
import dev.pinwheel.store.json.StoredFailureJson;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Everything about one execution, for the step panel. Thread-safe. */
public final class ExecutionViews {

  private final Database database;
  private final Payloads payloads;
  private final InstantSource clock;

  public ExecutionViews(Database database, Payloads payloads, InstantSource clock) {
    this.database = database;
    this.payloads = payloads;
    this.clock = clock;
  }

  /**
   * @throws Rejection (not found) when it is not visible from here
   */
  public ExecutionView get(Viewpoint viewpoint, ExecutionId execution) {
    return find(viewpoint, execution).orElseThrow(() -> notVisible(viewpoint, execution));
  }

  private static Rejection notVisible(Viewpoint viewpoint, ExecutionId execution) {
    return Rejection.notFound("%s cannot see %s.".formatted(viewpoint.name(), execution));
  }

  /**
   * The current attempt of a step (W5).
   *
   * @throws Rejection (not found) when nothing of it is visible from here
   */
  public ExecutionView getCurrent(Viewpoint viewpoint, StepId step) {
    return database.read(dsl -> {
      Facts facts = FactLoader.loadAround(dsl, viewpoint, step);
      return facts
          .current(step)
          .map(current -> view(dsl, facts, current))
          .orElseThrow(
              () -> Rejection.notFound("%s cannot see %s.".formatted(viewpoint.name(), step)));
    });
  }

  /** Like {@link #get}; empty when it is not visible from here. */
  public Optional<ExecutionView> find(Viewpoint viewpoint, ExecutionId execution) {
    return database.read(dsl -> {
      Facts facts = FactLoader.loadAround(dsl, viewpoint, execution.step());
      return facts.attempts(execution.step()).stream()
          .filter(attempt -> attempt.id().equals(execution))
          .findFirst()
          .map(fact -> view(dsl, facts, fact));
    });
  }

  private ExecutionView view(DSLContext dsl, Facts facts, ExecutionFact execution) {
    boolean open = facts.executions().stream().anyMatch(ExecutionFact::isOpen);
    WorkerSnapshot workers = open ? WorkerSnapshot.load(dsl) : new WorkerSnapshot(List.of());
    StateRule states = new StateRule(facts, workers, clock.instant());
    MemoLookup lookup = new MemoLookup(facts, workers::canRun);
    PinCounts pins = new PinCounts(facts, lookup);
    CallLines lines = new CallLines(dsl, facts, states);
    StepFact step = execution.step();
    StepOptions options = options(dsl, execution);
    State state = states.of(execution);
    ResultFact own = execution.result();
    ExecutionFact end = end(facts, execution);
    SegmentRule segments = new SegmentRule(facts, clock.instant());
    List<ExecutionView.CallLine> callers = lines.callers(execution);
    return new ExecutionView(
        execution.id(),
        step.module(),
        step.target(),
        step.argumentLine(),
        step.kind(),
        execution.workspace(),
        execution.depth() == 0,
        execution.cause(),
        state,
        state.isOpen() ? states.waiting(execution) : null,
        states.timing(execution),
        segments.of(execution),
        !segments.hasUnrecordedWaits(execution),
        execution.isOpen() ? execution.progress() : null,
        states.attempts(step.id()),
        StepArguments.named(step, StepArguments.load(dsl, payloads, step)),
        end == null ? null : ValueLoader.result(dsl, end.sequence()).orElse(null),
        end == null ? null : failure(dsl, end.sequence()),
        forwarding(facts, states, execution),
        ranOn(dsl, execution.sequence()),
        own == null ? null : own.endedBy(),
        pins.forced(execution),
        callers,
        callers.isEmpty() ? lines.otherCalledAttempts(execution) : List.of(),
        lines.callees(execution),
        lines.dependencies(execution),
        lines.dependents(execution),
        new MemoFactsReader(facts, lookup, pins, lines).read(execution, options));
  }

  /**
   * The execution whose result is shown for this one. An attempt that forwards within its step has
   * its own.
   */
  private static @Nullable ExecutionFact end(Facts facts, ExecutionFact execution) {
    ResultFact own = execution.result();
    return own != null && own.kind().staysInStep() ? execution : facts.end(execution);
  }

  /** The options resolved for an execution. */
  static StepOptions options(DSLContext dsl, ExecutionFact execution) {
    byte[] own =
        dsl.select(EXECUTION.OPTIONS)
            .from(EXECUTION)
            .where(EXECUTION.ID.eq(execution.sequence()))
            .fetchSingle()
            .value1();
    return own == null ? execution.step().options() : OptionsJson.read(own);
  }

  private static @Nullable Failure failure(DSLContext dsl, long execution) {
    byte[] json =
        dsl.select(RESULT.FAILURE)
            .from(RESULT)
            .where(RESULT.EXECUTION_ID.eq(execution))
            .fetchOne(RESULT.FAILURE);
    return json == null ? null : StoredFailureJson.read(json);
  }

  private static List<Forwarding> forwarding(
      Facts facts, StateRule states, ExecutionFact execution) {
    List<Forwarding> chain = new ArrayList<>();
    ExecutionFact at = execution;
    Forwarding next = states.forwarding(at);
    while (at != null && next != null && chain.size() < facts.executions().size()) {
      chain.add(next);
      at = facts.successor(at);
      next = at == null ? null : states.forwarding(at);
    }
    return chain;
  }

  private static @Nullable RanOn ranOn(DSLContext dsl, long execution) {
    return dsl.select(WORKER_SESSION.WORKER, WORKER_SESSION.EMBEDDED, WORKER_SESSION.CODE_VERSION)
        .from(ASSIGNMENT)
        .join(WORKER_SESSION)
        .on(WORKER_SESSION.ID.eq(ASSIGNMENT.SESSION_ID))
        .where(ASSIGNMENT.EXECUTION_ID.eq(execution))
        .fetchOne(row ->
            new RanOn(
                row.value2() ? SessionFact.EMBEDDED : row.value1(), row.value2(), row.value3()));
  }

  /**
   * An argument in full, however large.
   *
   * @param index from 0
   * @throws Rejection (not found)
   */
  public Json loadArgument(Viewpoint viewpoint, ExecutionId execution, int index) {
    return database.read(dsl -> {
      List<Json> arguments =
          StepArguments.load(dsl, payloads, visible(dsl, viewpoint, execution).attempt().step());
      if (index < 0 || index >= arguments.size()) {
        throw Rejection.notFound(
            "%s has %s; there is none at position %d."
                .formatted(execution, TextFormat.count(arguments.size(), "argument"), index + 1));
      }
      return arguments.get(index);
    });
  }

  /**
   * What an execution ended in; at most one of the two is not null.
   *
   * @param value in full, however large
   */
  public record Ended(@Nullable Json value, @Nullable Failure failure) {}

  /**
   * What an execution ended in. The cost does not depend on the number of its calls.
   *
   * @throws Rejection (not found) when it is not visible
   */
  public Ended loadEnd(Viewpoint viewpoint, ExecutionId execution) {
    return database.read(dsl -> {
      Found found = visible(dsl, viewpoint, execution);
      ExecutionFact end = end(found.facts(), found.attempt());
      return end == null
          ? new Ended(null, null)
          : new Ended(value(dsl, end.sequence()).orElse(null), failure(dsl, end.sequence()));
    });
  }

  private Optional<Json> value(DSLContext dsl, long execution) {
    return dsl.select(RESULT.VALUE_PAYLOAD, RESULT.VALUE_BLOB_ID)
        .from(RESULT)
        .where(RESULT.EXECUTION_ID.eq(execution))
        .and(RESULT.KIND.eq("value"))
        .fetchOptional()
        .map(row -> payloads.load(dsl, row.value1(), row.value2()));
  }

  /**
   * The value of the outcome in full, however large.
   *
   * @throws Rejection (not found) when there is none, or it is not visible
   */
  public Json loadResult(Viewpoint viewpoint, ExecutionId execution) {
    return database.read(dsl -> {
      Found found = visible(dsl, viewpoint, execution);
      ExecutionFact end = found.facts().end(found.attempt());
      return Optional.ofNullable(end)
          .flatMap(last -> value(dsl, last.sequence()))
          .orElseThrow(() ->
              Rejection.notFound(
                  "%s has no value that %s can see.".formatted(execution, viewpoint.name())));
    });
  }

  private record Found(Facts facts, ExecutionFact attempt) {}

  private static Found visible(DSLContext dsl, Viewpoint viewpoint, ExecutionId execution) {
    Facts facts = FactLoader.loadAttempts(dsl, viewpoint, execution.step());
    return facts.attempts(execution.step()).stream()
        .filter(attempt -> attempt.id().equals(execution))
        .findFirst()
        .map(attempt -> new Found(facts, attempt))
        .orElseThrow(() -> notVisible(viewpoint, execution));
  }
}
