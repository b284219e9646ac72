package dev.pinwheel.query.facts;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;

import dev.pinwheel.engine.Command;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Failure;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.TargetOptions;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.FakeWorker;
import dev.pinwheel.testing.TargetSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Plays random commands in two workspaces, a root and its child, with few slots: a worker of the
 * root that is drained and replaced from time to time, and an embedded worker for the child.
 */
final class RandomCommands implements AutoCloseable {

  private static final Actor ACTOR = new Actor("history");
  private static final int SLOTS = 2;
  private static final List<String> TASKS = List.of("plain", "memo", "first", "cached", "brief");

  /**
   * What was played.
   *
   * @param caller who made a call; null when it was no call, or one that was refused
   * @param called the answer to that call; null likewise
   * @param addsNeeds false when no execution can need another one because of it
   */
  record Move(
      String text,
      @Nullable ExecutionId caller,
      Command.@Nullable Called called,
      boolean addsNeeds) {

    static Move adding(String text) {
      return new Move(text, null, null, true);
    }

    static Move ending(String text) {
      return new Move(text, null, null, false);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private final EngineFixture pinwheel;
  private final String prefix;
  private final Random random;
  private final Manifest manifest;
  private final List<FakeWorker> workers = new ArrayList<>();
  private final Map<ExecutionId, Integer> calls = new HashMap<>();
  private final Map<ExecutionId, List<ExecutionId>> submitted = new HashMap<>();
  private FakeWorker ofRoot;

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
            task("first", "a", "b").memoBy("a"),
            task("cached", "a", "b").cached(),
            task("brief", "a", "b").cachedFor(Duration.ofSeconds(60)));
    pinwheel.workspace(root());
    pinwheel.workspace(child(), root());
    connect(null);
    ofRoot = connect(root());
  }

  private FakeWorker connect(@Nullable String workspace) {
    FakeWorker worker = pinwheel.worker(workspace, SLOTS, manifest);
    workers.add(worker);
    return worker;
  }

  String module() {
    return prefix;
  }

  String root() {
    return prefix + "/root";
  }

  String child() {
    return prefix + "/child";
  }

  private String anyWorkspace() {
    return random.nextInt(3) == 0 ? root() : child();
  }

  /** Plays one command; what is refused counts as played. */
  Move play() {
    List<ExecutionId> computing = RecordedInputs.computing(pinwheel, module());
    int dice = random.nextInt(100);
    try {
      if (computing.isEmpty() || dice < 8) {
        return submit();
      }
      ExecutionId one = computing.get(random.nextInt(computing.size()));
      if (dice < 50) {
        return call(one);
      }
      if (dice < 74) {
        pinwheel.execute(new Command.RecordValue(one, Json.of("" + random.nextInt(2))));
        return Move.ending(one + " returns");
      }
      if (dice < 78) {
        pinwheel.execute(new Command.RecordFailure(one, Failure.of("Oops", "no luck")));
        return Move.ending(one + " fails");
      }
      if (dice < 86) {
        return await(one);
      }
      if (dice < 91) {
        pinwheel.rerun(anyWorkspace(), one.step());
        return Move.adding("re-run of " + one.step());
      }
      if (dice < 96) {
        return drainOrReplace();
      }
      pinwheel.advance(Duration.ofSeconds(40));
      return Move.adding("40 s pass");
    } catch (Rejection refused) {
      return Move.adding("refused: " + refused.getMessage());
    }
  }

  private Move submit() {
    String workspace = anyWorkspace();
    pinwheel.execute(
        new Command.SubmitRun(workspace, prefix, "flow", arguments(), null, null, ACTOR));
    return Move.adding("flow is submitted in " + workspace);
  }

  private Move call(ExecutionId caller) {
    int number = calls.merge(caller, 1, Integer::sum);
    String task = TASKS.get(random.nextInt(TASKS.size()));
    List<Json> arguments = arguments();
    boolean blocking = random.nextBoolean();
    Command.Called called =
        pinwheel.execute(
            new Command.CallTarget(
                caller, number, prefix, task, arguments, TargetOptions.NONE, null, blocking));
    if (!blocking) {
      submitted.computeIfAbsent(caller, none -> new ArrayList<>()).add(called.execution());
    }
    return new Move(
        "%s calls %s%s%s: %s"
            .formatted(caller, task, arguments, blocking ? " and waits" : "", called),
        caller,
        called,
        true);
  }

  private Move await(ExecutionId execution) {
    List<ExecutionId> handles = submitted.getOrDefault(execution, List.of());
    if (!handles.isEmpty()) {
      ExecutionId awaited = handles.get(random.nextInt(handles.size()));
      pinwheel.execute(new Command.Resolve(execution, awaited));
      return Move.adding("%s waits for %s".formatted(execution, awaited));
    }
    return Move.adding(execution + " has nothing to wait for");
  }

  private Move drainOrReplace() {
    if (random.nextBoolean()) {
      pinwheel.drain(ofRoot);
      return Move.adding("the worker of the root drains");
    }
    ofRoot = connect(root());
    return Move.adding("another worker of the root connects");
  }

  private List<Json> arguments() {
    return List.of(Json.of("" + random.nextInt(2)), Json.of("" + random.nextInt(2)));
  }

  @Override
  public void close() {
    pinwheel.archive(child());
    pinwheel.archive(root());
    workers.forEach(pinwheel::closeSession);
  }
}
