package dev.pinwheel.testing;

import dev.pinwheel.engine.Engine;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;
import java.util.stream.Stream;

/** A run that real workers play, and how it ends. */
@SuppressWarnings("NullAway") // what is null by mistake fails the test
public record SubmittedRun(EngineFixture harness, String workspace, RunId run) {

  /** Submits a workflow in {@code production}. */
  public static SubmittedRun of(
      EngineFixture harness, String module, String workflow, String... arguments) {
    Engine engine = harness.engine();
    RunId run =
        engine
            .execute(
                new Command.SubmitRun(
                    "production",
                    module,
                    workflow,
                    Stream.of(arguments).map(Json::of).toList(),
                    null,
                    null,
                    Actor.LOCAL))
            .run();
    return new SubmittedRun(harness, "production", run);
  }

  public ExecutionId root() {
    return new ExecutionId(new StepId(run, 1), 1);
  }

  /** The value of the run, once it is there. */
  public String value() {
    ResultKind kind = awaitEnd();
    if (kind != ResultKind.VALUE) {
      throw new AssertionError(run + " " + kind.word() + ": " + failureMessage());
    }
    return reads().executions().loadResult(viewpoint(), root()).toString();
  }

  /** The message of the failure in which the run ends. */
  public String failure() {
    ResultKind kind = awaitEnd();
    if (kind == ResultKind.VALUE) {
      throw new AssertionError(run + " did not fail");
    }
    return failureMessage();
  }

  private String failureMessage() {
    return String.valueOf(reads().executions().get(viewpoint(), root()).failure().message());
  }

  /** How step 1 ended, once it has. */
  public ResultKind awaitEnd() {
    harness
        .changes()
        .awaitUntil("the end of " + run, () -> harness.facts().kindOf(root()).isPresent());
    return harness.facts().kindOf(root()).orElseThrow();
  }

  private ReadModels reads() {
    return harness.reads();
  }

  private Viewpoint viewpoint() {
    return reads().viewpoints().get(workspace, Sight.EVERYTHING);
  }
}
