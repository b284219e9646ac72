package dev.pinwheel.api.step;

import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.api.parameter.Callers;
import dev.pinwheel.api.parameter.IdParser;
import dev.pinwheel.api.parameter.ViewpointResolver;
import dev.pinwheel.api.value.MemoJson;
import dev.pinwheel.engine.Engine;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.PlanSummary;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.plan.PlanChoices;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.view.Viewpoint;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;

/** Steps: calls of targets inside a run. */
@RestController
@RequestMapping(path = "/api/v1/steps/{step}", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Steps", description = "Calls of targets inside a run.")
final class StepController {

  private final Engine engine;
  private final ReadModels reads;
  private final Callers callers;
  private final ViewpointResolver places;
  private final InstantSource clock;

  StepController(
      Engine engine,
      ReadModels reads,
      ViewpointResolver places,
      InstantSource clock,
      Callers callers) {
    this.callers = callers;
    this.engine = engine;
    this.reads = reads;
    this.places = places;
    this.clock = clock;
  }

  @GetMapping
  @Needs(Permission.VIEW)
  @Operation(summary = "Read the current execution of a step")
  StepJson get(@PathVariable String step, @RequestParam String workspace) {
    return StepJson.of(node(places.get(workspace), IdParser.step(step)), clock.instant());
  }

  @GetMapping("/memo")
  @Needs(Permission.VIEW)
  @Operation(
      summary = "Read how a step is memoized",
      description =
          "Of its current execution. An earlier execution has the same in its field memo.")
  MemoDecisionJson memo(@PathVariable String step, @RequestParam String workspace) {
    return MemoDecisionJson.of(
        reads.executions().getCurrent(places.get(workspace), IdParser.step(step)));
  }

  @GetMapping("/explanation")
  @Needs(Permission.VIEW)
  @Operation(
      summary = "Read why a step executed, and why calls reused it",
      description =
          "Of its current execution: what the lookup of each call found at the time, and why it reused the execution or not.")
  ExplanationJson explanation(@PathVariable String step, @RequestParam String workspace) {
    return ExplanationJson.of(
        reads.explanations().getCurrent(places.get(workspace), IdParser.step(step)));
  }

  @GetMapping("/rerun-places")
  @Needs(Permission.VIEW)
  @Operation(summary = "List where a step may be re-run, and why not elsewhere")
  RerunPlacesJson rerunPlaces(@PathVariable String step, @RequestParam String workspace) {
    return RerunPlacesJson.of(
        reads
            .rerunPlaces()
            .list(places.get(workspace), IdParser.step(step), callers.rerunPermit()));
  }

  @PostMapping("/rerun")
  @Needs(Permission.RERUN_STEP)
  @ApiResponse(responseCode = "201", description = "The new execution")
  @Operation(
      summary = "Re-run a step in the workspace",
      description =
          "Forces a new execution, whatever is memoized or cached. Its callers are not run; they become stale.")
  ResponseEntity<RerunAnswerJson> rerun(
      @PathVariable String step,
      @RequestParam String workspace,
      @RequestBody(required = false) @Nullable RerunRequestJson request) {
    RerunRequestJson rerun = request == null ? RerunRequestJson.PLAIN : request;
    ExecutionId forced =
        engine.execute(
            new Command.RerunStep(
                workspace,
                IdParser.step(step),
                Boolean.TRUE.equals(rerun.reuseSuccesses()),
                rerun.steps(),
                MemoJson.read(rerun.memo()),
                rerun.reason(),
                callers.current(),
                plan(workspace, IdParser.step(step), rerun)));
    URI location =
        UriComponentsBuilder.fromPath("/api/v1/executions/{execution}")
            .queryParam(ViewpointResolver.PARAMETER, "{workspace}")
            .build(forced, workspace);
    return ResponseEntity.created(location).body(new RerunAnswerJson(forced.toString()));
  }

  /** What is recorded with the re-run; null when no plan was asked for. */
  private @Nullable PlanSummary plan(String workspace, StepId step, RerunRequestJson rerun) {
    if (!Boolean.TRUE.equals(rerun.plan())) {
      return null;
    }
    PlanChoices choices =
        new PlanChoices(
            Boolean.TRUE.equals(rerun.reuseSuccesses()),
            rerun.steps(),
            MemoJson.read(rerun.memo()));
    return reads.plans().plan(places.get(workspace), step, choices, callers.sight()).summary();
  }

  /** In the call tree, else among the steps that only earlier attempts called. */
  private StepNode node(Viewpoint viewpoint, StepId step) {
    return reads
        .trees()
        .load(viewpoint, step.run())
        .find(step)
        .or(() -> reads.trees().loadWithEarlierSteps(viewpoint, step.run()).find(step))
        .orElseThrow(
            () -> Rejection.notFound("%s cannot see %s.".formatted(viewpoint.name(), step)));
  }

  /**
   * How to re-run a step.
   *
   * @param reason for those who look at it later; at most 2000 characters
   * @param reuseSuccesses calls without a memo key reuse earlier successes, too
   * @param alsoForce steps of the run that execute again when they are called
   * @param memo overrides the memo option of every call in this re-run: off, all or names
   * @param plan whether to plan it and to record the plan with it
   */
  @Schema(name = "RerunRequest")
  record RerunRequestJson(
      @Nullable String reason,
      @Nullable Boolean reuseSuccesses,
      @Schema(example = "[\"R7K2:5\"]") @Nullable List<String> alsoForce,
      @Schema(implementation = Object.class, example = "all") @Nullable JsonNode memo,
      @Nullable Boolean plan) {

    static final RerunRequestJson PLAIN = new RerunRequestJson(null, null, null, null, null);

    private Set<StepId> steps() {
      return alsoForce == null
          ? Set.of()
          : alsoForce.stream().map(IdParser::step).collect(Collectors.toSet());
    }
  }

  /** The new execution. */
  @Schema(name = "RerunAnswer")
  record RerunAnswerJson(@Schema(example = "R7K2:3:2") String execution) {}
}
