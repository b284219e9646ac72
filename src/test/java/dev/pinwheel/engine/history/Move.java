package dev.pinwheel.engine.history;

import dev.pinwheel.engine.history.HistoryTarget.Memo;
import dev.pinwheel.engine.history.ModelState.Exec;
import dev.pinwheel.engine.history.ModelState.Run;
import dev.pinwheel.engine.history.ModelState.Space;
import dev.pinwheel.engine.history.ModelState.Step;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A command of a history, in the words of the model. */
sealed interface Move {

  record CreateSpace(String name, @Nullable Space base) implements Move {}

  record ChangeBase(Space space, @Nullable Space base) implements Move {}

  record Pause(Space space) implements Move {}

  record Resume(Space space) implements Move {}

  record Archive(Space space) implements Move {}

  record Submit(Space space, HistoryTarget workflow, List<Integer> arguments, @Nullable Memo memo)
      implements Move {}

  record MakeCall(
      Exec caller,
      HistoryTarget target,
      List<Integer> arguments,
      @Nullable Memo memo,
      boolean blocking)
      implements Move {}

  record Await(Exec exec, Exec awaited) implements Move {}

  record Return(Exec exec, int value) implements Move {}

  record Throw(Exec exec) implements Move {}

  record RerunStep(
      Space space, Step step, boolean reuseSuccesses, Set<Step> alsoForce, @Nullable Memo memo)
      implements Move {}

  record CancelRun(Space space, Run run) implements Move {}

  record CancelExec(Space space, Exec exec) implements Move {}

  record Advance(int seconds) implements Move {}
}
