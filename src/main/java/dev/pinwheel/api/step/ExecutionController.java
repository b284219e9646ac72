package dev.pinwheel.api.step;

import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.api.parameter.Callers;
import dev.pinwheel.api.parameter.IdParser;
import dev.pinwheel.api.parameter.ViewpointResolver;
import dev.pinwheel.api.value.VerbatimJson;
import dev.pinwheel.engine.Engine;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.step.Comparisons;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Executions: attempts at steps. */
@RestController
@RequestMapping(
    path = "/api/v1/executions/{execution}",
    produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Executions", description = "Attempts at steps.")
final class ExecutionController {

  private final Engine engine;
  private final ReadModels reads;
  private final Callers callers;
  private final ViewpointResolver places;
  private final InstantSource clock;

  ExecutionController(
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
  @Operation(summary = "Read an execution")
  ExecutionJson get(@PathVariable String execution, @RequestParam String workspace) {
    return ExecutionJson.of(
        reads.executions().get(places.get(workspace), IdParser.execution(execution)),
        clock.instant());
  }

  @GetMapping("/arguments/{position}")
  @Needs(Permission.VIEW)
  @Operation(summary = "Read an argument in full, however large")
  VerbatimJson argument(
      @PathVariable String execution,
      @Parameter(description = "From 1") @PathVariable int position,
      @RequestParam String workspace) {
    return VerbatimJson.of(
        reads
            .executions()
            .loadArgument(places.get(workspace), IdParser.execution(execution), position - 1));
  }

  @GetMapping("/value")
  @Needs(Permission.VIEW)
  @Operation(summary = "Read the value of the outcome in full, however large")
  VerbatimJson value(@PathVariable String execution, @RequestParam String workspace) {
    return VerbatimJson.of(
        reads.executions().loadResult(places.get(workspace), IdParser.execution(execution)));
  }

  @GetMapping("/explanation")
  @Needs(Permission.VIEW)
  @Operation(summary = "Read why an execution came to be, and why calls reused its step")
  ExplanationJson explanation(@PathVariable String execution, @RequestParam String workspace) {
    return ExplanationJson.of(
        reads.explanations().get(places.get(workspace), IdParser.execution(execution)));
  }

  @GetMapping("/comparison")
  @Needs(Permission.VIEW)
  @Operation(
      summary = "Compare an execution with a later one of the same target",
      description =
          "Where arguments and results differ, how they ended and how long they took, and which calls differ.")
  ComparisonJson comparison(
      @PathVariable String execution,
      @RequestParam String workspace,
      @Parameter(description = "The later one", example = "R7K2:3:2") @RequestParam String with,
      @Parameter(description = "From where the later one is seen; else workspace")
          @RequestParam(required = false)
          @Nullable String withWorkspace) {
    return ComparisonJson.of(
        reads
            .comparisons()
            .compare(
                new Comparisons.Seen(places.get(workspace), IdParser.execution(execution)),
                new Comparisons.Seen(
                    places.get(withWorkspace == null ? workspace : withWorkspace),
                    IdParser.execution(with))));
  }

  @PostMapping("/cancel")
  @Needs(Permission.CANCEL)
  @Operation(summary = "Cancel an execution of the workspace, and what it made")
  CancelledJson cancel(@PathVariable String execution, @RequestParam String workspace) {
    return new CancelledJson(
        engine.execute(
            new Command.CancelExecution(
                workspace, IdParser.execution(execution), callers.current())));
  }
}
