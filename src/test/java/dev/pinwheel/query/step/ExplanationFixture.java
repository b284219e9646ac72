package dev.pinwheel.query.step;

import static dev.pinwheel.testing.CallSpec.call;
import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.FakeWorker;
import dev.pinwheel.testing.Scripted;
import dev.pinwheel.testing.TargetSpec;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;

/**
 * Targets, two workspaces and a worker for the tests of explanations, and shorthands for queries.
 */
abstract class ExplanationFixture {

  private static final TargetSpec[] TARGETS = {
    workflow("welcome", "userId"),
    workflow("welcomeMemoized", "userId").memo(),
    workflow("report", "userId"),
    task("fetchUser", "userId").memo(),
    task("fetchPlan", "userId").cached(),
    task("sendEmail", "userId"),
    task("sendNotification", "userId"),
    task("audit", "userId").memoOff(),
    task("render", "user").memo(),
    task("ping", "n").memo(),
    task("pong", "n").memo(),
    task("applyConfiguration", "machineId", "config").memoBy("machineId"),
  };

  EngineFixture engine;
  FakeWorker worker;

  @BeforeEach
  void workspaces(EngineFixture pinwheel) {
    engine = pinwheel;
    pinwheel.workspace("production");
    pinwheel.workspace("development", "production");
    worker = pinwheel.embeddedWorker(TARGETS);
  }

  Explanation explain(String workspace, ExecutionId execution) {
    ReadModels reads = engine.reads();
    return reads.explanations().get(reads.viewpoints().get(workspace, Sight.EVERYTHING), execution);
  }

  Explanation explain(Scripted.Calling call) {
    return explain("production", call.id());
  }

  /** What the call of a caller saw that landed on this execution. */
  Lookup reuse(String workspace, Scripted caller, Scripted.Calling call) {
    return explain(workspace, call.id()).reuses().stream()
        .filter(lookup -> lookup.caller().equals(caller.id()))
        .findFirst()
        .orElseThrow();
  }

  static Lookup made(Explanation explanation) {
    return Objects.requireNonNull(explanation.lookup());
  }

  static List<String> considered(Lookup lookup) {
    return lookup.candidates().stream()
        .map(candidate ->
            "%s %s in %s: %s"
                .formatted(
                    candidate.execution(),
                    candidate.outcome(),
                    candidate.workspace(),
                    candidate.reason().word()))
        .toList();
  }

  Scripted welcome() {
    return engine.submit("production", "welcome", "u1").running();
  }
}
