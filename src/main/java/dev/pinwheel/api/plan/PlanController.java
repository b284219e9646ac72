package dev.pinwheel.api.plan;

import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.api.parameter.Callers;
import dev.pinwheel.api.parameter.IdParser;
import dev.pinwheel.api.parameter.ViewpointResolver;
import dev.pinwheel.api.value.MemoJson;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.plan.PlanChoices;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Plans of re-runs, before and after. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Plans", description = "What a re-run would do, and whether it did.")
final class PlanController {

  private final ReadModels reads;
  private final ViewpointResolver places;
  private final Callers callers;
  private final InstantSource clock;

  PlanController(ReadModels reads, ViewpointResolver places, Callers callers, InstantSource clock) {
    this.reads = reads;
    this.places = places;
    this.callers = callers;
    this.clock = clock;
  }

  @GetMapping("/steps/{step}/plan")
  @Needs(Permission.VIEW)
  @Operation(
      summary = "Plan a re-run of a step in the workspace",
      description =
          "A prediction from the last call tree. Executes and writes nothing; refused for the same reasons as the re-run.")
  PlanJson plan(
      @PathVariable String step,
      @RequestParam String workspace,
      @Parameter(description = "Calls without a memo key reuse earlier successes, too")
          @RequestParam(defaultValue = "false")
          boolean reuseSuccesses,
      @Parameter(description = "Steps of the run that execute again when they are called")
          @RequestParam(defaultValue = "")
          List<String> alsoForce,
      @Parameter(description = "Overrides the memo option of every call: off, all or names")
          @RequestParam(required = false)
          @Nullable List<String> memo) {
    PlanChoices choices =
        new PlanChoices(
            reuseSuccesses, steps(alsoForce), memo == null ? null : MemoJson.parse(memo));
    return PlanJson.of(
        reads.plans().plan(places.get(workspace), IdParser.step(step), choices, callers.sight()),
        clock.instant());
  }

  private static Set<StepId> steps(List<String> ids) {
    return ids.stream().map(IdParser::step).collect(Collectors.toSet());
  }

  @GetMapping("/executions/{execution}/plan")
  @Needs(Permission.VIEW)
  @Operation(
      summary = "Compare what was planned of a re-run with what happened",
      description = "Not found when the execution does not belong to a planned re-run.")
  PlanComparisonJson comparison(@PathVariable String execution, @RequestParam String workspace) {
    return reads
        .plans()
        .find(places.get(workspace), IdParser.execution(execution))
        .map(PlanComparisonJson::of)
        .orElseThrow(() ->
            Rejection.notFound(
                "%s sees no plan of %s. Only a re-run that was planned first has one."
                    .formatted(workspace, execution)));
  }
}
