package dev.pinwheel.query.plan;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;

import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.FakeWorker;
import dev.pinwheel.testing.Scripted;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/**
 * Three workspaces, a worker and a nightly run for the tests of plans, and shorthands for queries.
 */
abstract class PlanFixture {

  FakeWorker worker;

  @BeforeEach
  void workspaces(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    pinwheel.workspace("development", "production");
    pinwheel.workspace("staging", "production");
    worker =
        pinwheel.embeddedWorker(
            workflow("nightly"),
            workflow("weekly"),
            task("summarise", "day"),
            task("loadTable", "day").memo(),
            task("parseRules", "text"),
            task("readRules", "text").memo(),
            task("rates", "day").cached(),
            task("notifyOnce", "text").memo(),
            task("unsteady", "day").retries(3));
  }

  /** summarise calls loadTable (6 s), then parseRules, which calls readRules, then notifyOnce. */
  record Nightly(Scripted nightly, Scripted summarise, Scripted load) {}

  static Nightly play(EngineFixture pinwheel) {
    Scripted nightly = pinwheel.submit("production", "nightly").running();
    Scripted.Calling summarising = nightly.awaits("summarise", "monday");
    Scripted summarise = summarising.running();
    Scripted.Calling loading = summarise.awaits("loadTable", "monday");
    Scripted load = loading.running();
    pinwheel.advance(Duration.ofSeconds(6));
    load.returns("table");
    Scripted.Calling parsing = summarise.awaits("parseRules", "rules");
    parsing.running().awaits("readRules", "rules").returning("read");
    parsing.running().returns("parsed");
    summarise.awaits("notifyOnce", "done").returning(1);
    summarise.returns("sunny");
    nightly.returns("done");
    return new Nightly(nightly, summarise, load);
  }

  static RerunPlan plan(EngineFixture pinwheel, String workspace, StepId step) {
    return plan(pinwheel, workspace, step, PlanChoices.PLAIN);
  }

  static RerunPlan plan(
      EngineFixture pinwheel, String workspace, StepId step, PlanChoices choices) {
    ReadModels reads = pinwheel.reads();
    return reads.plans().plan(reads.viewpoints().get(workspace, Sight.EVERYTHING), step, choices);
  }

  /** Re-runs a step as it was planned, and records the plan with the re-run. */
  static Scripted rerunAsPlanned(EngineFixture pinwheel, RerunPlan plan) {
    PlanChoices choices = plan.choices();
    return pinwheel
        .scripted(
            pinwheel.execute(
                new Command.RerunStep(
                    plan.workspace().value(),
                    plan.step(),
                    choices.reuseSuccesses(),
                    choices.alsoForce(),
                    choices.memo(),
                    null,
                    Actor.LOCAL,
                    plan.summary())))
        .running();
  }

  static List<String> targets(RerunPlan plan, PlanClass planned) {
    return plan.calls().stream()
        .filter(call -> call.planned() == planned)
        .map(PlannedCall::target)
        .toList();
  }
}
