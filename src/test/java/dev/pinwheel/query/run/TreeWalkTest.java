package dev.pinwheel.query.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.CallKind;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.MemoOrigin;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.StepOptions;
import dev.pinwheel.model.TargetKind;
import dev.pinwheel.model.TargetOptions;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.query.facts.CallFact;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.facts.Facts;
import dev.pinwheel.query.facts.ResultFact;
import dev.pinwheel.query.facts.RunFact;
import dev.pinwheel.query.facts.StepFact;
import dev.pinwheel.query.facts.WorkerSnapshot;
import dev.pinwheel.query.view.Attempt;
import dev.pinwheel.query.view.Staleness;
import dev.pinwheel.query.view.Viewpoint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The pure parts on chains deeper than any stack. */
class TreeWalkTest {

  private static final int DEPTH = 50_000;
  private static final Instant NOW = Instant.EPOCH;
  private static final RunId RUN = new RunId(1);
  private static final Workspace PRODUCTION =
      new Workspace(
          new WorkspaceId(1),
          new WorkspaceName("production"),
          null,
          WorkspaceState.ACTIVE,
          NOW,
          "local");

  @Test // V1, T1
  void aChainOfAnyDepthIsWalkedAndFoundStale() {
    Facts facts = chain();

    CallTreeBuilder builder =
        new CallTreeBuilder(
            facts,
            new WorkerSnapshot(List.of()),
            new CallTreeBuilder.TreeRequest(RUN, PinnedAttempts.NONE, false),
            NOW);
    RunTree tree = builder.build(Map.of(), null, 1);

    assertThat(tree.nodes()).hasSize(DEPTH);
    assertThat(tree.nodes().getLast().depth()).isEqualTo(DEPTH - 1);
    assertThat(tree.root().staleness()).isEqualTo(Staleness.STALE_BELOW);
  }

  /** Every step calls the next; the last one has a newer attempt with another value. */
  private static Facts chain() {
    Facts facts = new Facts(new Viewpoint(new WorkspaceChain(List.of(PRODUCTION))));
    facts.add(new RunFact(RUN, PRODUCTION.id(), "m", "w", null, NOW, "local"));
    for (int number = 1; number <= DEPTH; number++) {
      facts.add(execution(number, number, 1, "old"));
      if (number > 1) {
        facts.add(new CallFact(number - 1, number, 1, CallKind.MADE, 1, null, null, NOW));
      }
    }
    facts.add(execution(DEPTH + 1, DEPTH, 2, "new"));
    return facts;
  }

  private static ExecutionFact execution(long sequence, int step, int attempt, String hash) {
    StepFact fact =
        new StepFact(
            new StepId(RUN, step),
            "m",
            "t",
            TargetKind.TASK,
            null,
            new StepOptions(TargetOptions.NONE, TargetOptions.NONE, MemoOrigin.NONE, List.of()),
            null);
    return new ExecutionFact(
        sequence,
        new ExecutionId(fact.id(), attempt),
        fact,
        PRODUCTION,
        0,
        Attempt.Cause.CALL,
        1,
        null,
        null,
        NOW,
        NOW,
        null,
        new ResultFact(ResultKind.VALUE, null, hash, null, null, null, NOW),
        null);
  }
}
