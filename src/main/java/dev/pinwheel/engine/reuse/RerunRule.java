package dev.pinwheel.engine.reuse;

import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.model.WorkspaceName;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Decides where a step may be re-run (F2). */
public final class RerunRule {

  private RerunRule() {}

  /**
   * Checks that the step may be re-run in the workspace whose chain this is: its origin must be in
   * it; what is not visible does not exist.
   *
   * @param executed where the executions of the step ran, oldest first
   * @param names of workspaces; empty for one that the requesting user must not see (A4)
   * @throws Rejection (not found, invalid state)
   */
  public static void check(
      StepId step,
      WorkspaceChain chain,
      List<WorkspaceId> executed,
      Function<WorkspaceId, Optional<WorkspaceName>> names) {
    if (executed.stream().noneMatch(chain::contains)) {
      throw Rejection.notFound(
          "There is no step %s that '%s' can see.".formatted(step, chain.self().name()));
    }
    WorkspaceId origin = executed.getFirst();
    if (!chain.contains(origin)) {
      throw Rejection.invalidState(
          "Expected to re-run step %s in '%s', but '%s' does not descend from %s where it was called."
              .formatted(
                  step,
                  chain.self().name(),
                  chain.self().name(),
                  names.apply(origin).map("'%s',"::formatted).orElse("the workspace")));
    }
  }

  /**
   * Checks that a step may be forced with the re-run of another (F10).
   *
   * @throws Rejection (invalid argument) when it is of another run
   */
  public static void checkSameRun(StepId rerun, StepId alsoForced) {
    if (!alsoForced.run().equals(rerun.run())) {
      throw Rejection.invalidArgument(
          "Only steps of %s can be forced with this re-run, but %s is of another run."
              .formatted(rerun.run(), alsoForced));
    }
  }
}
