package dev.pinwheel.engine.history;

import dev.pinwheel.engine.history.HistoryTarget.Memo;
import dev.pinwheel.engine.history.ModelState.Exec;
import dev.pinwheel.engine.history.ModelState.Run;
import dev.pinwheel.engine.history.ModelState.Space;
import dev.pinwheel.engine.history.ModelState.Step;
import dev.pinwheel.model.WorkspaceState;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns dice into a move that makes sense in the state of the model, or into none. */
final class Moves {

  private static final int MOST_SPACES = 6;
  private static final List<List<Integer>> ARGUMENTS =
      List.of(List.of(1, 1), List.of(1, 2), List.of(2, 1));
  private static final int[] SECONDS = {5, 30, 61};

  private final ModelState modelState;

  Moves(ModelState modelState) {
    this.modelState = modelState;
  }

  Optional<Move> of(Dice dice) {
    if (modelState.runs.isEmpty()) {
      return Optional.of(submit(dice));
    }
    int kind = dice.kind() % 100;
    if (kind < 4) {
      return createSpace(dice);
    } else if (kind < 7) {
      return changeBase(dice);
    } else if (kind < 9) {
      return Optional.of(new Move.Pause(space(dice.a())));
    } else if (kind < 13) {
      return pick(spaces(WorkspaceState.PAUSED), dice.a()).map(Move.Resume::new);
    } else if (kind < 14) {
      return Optional.of(new Move.Archive(space(dice.a())));
    } else if (kind < 18) {
      return Optional.of(submit(dice));
    } else if (kind < 53) {
      return call(dice);
    } else if (kind < 73) {
      return complete(dice);
    } else if (kind < 78) {
      return pick(busy(), dice.a()).map(Move.Throw::new);
    } else if (kind < 83) {
      return await(dice);
    } else if (kind < 95) {
      return rerun(dice);
    } else if (kind < 96) {
      return Optional.of(new Move.CancelRun(space(dice.a()), run(dice.b())));
    } else if (kind < 98) {
      return pick(modelState.execs, dice.a())
          .map(exec -> new Move.CancelExec(dice.c() % 4 == 0 ? space(dice.b()) : exec.space, exec));
    }
    return Optional.of(new Move.Advance(SECONDS[dice.a() % SECONDS.length]));
  }

  // ---------------------------------------------------------------- workspaces

  private Optional<Move> createSpace(Dice dice) {
    int count = modelState.spaces.size();
    return count == MOST_SPACES
        ? Optional.empty()
        : Optional.of(
            new Move.CreateSpace("w" + count, dice.b() % 8 == 0 ? null : space(dice.a())));
  }

  private Optional<Move> changeBase(Dice dice) {
    Space base = dice.c() % 6 == 0 ? null : space(dice.b());
    return Optional.of(new Move.ChangeBase(space(dice.a()), base));
  }

  private Space space(int die) {
    return modelState.spaces.get(die % modelState.spaces.size());
  }

  private List<Space> spaces(WorkspaceState state) {
    return modelState.spaces.stream().filter(space -> space.state == state).toList();
  }

  // ---------------------------------------------------------------- runs

  private Move submit(Dice dice) {
    HistoryTarget workflow =
        dice.b() % 3 == 0 ? HistoryTarget.MEMO_WORKFLOW : HistoryTarget.WORKFLOW;
    return new Move.Submit(space(dice.a()), workflow, arguments(dice.c()), memo(dice.d()));
  }

  private Run run(int die) {
    return modelState.runs.get(die % modelState.runs.size());
  }

  private static List<Integer> arguments(int die) {
    return ARGUMENTS.get(die % ARGUMENTS.size());
  }

  /** Mostly unset. */
  private static @Nullable Memo memo(int die) {
    return switch (die % 10) {
      case 0, 1 -> Memo.ALL;
      case 2 -> Memo.OFF;
      default -> null;
    };
  }

  // ---------------------------------------------------------------- executions

  /** What a worker computes: it has got them, and they wait for nothing. */
  private List<Exec> busy() {
    return modelState.execs.stream()
        .filter(exec -> exec.isOpen() && exec.assigned && !exec.isBlocked())
        .toList();
  }

  private Optional<Move> call(Dice dice) {
    List<Exec> callers =
        dice.d() % 40 == 0
            ? modelState.execs.stream().filter(exec -> exec.assigned).toList()
            : busy();
    HistoryTarget[] targets = HistoryTarget.values();
    return pick(callers, dice.a())
        .map(caller -> {
          HistoryTarget target = targets[dice.b() % targets.length];
          boolean timed = caller.underTimed || caller.step.target == HistoryTarget.TIMED;
          return new Move.MakeCall(
              caller,
              // Two timeouts at one instant, one below the other, may come in either order.
              timed && target == HistoryTarget.TIMED ? HistoryTarget.PLAIN : target,
              arguments(dice.c()),
              memo(dice.d() / 2),
              dice.d() % 2 == 0);
        });
  }

  /** Mostly what computes; sometimes what has ended already. */
  private Optional<Move> complete(Dice dice) {
    List<Exec> execs =
        dice.c() % 20 == 0
            ? modelState.execs.stream().filter(exec -> exec.assigned).toList()
            : busy();
    return pick(execs, dice.a()).map(exec -> new Move.Return(exec, dice.b() % 3));
  }

  /** Something that it called, or sees in its run. */
  private Optional<Move> await(Dice dice) {
    return pick(busy(), dice.a())
        .flatMap(exec -> {
          Stream<Exec> called = exec.calls.stream().map(ModelState.Call::callee);
          Stream<Exec> seen =
              modelState.execs.stream()
                  .filter(other -> other.step.run == exec.step.run && exec.space.sees(other));
          return pick(dice.c() % 2 == 0 ? called.toList() : seen.toList(), dice.b())
              .map(other -> new Move.Await(exec, other));
        });
  }

  private Optional<Move> rerun(Dice dice) {
    Run run = run(dice.b());
    Space space = space(dice.a());
    return pick(run.steps, dice.c() % 3 == 0 ? 0 : dice.c())
        .map(step ->
            new Move.RerunStep(
                space,
                step,
                dice.d() % 3 == 0,
                dice.d() % 4 == 0 ? listed(run, space, dice.d()) : Set.of(),
                memo(dice.d() / 5)));
  }

  private static Set<Step> listed(Run run, Space space, int die) {
    List<Step> eligible =
        run.steps.stream().filter(step -> space.chain().contains(step.origin())).toList();
    Set<Step> listed = new LinkedHashSet<>();
    pick(eligible, die / 7).ifPresent(listed::add);
    pick(eligible, die / 11).ifPresent(listed::add);
    return listed;
  }

  private static <T> Optional<T> pick(List<T> of, int die) {
    return of.isEmpty() ? Optional.empty() : Optional.of(of.get(die % of.size()));
  }
}
