package dev.pinwheel.query.plan;

import dev.pinwheel.model.ExecutionId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What a re-run did, sorted by the definition of the three classes, from the calls alone: a reused
 * call was certain when its caller's arguments were, and nothing before it in the same caller ran
 * or was itself uncertain. A call that the cache answered counts as reused.
 */
final class Happened {

  final List<ExecutionId> ran = new ArrayList<>();
  final List<ExecutionId> reusedForSure = new ArrayList<>();
  final List<ExecutionId> reusedOtherwise = new ArrayList<>();

  private final CallLog log;
  private final UnaryOperator<ExecutionId> executed;
  private final Set<ExecutionId> before;
  private final Set<ExecutionId> there;

  private Happened(CallLog log, UnaryOperator<ExecutionId> executed, Set<ExecutionId> before) {
    this.log = log;
    this.executed = executed;
    this.before = before;
    this.there = new HashSet<>(before);
  }

  /**
   * @param executed the execution itself, or the one that the cache answered it with
   * @param before the executions there were before the re-run
   */
  static Happened of(
      CallLog log,
      UnaryOperator<ExecutionId> executed,
      ExecutionId rerun,
      Set<ExecutionId> before) {
    Happened happened = new Happened(log, executed, before);
    happened.there.add(rerun);
    happened.run(rerun, true);
    return happened;
  }

  private void run(ExecutionId execution, boolean argumentsCertain) {
    ran.add(execution);
    boolean certain = argumentsCertain;
    for (ExecutionId callee : log.calls(execution)) {
      boolean made = there.add(callee);
      ExecutionId answer = before.contains(callee) ? callee : executed.apply(callee);
      if (made && answer.equals(callee)) {
        run(callee, certain);
        certain = false;
      } else if (certain) {
        reusedForSure.add(answer);
      } else {
        reusedOtherwise.add(answer);
      }
    }
  }
}
