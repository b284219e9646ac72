package dev.pinwheel.query.plan;

import dev.pinwheel.model.ExecutionId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a re-run did, sorted by the definition of the three classes, from the calls alone: a reused
 * call was certain when its caller's arguments were, and nothing before it in the same caller ran
 * or was itself uncertain.
 */
final class Happened {

  final List<ExecutionId> ran = new ArrayList<>();
  final List<ExecutionId> reusedForSure = new ArrayList<>();
  final List<ExecutionId> reusedOtherwise = new ArrayList<>();

  private final CallLog log;
  private final Set<ExecutionId> there;

  private Happened(CallLog log, Set<ExecutionId> before) {
    this.log = log;
    this.there = new HashSet<>(before);
  }

  /**
   * @param before the executions there were before the re-run
   */
  static Happened of(CallLog log, ExecutionId rerun, Set<ExecutionId> before) {
    Happened happened = new Happened(log, before);
    happened.there.add(rerun);
    happened.run(rerun, true);
    return happened;
  }

  private void run(ExecutionId execution, boolean argumentsCertain) {
    ran.add(execution);
    boolean certain = argumentsCertain;
    for (ExecutionId callee : log.calls(execution)) {
      if (there.add(callee)) {
        run(callee, certain);
        certain = false;
      } else if (certain) {
        reusedForSure.add(callee);
      } else {
        reusedOtherwise.add(callee);
      }
    }
  }
}
