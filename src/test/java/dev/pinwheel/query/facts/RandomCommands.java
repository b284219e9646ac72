package dev.pinwheel.query.facts;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;

import dev.pinwheel.engine.command.Command;
import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.CacheOption;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Failure;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.TargetOptions;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.FakeWorker;
import dev.pinwheel.testing.TargetSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plays random commands in three workspaces, each based on the one before, with few slots: a worker
 * of the root that is drained and replaced from time to time, and an embedded worker for the
 * others. The one in the middle is paused from time to time, and sometimes not a base.
 */
final class RandomCommands implements AutoCloseable {

  private static final Actor ACTOR = new Actor("history");
  private static final int SLOTS = 2;
  private static final List<String> TASKS =
      List.of("plain", "memo", "memo", "first", "both", "both", "cached", "brief", "brief");

  private static final Set<String> MEMOIZED = Set.of("memo", "first", "both");

  /**
   * What was played.
   *
   * @param caller who made a call; null when it was no call, or one that was refused
   * @param called the answer to that call; null likewise
   * @param asked the target of a call that was answered, or for which there was none; else null
   * @param addsNeeds false when no execution can need another one because of it
   */
  record Move(
      String text,
      @Nullable ExecutionId caller,
      WorkerCommand.@Nullable Called called,
      @Nullable String asked,
      boolean addsNeeds) {

    static Move adding(String text) {
      return new Move(text, null, null, null, true);
    }

    static Move ending(String text) {
      return new Move(text, null, null, null, false);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private record Asking(String task, List<Json> arguments) {

    boolean isMemoized() {
      return MEMOIZED.contains(task);
    }
  }

  private final EngineFixture pinwheel;
  private final String prefix;
  private final Random random;
  private final Manifest manifest;
  private final List<FakeWorker> workers = new ArrayList<>();
  private final Map<ExecutionId, Integer> calls = new HashMap<>();
  private final Map<ExecutionId, List<ExecutionId>> submitted = new HashMap<>();
  private final List<StepId> steps = new ArrayList<>();
  private FakeWorker ofRoot;
  private boolean paused;

  /** What was called last is often called again. */
  private Asking asking = new Asking("memo", List.of(Json.of("0"), Json.of("0")));

  private int repeats;

  private final Map<StepId, Asking> asked = new LinkedHashMap<>();

  RandomCommands(EngineFixture pinwheel, String prefix, Random random) {
    this.pinwheel = pinwheel;
    this.prefix = prefix;
    this.random = random;
    this.manifest =
        TargetSpec.manifest(
            prefix,
            "v1",
            workflow("flow", "a", "b"),
            task("plain", "a", "b"),
            task("memo", "a", "b").memo(),
            task("first", "a", "b").memoBy("a").retries(1),
            task("both", "a", "b").memo().cached(byA()),
            task("cached", "a", "b").cached(),
            task("brief", "a", "b").cachedFor(RecordedInputs.BRIEF));
    pinwheel.workspace(root());
    pinwheel.workspace(middle(), root());
    pinwheel.workspace(child(), middle());
    connect(null);
    ofRoot = connect(root());
  }

  /** So that the cache answers what has another memo key. */
  private static CacheOption byA() {
    return new CacheOption(true, List.of("a"), null, null, null);
  }

  private FakeWorker connect(@Nullable String workspace) {
    // Now and then one with other code, which lacks a target (W6).
    FakeWorker worker =
        pinwheel.worker(workspace, SLOTS, workers.size() % 3 == 2 ? withoutBrief() : manifest);
    workers.add(worker);
    return worker;
  }

  private Manifest withoutBrief() {
    return new Manifest(
        prefix,
        "v2",
        manifest.targets().stream().filter(target -> !target.name().equals("brief")).toList());
  }

  String module() {
    return prefix;
  }

  String root() {
    return prefix + "/root";
  }

  private String middle() {
    return prefix + "/middle";
  }

  String child() {
    return prefix + "/child";
  }

  /** Nearest to the root first. */
  List<String> workspaces() {
    return List.of(root(), middle(), child());
  }

  private String anyWorkspace() {
    return workspaces().get(random.nextInt(3));
  }

  /** Plays one command; what is refused counts as played. */
  Move play() {
    List<ExecutionId> computing = RecordedInputs.computing(pinwheel, module());
    int dice = random.nextInt(100);
    try {
      if (computing.isEmpty()) {
        return steps.isEmpty() || dice < 10 ? submit() : dice < 80 ? rerun() : drainOrReplace();
      }
      ExecutionId one = pick(computing);
      if (dice < 43) {
        return call(one);
      }
      if (dice < 64) {
        one = computing.getLast();
      }
      if (dice < 59) {
        pinwheel.execute(new WorkerCommand.RecordValue(one, Json.of("" + random.nextInt(2))));
        return Move.ending(one + " returns");
      }
      if (dice < 64) {
        pinwheel.execute(new WorkerCommand.RecordFailure(one, Failure.of("Oops", "no luck")));
        return Move.ending(one + " fails");
      }
      if (dice < 68) {
        return await(one);
      }
      if (dice < 77) {
        return rerun();
      }
      if (dice < 85) {
        return drainOrReplace();
      }
      if (dice < 88) {
        return changeMiddle();
      }
      pinwheel.advance(Duration.ofSeconds(40));
      return Move.adding("40 s pass");
    } catch (Rejection refused) {
      return Move.adding("refused: " + refused.getMessage());
    }
  }

  /** The flow itself most often: it calls from every workspace. */
  private ExecutionId pick(List<ExecutionId> computing) {
    List<ExecutionId> flows =
        computing.stream().filter(execution -> execution.step().number() == 1).toList();
    return flows.isEmpty() || random.nextInt(3) == 0
        ? computing.get(random.nextInt(computing.size()))
        : flows.get(random.nextInt(flows.size()));
  }

  private Move submit() {
    String workspace = random.nextInt(3) == 0 ? anyWorkspace() : root();
    Command.Submitted submitted =
        pinwheel.execute(
            new Command.SubmitRun(workspace, prefix, "flow", arguments(), null, null, ACTOR));
    steps.add(new StepId(submitted.run(), 1));
    return Move.adding("flow is submitted in " + workspace);
  }

  private Move rerun() {
    String workspace = anyWorkspace();
    StepId step = steps.get(random.nextBoolean() ? 0 : random.nextInt(steps.size()));
    pinwheel.rerun(workspace, step);
    return Move.adding("re-run of %s in %s".formatted(step, workspace));
  }

  private Move call(ExecutionId caller) {
    int number = calls.merge(caller, 1, Integer::sum);
    if (repeats > 0) {
      repeats--;
    } else if (random.nextInt(3) > 0) {
      asking = new Asking(TASKS.get(random.nextInt(TASKS.size())), arguments());
    }
    String task = asking.task();
    List<Json> arguments = asking.arguments();
    boolean blocking = random.nextInt(5) == 0;
    WorkerCommand.Called called;
    try {
      called =
          pinwheel.execute(
              new WorkerCommand.CallTarget(
                  caller, number, prefix, task, arguments, TargetOptions.NONE, null, blocking));
    } catch (Rejection refused) {
      String asked = refused.kind() == Rejection.Kind.NOT_FOUND ? task : null;
      return new Move("refused: " + refused.getMessage(), caller, null, asked, true);
    }
    steps.add(called.execution().step());
    if (asking.isMemoized()) {
      asked.putIfAbsent(called.execution().step(), asking);
    }
    if (!blocking) {
      submitted.computeIfAbsent(caller, none -> new ArrayList<>()).add(called.execution());
    }
    return new Move(
        "%s calls %s%s%s: %s"
            .formatted(caller, task, arguments, blocking ? " and waits" : "", called),
        caller,
        called,
        task,
        true);
  }

  private Move await(ExecutionId execution) {
    List<ExecutionId> handles = submitted.getOrDefault(execution, List.of());
    if (!handles.isEmpty()) {
      ExecutionId awaited = handles.get(random.nextInt(handles.size()));
      pinwheel.execute(new WorkerCommand.Resolve(execution, awaited));
      return Move.ending("%s waits for %s".formatted(execution, awaited));
    }
    return Move.adding(execution + " has nothing to wait for");
  }

  private Move drainOrReplace() {
    if (random.nextBoolean()) {
      pinwheel.drain(ofRoot);
      return Move.adding("the worker of the root drains, " + waitsIn(root()));
    }
    ofRoot = connect(root());
    return Move.adding("another worker of the root connects");
  }

  /**
   * Nothing is executed in the workspace now: what is re-run there has to wait. It is called next.
   */
  private String waitsIn(String workspace) {
    List<StepId> memoized = List.copyOf(asked.keySet());
    if (memoized.isEmpty()) {
      return "nothing waits there";
    }
    StepId step = memoized.get(random.nextInt(memoized.size()));
    try {
      pinwheel.rerun(workspace, step);
      asking = asked.getOrDefault(step, asking);
      repeats = 3;
      return step + " waits there";
    } catch (Rejection refused) {
      return "nothing waits there";
    }
  }

  private Move changeMiddle() {
    switch (random.nextInt(4)) {
      case 0 -> pinwheel.changeBase(child(), root());
      case 1 -> pinwheel.changeBase(child(), middle());
      default -> {
        paused = !paused;
        if (paused) {
          pinwheel.pause(middle());
          return Move.adding(middle() + " is paused, " + waitsIn(middle()));
        }
        pinwheel.resume(middle());
        return Move.adding(middle() + " is active again");
      }
    }
    return Move.adding("another base of " + child());
  }

  private List<Json> arguments() {
    return List.of(Json.of("" + random.nextInt(2)), Json.of(random.nextInt(3) == 0 ? "1" : "0"));
  }

  @Override
  public void close() {
    workspaces().reversed().forEach(pinwheel::archive);
    workers.forEach(pinwheel::closeSession);
  }
}
