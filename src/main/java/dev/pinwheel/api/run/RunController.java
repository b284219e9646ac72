package dev.pinwheel.api.run;

import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.api.parameter.Callers;
import dev.pinwheel.api.parameter.Cursor;
import dev.pinwheel.api.parameter.IdParser;
import dev.pinwheel.api.parameter.PageLimits;
import dev.pinwheel.api.parameter.ViewpointResolver;
import dev.pinwheel.api.parameter.WordsOf;
import dev.pinwheel.api.step.CancelledJson;
import dev.pinwheel.api.value.EnumNames;
import dev.pinwheel.engine.Engine;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StorableTime;
import dev.pinwheel.query.CompareWith;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.run.PinnedAttempts;
import dev.pinwheel.query.run.RunFilter;
import dev.pinwheel.query.run.RunList;
import dev.pinwheel.query.run.RunRow;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.step.RunComparison;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.Viewpoint;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Runs: submit, list, look at, wait for, cancel. */
@RestController
@RequestMapping(path = "/api/v1/runs", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Runs", description = "Submissions of workflows.")
final class RunController {

  private static final int MOST_RUNS = 200;

  private final Engine engine;
  private final ReadModels reads;
  private final Callers callers;
  private final ViewpointResolver places;
  private final RunSubmission submissions;
  private final LongPoll waiter;
  private final InstantSource clock;

  RunController(
      Engine engine,
      ReadModels reads,
      ViewpointResolver places,
      RunSubmission submissions,
      LongPoll waiter,
      InstantSource clock,
      Callers callers) {
    this.callers = callers;
    this.engine = engine;
    this.reads = reads;
    this.places = places;
    this.submissions = submissions;
    this.waiter = waiter;
    this.clock = clock;
  }

  @PostMapping
  @Needs(Permission.SUBMIT_RUN)
  @ApiResponse(responseCode = "201", description = "It was submitted")
  @ApiResponse(responseCode = "200", description = "The key was used for the same request before")
  @Operation(
      summary = "Submit a run",
      description =
          "With the header Idempotency-Key, repeating the request returns the existing run.")
  ResponseEntity<RunSubmission.SubmittedJson> submit(
      @RequestParam String workspace,
      @Parameter(description = "At most 200 characters; unique per workspace")
          @RequestHeader(name = "Idempotency-Key", required = false)
          @Nullable String idempotencyKey,
      @RequestBody RunSubmission.SubmissionJson submission) {
    return submissions.submit(places.get(workspace), idempotencyKey, submission);
  }

  @GetMapping
  @Needs(Permission.VIEW)
  @Operation(summary = "List runs, the one with the latest visible activity first")
  RunJson.PageJson list(
      @RequestParam String workspace,
      @Parameter(description = "Also runs of the bases of the workspace")
          @RequestParam(defaultValue = "true")
          boolean includeBases,
      @RequestParam(required = false) @Nullable String module,
      @RequestParam(required = false) @Nullable String workflow,
      @Parameter(description = "Only runs of these states; several separated by commas")
          @RequestParam(required = false)
          @WordsOf(State.class)
          @Nullable List<String> status,
      @Parameter(description = "Only runs with activity since, such as 2026-11-22T10:00:00Z")
          @RequestParam(required = false)
          @Nullable String activeSince,
      @Parameter(description = "Part of the id, of the workflow's name or of an argument")
          @RequestParam(defaultValue = "")
          String text,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    Set<State> statuses = EnumNames.parse(State.class, "status", status);
    RunFilter filter =
        RunFilter.ALL
            .withIncludeBases(includeBases)
            .withWorkflow(module, workflow)
            .withStatuses(statuses)
            .withActiveSince(instant(activeSince))
            .withText(text);
    RunList.ListPosition after = cursor == null ? null : Cursor.run(cursor);
    int rows = PageLimits.rows(limit, MOST_RUNS);
    List<RunRow> found = reads.runs().listAfter(places.get(workspace), filter, after, rows + 1);
    List<RunRow> page = found.subList(0, Math.min(rows, found.size()));
    return new RunJson.PageJson(
        page.stream().map(RunJson::of).toList(),
        found.size() > rows ? Cursor.of(RunList.ListPosition.of(page.getLast())) : null);
  }

  private static @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null ? null : StorableTime.parse(text);
    } catch (DateTimeException e) {
      throw Rejection.invalidArgument(
          "Expected a time such as 2026-11-22T10:00:00Z for 'activeSince', found '%s'."
              .formatted(text));
    }
  }

  @GetMapping("/{run}")
  @Needs(Permission.VIEW)
  @Operation(summary = "Read a run as a whole")
  RunDetailJson get(@PathVariable String run, @RequestParam String workspace) {
    Viewpoint viewpoint = places.get(workspace);
    RunId id = IdParser.run(run);
    return RunDetailJson.of(
        reads.trees().load(viewpoint, id), reads.retentions().isKept(viewpoint, id));
  }

  @PutMapping("/{run}/keep")
  @Needs(Permission.KEEP_RUN)
  @Operation(
      summary = "Keep a run, so that it is never removed",
      description =
          "Nor are the runs that it started. Only from the workspace in which it was submitted.")
  KeptJson keep(@PathVariable String run, @RequestParam String workspace) {
    boolean unused =
        engine.execute(new Command.KeepRun(workspace, IdParser.run(run), callers.current()));
    return new KeptJson(true);
  }

  @DeleteMapping("/{run}/keep")
  @Needs(Permission.KEEP_RUN)
  @Operation(
      summary = "Release a run that is kept",
      description = "It is kept as long as its workspace says.")
  KeptJson release(@PathVariable String run, @RequestParam String workspace) {
    boolean unused =
        engine.execute(new Command.ReleaseRun(workspace, IdParser.run(run), callers.current()));
    return new KeptJson(false);
  }

  /**
   * Whether a run is marked to be kept.
   *
   * @param kept whether it is marked
   */
  @Schema(name = "KeptRun")
  record KeptJson(boolean kept) {}

  @GetMapping("/{run}/steps")
  @Needs(Permission.VIEW)
  @Operation(
      summary = "Read the call tree of a run",
      description =
          "With afterVersion and waitMillis, waits until the version of the tree differs from afterVersion.")
  TreeJson steps(
      @PathVariable String run,
      @RequestParam String workspace,
      @Parameter(description = "Also steps that only earlier attempts called")
          @RequestParam(defaultValue = "false")
          boolean earlier,
      @RequestParam(required = false) @Nullable Long afterVersion,
      @RequestParam(defaultValue = "0") long waitMillis) {
    RunId id = IdParser.run(run);
    if (afterVersion != null) {
      waiter.await(
          id,
          callers.current(),
          PageLimits.waiting(waitMillis),
          () -> reads.trees().version(places.get(workspace), id),
          version -> !version.equals(afterVersion));
    }
    Viewpoint viewpoint = places.get(workspace);
    RunTree tree =
        earlier
            ? reads.trees().loadWithEarlierSteps(viewpoint, id)
            : reads.trees().load(viewpoint, id);
    return TreeJson.of(tree, clock.instant());
  }

  @GetMapping("/{run}/timeline")
  @Needs(Permission.VIEW)
  @Operation(
      summary = "Read what the steps of a run did when",
      description =
          "Segments of each attempt, idle stretches and, once the run has ended, the critical path.")
  TimelineJson timeline(@PathVariable String run, @RequestParam String workspace) {
    return TimelineJson.of(
        reads.timelines().load(places.get(workspace), IdParser.run(run), PinnedAttempts.NONE));
  }

  @GetMapping("/{run}/comparison")
  @Needs(Permission.VIEW)
  @Operation(
      summary = "Compare a run with another one, an earlier attempt, or another workspace",
      description =
          "Pairs the calls of both from step 1 downwards and says which differ, also in groups; the older side comes first. Each side is what its own workspace sees.")
  RunComparisonJson comparison(
      @PathVariable String run,
      @RequestParam String workspace,
      @Parameter(description = "workspace:NAME, attempt:N or run:ID of the same workflow")
          @RequestParam
          String with) {
    RunComparison comparison =
        reads
            .runComparisons()
            .load(
                places.get(workspace),
                IdParser.run(run),
                PinnedAttempts.NONE,
                CompareWith.parse(with),
                callers.sight());
    return RunComparisonJson.of(comparison, reads.comparisons().compareFirst(comparison));
  }

  @GetMapping("/{run}/result")
  @Needs(Permission.VIEW)
  @ApiResponse(responseCode = "200", description = "The result")
  @ApiResponse(responseCode = "202", description = "The run is still open")
  @Operation(
      summary = "Read the result of a run, or wait for it",
      description = "Answers 200 when there is one, 202 when the run is still open.")
  ResponseEntity<ResultJson> result(
      @PathVariable String run,
      @RequestParam String workspace,
      @Parameter(description = "How long to wait for it, at most 60000")
          @RequestParam(defaultValue = "0")
          long waitMillis) {
    RunId id = IdParser.run(run);
    waiter.await(
        id,
        callers.current(),
        PageLimits.waiting(waitMillis),
        () -> reads.runs().findStatus(places.get(workspace), id),
        status -> status.isEmpty() || !status.get().status().isOpen());
    ResultJson result = ResultJson.read(reads, places.get(workspace), id);
    return ResponseEntity.status(result.settled() ? 200 : 202).body(result);
  }

  @PostMapping("/{run}/cancel")
  @Needs(Permission.CANCEL)
  @Operation(
      summary = "Cancel what is open of a run in the workspace",
      description = "Executions of other workspaces continue, though they may be visible.")
  CancelledJson cancel(@PathVariable String run, @RequestParam String workspace) {
    return new CancelledJson(
        engine.execute(new Command.CancelRun(workspace, IdParser.run(run), callers.current())));
  }
}
