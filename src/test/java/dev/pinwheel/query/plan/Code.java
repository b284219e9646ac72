package dev.pinwheel.query.plan;

import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.SessionId;
import dev.pinwheel.testing.AutoWorker;
import dev.pinwheel.testing.CallSpec;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.TargetSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Deterministic code, another one for each seed: what a target does, and what it returns, follows
 * from its arguments, and of a memoized one from those in its key. Thread-safe.
 */
final class Code {

  static final String WORKFLOW = "root";
  static final int DEPTH = 4;

  /** How long the cache keeps a result of {@code brief}. */
  static final Duration BRIEF = Duration.ofMinutes(10);

  static final TargetSpec[] TARGETS = {
    TargetSpec.workflow(WORKFLOW, "seed", "level", "x"),
    TargetSpec.task("plain", "seed", "level", "x"),
    TargetSpec.task("other", "seed", "level", "x"),
    TargetSpec.task("memoized", "seed", "level", "x").memo(),
    TargetSpec.task("byLevel", "seed", "level", "x").memoBy("seed", "level"),
    TargetSpec.task("once", "seed", "level", "x").memoBy(),
    TargetSpec.task("off", "seed", "level", "x").memoOff(),
    TargetSpec.task("cached", "seed", "level", "x").cached(),
    TargetSpec.task("brief", "seed", "level", "x").cachedFor(BRIEF),
    TargetSpec.task("cachedMemo", "seed", "level", "x").memo().cached()
  };

  /**
   * The same code with other options. What it does still follows from the arguments in the key; a
   * finer key for {@code byLevel} would execute calls of which only others, outside of the key, are
   * known, and no plan can be sure of what those call.
   */
  static final TargetSpec[] NEWER_TARGETS = {
    TargetSpec.workflow(WORKFLOW, "seed", "level", "x"),
    TargetSpec.task("plain", "seed", "level", "x").memo(),
    TargetSpec.task("other", "seed", "level", "x").cached(),
    TargetSpec.task("memoized", "seed", "level", "y").memo(),
    TargetSpec.task("byLevel", "seed", "level", "y").memoBy("level", "seed"),
    TargetSpec.task("once", "seed", "level", "x").memoOff(),
    TargetSpec.task("off", "seed", "level", "x"),
    TargetSpec.task("cached", "seed", "level", "x"),
    TargetSpec.task("brief", "seed", "level", "x").cachedFor(BRIEF.multipliedBy(2)),
    TargetSpec.task("cachedMemo", "seed", "level", "x").cached()
  };

  private static final List<String> CALLED =
      List.of(
          "plain",
          "plain",
          "other",
          "memoized",
          "memoized",
          "memoized",
          "byLevel",
          "once",
          "off",
          "cached",
          "brief",
          "cachedMemo");

  private final Set<ExecutionId> played = ConcurrentHashMap.newKeySet();

  private final AutoWorker worker;
  private @Nullable SessionId session;

  /** Target and those arguments that matter to what it does. */
  static String describe(CallSpec call) {
    int matter =
        switch (call.target()) {
          case "once" -> 0;
          case "byLevel" -> 2;
          default -> 3;
        };
    return call.target() + call.arguments().subList(0, matter);
  }

  /** Half of the seeds have calls that run at the same time. */
  static boolean isParallel(long seed) {
    return seed % 2 == 1;
  }

  Code(AutoWorker worker) {
    this.worker = worker;
    for (TargetSpec target : TARGETS) {
      worker.plays(target.name(), task -> play(target.name(), task));
    }
  }

  /** A worker with these options takes the place of the one before. */
  void declare(EngineFixture pinwheel, TargetSpec... targets) {
    if (session != null) {
      pinwheel.execute(new WorkerCommand.CloseSession(session));
    }
    session =
        worker.open("auto", null, 1000, TargetSpec.manifest(EngineFixture.MODULE, "v1", targets));
  }

  /** Whether a worker has had it; else the cache answered it. */
  boolean hasPlayed(ExecutionId execution) {
    return played.contains(execution);
  }

  private int play(String target, AutoWorker.Playing task) {
    int seed = task.number(0);
    int level = task.number(1);
    int x = task.number(2);
    played.add(task.id());
    return switch (target) {
      case "once" -> 1;
      case "byLevel" -> new Body(task, new Random(hash(target, seed, level, 0))).play(level);
      default -> new Body(task, new Random(hash(target, seed, level, x))).play(level);
    };
  }

  private static long hash(String target, int seed, int level, int x) {
    return Objects.hash(target, seed, level, x) * 0x9E3779B97F4A7C15L;
  }

  /** One execution. */
  private record Body(AutoWorker.Playing task, Random dice) {

    int play(int level) {
      boolean parallel = isParallel(task.number(0));
      List<ExecutionId> handles = new ArrayList<>();
      int sum = dice.nextInt(3);
      int calls = level == 0 ? 0 : dice.nextInt(5);
      for (int i = 0; i < calls; i++) {
        boolean handle = dice.nextBoolean() && parallel;
        boolean careless = dice.nextInt(3) == 0;
        CallSpec call = call(level - 1, sum);
        if (handle) {
          handles.add(task.submit(call.target(), call.arguments().toArray()));
        } else {
          sum += careless ? number(task, call) : carefully(task, call);
        }
      }
      for (ExecutionId handle : handles) {
        sum += Integer.parseInt(task.resolve(handle).toString());
      }
      if (!parallel && dice.nextInt(8) == 0) {
        throw new IllegalStateException("unlucky");
      }
      return sum % 3;
    }

    private CallSpec call(int level, int sum) {
      String target = CALLED.get(dice.nextInt(CALLED.size()));
      int x = dice.nextBoolean() ? dice.nextInt(2) : sum % 2;
      CallSpec call = CallSpec.call(target, task.number(0), level, x);
      return switch (dice.nextInt(12)) {
        case 0 -> call.memoOff();
        case 1 -> call.memo();
        default -> call;
      };
    }

    private static int carefully(AutoWorker.Playing task, CallSpec call) {
      try {
        return number(task, call);
      } catch (AutoWorker.CallFailed failed) {
        return 1;
      }
    }

    private static int number(AutoWorker.Playing task, CallSpec call) {
      return Integer.parseInt(task.call(call).toString());
    }
  }
}
