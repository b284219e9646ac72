package dev.pinwheel.engine.history;

import dev.pinwheel.engine.history.HistoryTarget.Memo;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.WorkspaceState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The state of the model: plain objects that only {@link Model} changes. */
final class ModelState {

  final List<Space> spaces = new ArrayList<>();
  final List<Run> runs = new ArrayList<>();

  /** In the order in which they came to be. */
  final List<Exec> execs = new ArrayList<>();

  long nowSeconds;

  /** A workspace. */
  static final class Space {
    final String name;
    @Nullable Space base;
    WorkspaceState state = WorkspaceState.ACTIVE;

    Space(String name, @Nullable Space base) {
      this.name = name;
      this.base = base;
    }

    /** Nearest first. */
    List<Space> chain() {
      List<Space> chain = new ArrayList<>();
      for (Space space = this; space != null; space = space.base) {
        chain.add(space);
      }
      return chain;
    }

    boolean sees(Exec exec) {
      return chain().contains(exec.space);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static final class Run {
    final int number;
    final HistoryTarget workflow;
    final @Nullable Memo memoDefault;
    final List<Step> steps = new ArrayList<>();

    Run(int number, HistoryTarget workflow, @Nullable Memo memoDefault) {
      this.number = number;
      this.workflow = workflow;
      this.memoDefault = memoDefault;
    }

    @Override
    public String toString() {
      return "run" + number;
    }
  }

  static final class Step {
    final Run run;
    final int number;
    final HistoryTarget target;
    final List<Integer> arguments;
    final @Nullable List<Object> memoKey;

    /** Oldest first. */
    final List<Exec> execs = new ArrayList<>();

    Step(
        Run run,
        int number,
        HistoryTarget target,
        List<Integer> arguments,
        @Nullable List<Object> memoKey) {
      this.run = run;
      this.number = number;
      this.target = target;
      this.arguments = arguments;
      this.memoKey = memoKey;
    }

    Space origin() {
      return execs.getFirst().space;
    }

    @Override
    public String toString() {
      return run + "." + number + target.targetName() + arguments;
    }
  }

  /** What a re-run asked for (F9, F10). */
  static final class Rerun {
    final boolean reuseSuccesses;
    final Set<Step> alsoForce;
    final @Nullable Memo memo;

    /** The execution that each listed step got in this re-run. */
    final Map<Step, Exec> forced = new HashMap<>();

    Rerun(boolean reuseSuccesses, Set<Step> alsoForce, @Nullable Memo memo) {
      this.reuseSuccesses = reuseSuccesses;
      this.alsoForce = alsoForce;
      this.memo = memo;
    }
  }

  record Call(Exec callee, boolean reused) {}

  /** An execution. */
  static final class Exec {
    final int sequence;
    final Step step;
    final int attempt;
    final Space space;

    /** The attempt within its series, from 1 (E3). */
    final int series;

    /** The re-run it belongs to, if any. */
    final @Nullable Rerun rerun;

    /** The execution that forwards to this one as its retry or its started run. */
    final @Nullable Exec predecessor;

    /** Whether the cache is asked before it is dispatched (C2, C3). */
    final boolean asksCache;

    /** Below an execution with a timeout, where no other one may be; see {@link Moves}. */
    final boolean underTimed;

    boolean assigned;
    long deadline = Long.MAX_VALUE;
    @Nullable ResultKind result;
    @Nullable Exec successor;
    int value;
    long endedAt;
    final List<Call> calls = new ArrayList<>();

    /** Everything it blocked for. */
    final Set<Exec> awaited = new LinkedHashSet<>();

    Exec(
        int sequence,
        Step step,
        Space space,
        int series,
        @Nullable Rerun rerun,
        @Nullable Exec predecessor,
        boolean asksCache,
        boolean underTimed) {
      this.sequence = sequence;
      this.step = step;
      this.attempt = step.execs.size() + 1;
      this.space = space;
      this.series = series;
      this.rerun = rerun;
      this.predecessor = predecessor;
      this.asksCache = asksCache;
      this.underTimed = underTimed;
    }

    boolean isOpen() {
      return result == null;
    }

    /** Where forwarding ends, which may be open. */
    Exec end() {
      Exec end = this;
      while (end.successor != null) {
        end = end.successor;
      }
      return end;
    }

    boolean isSettled() {
      return !end().isOpen();
    }

    /** Ended in a value by its outcome. */
    boolean hasValue() {
      return end().result == ResultKind.VALUE;
    }

    /** It blocks for something that has not settled. */
    boolean isBlocked() {
      return isOpen() && awaited.stream().anyMatch(other -> !other.isSettled());
    }

    /** Cached by namespace and arguments (C1). */
    @Nullable List<Object> cacheKey() {
      return step.target.isCached() ? List.of(step.target, step.arguments) : null;
    }

    @Override
    public String toString() {
      return step + "#" + attempt + "@" + space;
    }
  }
}
