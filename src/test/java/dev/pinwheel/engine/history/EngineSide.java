package dev.pinwheel.engine.history;

import static dev.pinwheel.store.jooq.Tables.RUN;
import static org.jooq.impl.DSL.max;

import dev.pinwheel.engine.command.Command;
import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.engine.command.WorkerLink;
import dev.pinwheel.engine.history.HistoryTarget.Memo;
import dev.pinwheel.engine.history.ModelState.Exec;
import dev.pinwheel.engine.history.ModelState.Space;
import dev.pinwheel.engine.history.ModelState.Step;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Failure;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.Outcome;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.TargetOptions;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.FakeWorker;
import dev.pinwheel.testing.TargetSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The engine's side of a history: plays moves as commands, and knows which execution is which. */
final class EngineSide implements AutoCloseable {

  /**
   * What an execution was told of one that it waited for.
   *
   * @param outcome of the end of forwarding; a memo map says of which execution it is the value,
   *     but not where that was forwarded to
   */
  record News(ExecutionId waiting, ExecutionId awaited, Outcome outcome, boolean fromMap) {}

  private static final Actor ACTOR = new Actor("history");

  private final EngineFixture pinwheel;
  private final String prefix;
  private final ModelState modelState;
  private final FakeWorker worker;
  private final Map<Exec, ExecutionId> ids = new HashMap<>();
  private final Map<Exec, Integer> callNumbers = new HashMap<>();
  private final List<News> atOnce = new ArrayList<>();
  private final long lastFormerRun;
  private int fromMaps;

  /**
   * @param prefix sets the names of workspaces and the module apart from those of other histories
   */
  EngineSide(EngineFixture pinwheel, DSLContext dsl, String prefix, ModelState modelState) {
    this.lastFormerRun =
        Objects.requireNonNullElse(dsl.select(max(RUN.ID)).from(RUN).fetchSingle().value1(), 0L);
    this.pinwheel = pinwheel;
    this.prefix = prefix;
    this.modelState = modelState;
    this.worker =
        pinwheel.worker(
            null,
            1_000_000,
            TargetSpec.manifest(
                prefix,
                "v1",
                Arrays.stream(HistoryTarget.values())
                    .map(target -> target.spec)
                    .toArray(TargetSpec[]::new)));
  }

  /** Plays the move; throws what the engine throws. */
  Object play(Move move) {
    return switch (move) {
      case Move.CreateSpace create -> createSpace(create.name(), create.base());
      case Move.ChangeBase change ->
          execute(new Command.ChangeBase(name(change.space()), nameOrNull(change.base()), ACTOR));
      case Move.Pause pause -> execute(new Command.PauseWorkspace(name(pause.space()), ACTOR));
      case Move.Resume resume -> execute(new Command.ResumeWorkspace(name(resume.space()), ACTOR));
      case Move.Archive archive ->
          execute(new Command.ArchiveWorkspace(name(archive.space()), ACTOR));
      case Move.Submit submit -> submit(submit);
      case Move.MakeCall call -> call(call);
      case Move.Await await -> await(await);
      case Move.Return value ->
          execute(new WorkerCommand.RecordValue(id(value.exec()), Json.of("" + value.value())));
      case Move.Throw failure ->
          execute(
              new WorkerCommand.RecordFailure(id(failure.exec()), Failure.of("Oops", "no luck")));
      case Move.RerunStep rerun -> rerun(rerun);
      case Move.CancelRun cancel ->
          execute(
              new Command.CancelRun(
                  name(cancel.space()), runId(cancel.run().steps.getFirst()), ACTOR));
      case Move.CancelExec cancel ->
          execute(new Command.CancelExecution(name(cancel.space()), id(cancel.exec()), ACTOR));
      case Move.Advance advance -> {
        pinwheel.advance(java.time.Duration.ofSeconds(advance.seconds()));
        yield true;
      }
    };
  }

  Object createSpace(String name, @Nullable Space base) {
    return execute(new Command.CreateWorkspace(prefix + "/" + name, nameOrNull(base), ACTOR));
  }

  private <R> R execute(Command<R> command) {
    return pinwheel.execute(command);
  }

  private Object submit(Move.Submit submit) {
    Command.Submitted submitted =
        execute(
            new Command.SubmitRun(
                name(submit.space()),
                prefix,
                submit.workflow().targetName(),
                jsons(submit.arguments()),
                option(submit.memo()),
                null,
                ACTOR));
    return new ExecutionId(new StepId(submitted.run(), 1), 1);
  }

  private Object call(Move.MakeCall call) {
    int number = callNumbers.merge(call.caller(), 1, Integer::sum);
    MemoOption memo = option(call.memo());
    Optional<WorkerLink.MemoValue> known =
        memo != null
            ? Optional.empty()
            : worker.findMemoized(
                id(call.caller()), prefix, call.target().targetName(), jsons(call.arguments()));
    if (known.isPresent()) {
      return reuse(call, number, known.get());
    }
    WorkerCommand.Called called =
        execute(
            new WorkerCommand.CallTarget(
                id(call.caller()),
                number,
                prefix,
                call.target().targetName(),
                jsons(call.arguments()),
                memo == null ? TargetOptions.NONE : TargetOptions.memo(memo),
                null,
                call.blocking()));
    note(call.caller(), called.execution(), called.outcome(), false);
    return called;
  }

  /** Answers a call as a worker does that was handed a map (M14). */
  private Object reuse(Move.MakeCall call, int number, WorkerLink.MemoValue known) {
    execute(
        new WorkerCommand.ReportUse(
            id(call.caller()),
            List.of(
                new WorkerCommand.Reuse(number, known.execution(), jsons(call.arguments()), null)),
            call.blocking() ? List.of(known.execution()) : List.of()));
    Outcome outcome =
        call.blocking()
            ? new Outcome(known.execution(), ResultKind.VALUE, known.value(), null)
            : null;
    note(call.caller(), known.execution(), outcome, true);
    fromMaps++;
    return new WorkerCommand.Called(known.execution(), true, outcome);
  }

  /** How many calls were answered from a map. */
  int fromMaps() {
    return fromMaps;
  }

  private Object await(Move.Await await) {
    WorkerCommand.Resolution resolution =
        execute(new WorkerCommand.Resolve(id(await.exec()), id(await.awaited())));
    note(await.exec(), id(await.awaited()), resolution.outcome(), false);
    return resolution;
  }

  private void note(Exec waiting, ExecutionId awaited, @Nullable Outcome outcome, boolean fromMap) {
    if (outcome != null) {
      atOnce.add(new News(id(waiting), awaited, outcome, fromMap));
    }
  }

  private Object rerun(Move.RerunStep rerun) {
    return execute(
        new Command.RerunStep(
            name(rerun.space()),
            stepId(rerun.step()),
            rerun.reuseSuccesses(),
            rerun.alsoForce().stream().map(this::stepId).collect(Collectors.toSet()),
            option(rerun.memo()),
            null,
            ACTOR));
  }

  /** The second argument is written in another way, which must not matter (M3). */
  private static List<Json> jsons(List<Integer> arguments) {
    return List.of(
        Json.of("" + arguments.get(0)),
        Json.of(arguments.get(1) + (arguments.get(0) == 1 ? ".0" : "")));
  }

  private static @Nullable MemoOption option(@Nullable Memo memo) {
    return switch (memo) {
      case null -> null;
      case OFF -> new MemoOption.Off();
      case ALL -> new MemoOption.All();
      case FIRST -> new MemoOption.Parameters(List.of("a"));
      case NONE -> new MemoOption.Parameters(List.of());
    };
  }

  // ---------------------------------------------------------------- which is which

  String name(Space space) {
    return prefix + "/" + space.name;
  }

  private @Nullable String nameOrNull(@Nullable Space space) {
    return space == null ? null : name(space);
  }

  ExecutionId id(Exec exec) {
    return Objects.requireNonNull(ids.get(exec), () -> "Never seen in the engine: " + exec);
  }

  boolean knows(Exec exec) {
    return ids.containsKey(exec);
  }

  void learn(Exec exec, ExecutionId id) {
    ids.put(exec, id);
  }

  StepId stepId(Step step) {
    return id(step.execs.getFirst()).step();
  }

  private RunId runId(Step step) {
    return stepId(step).run();
  }

  Map<ExecutionId, Exec> execsById() {
    Map<ExecutionId, Exec> byId = new HashMap<>();
    ids.forEach((exec, id) -> byId.put(id, exec));
    return byId;
  }

  // ---------------------------------------------------------------- what the worker was told

  Set<ExecutionId> ordered() {
    return worker.orders().stream().map(WorkerLink.Order::execution).collect(Collectors.toSet());
  }

  int orderCount() {
    return worker.orders().size();
  }

  Set<ExecutionId> stopped() {
    return worker.stopped().stream().map(FakeWorker.Stopped::execution).collect(Collectors.toSet());
  }

  /** All news of waits, by answers and by messages. */
  List<News> news() {
    List<News> news = new ArrayList<>(atOnce);
    worker
        .resolved()
        .forEach(told -> news.add(new News(told.waiting(), told.awaited(), told.outcome(), false)));
    return news;
  }

  EngineFixture pinwheel() {
    return pinwheel;
  }

  /** The number of the last run before this history; all later ones are its own. */
  long lastFormerRun() {
    return lastFormerRun;
  }

  /** Leaves nothing open behind. */
  @Override
  public void close() {
    for (Space space : modelState.spaces) {
      if (space.state != dev.pinwheel.model.WorkspaceState.ARCHIVED) {
        execute(new Command.ArchiveWorkspace(name(space), ACTOR));
      }
    }
    pinwheel.closeSession(worker);
  }
}
