package dev.pinwheel.api.log;

import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.api.parameter.Callers;
import dev.pinwheel.api.parameter.Cursor;
import dev.pinwheel.api.parameter.IdParser;
import dev.pinwheel.api.parameter.PageLimits;
import dev.pinwheel.api.parameter.ViewpointResolver;
import dev.pinwheel.api.parameter.WordsOf;
import dev.pinwheel.api.value.EnumNames;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.LogFilter;
import dev.pinwheel.query.LogLine;
import dev.pinwheel.query.LogPages;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.view.Viewpoint;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Logs of a run, in pages or as a stream. */
@RestController
@RequestMapping(path = "/api/v1/runs/{run}/logs", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Logs", description = "What executions logged.")
final class LogController {

  private static final int MOST_MESSAGES = 1000;
  private static final long FIRST = 0;

  private final ReadModels reads;
  private final ViewpointResolver places;
  private final LogFollower follower;
  private final Callers callers;

  LogController(ReadModels reads, ViewpointResolver places, LogFollower follower, Callers callers) {
    this.callers = callers;
    this.reads = reads;
    this.places = places;
    this.follower = follower;
  }

  @GetMapping
  @Needs(Permission.VIEW)
  @Operation(summary = "Read the logs of a run, oldest first")
  LogJson.PageJson page(
      @PathVariable String run,
      @RequestParam String workspace,
      @Parameter(description = "Only of this execution, such as R7K2:3:2")
          @RequestParam(required = false)
          @Nullable String execution,
      @Parameter(description = "Only of this step, such as R7K2:3") @RequestParam(required = false)
          @Nullable String step,
      @Parameter(description = "Only messages of these levels; several separated by commas")
          @RequestParam(required = false)
          @WordsOf(LogLine.Level.class)
          @Nullable List<String> level,
      @Parameter(
              description =
                  "Part of a message as it is shown. A page looks at 100,000 messages at most; 'more' says whether to go on")
          @RequestParam(defaultValue = "")
          String text,
      @RequestParam(defaultValue = "200") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    RunId id = IdParser.run(run);
    LogFilter filter = filter(id, execution, step, level, text);
    Viewpoint viewpoint = visible(workspace, id);
    long after = cursor == null ? FIRST : Cursor.number(cursor);
    int rows = PageLimits.rows(limit, MOST_MESSAGES);
    LogPages.Slice page = reads.logs().listAfter(viewpoint, id, filter, after, rows);
    return new LogJson.PageJson(
        page.lines().stream().map(LogJson::of).toList(), Cursor.of(page.cursor()), page.more());
  }

  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
              schema = @Schema(implementation = String.class)))
  @GetMapping(path = "/follow", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Needs(Permission.VIEW)
  @Operation(
      summary = "Follow the logs of a run as server-sent events",
      description =
          "Events 'log' carry a message each, with the cursor as id; 'end' comes when the run has ended. A client that reconnects with the header Last-Event-ID misses nothing.")
  SseEmitter follow(
      @PathVariable String run,
      @RequestParam String workspace,
      @RequestParam(required = false) @Nullable String execution,
      @RequestParam(required = false) @Nullable String step,
      @RequestParam(required = false) @WordsOf(LogLine.Level.class) @Nullable List<String> level,
      @RequestParam(defaultValue = "") String text,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
    RunId id = IdParser.run(run);
    LogFilter filter = filter(id, execution, step, level, text);
    visible(workspace, id);
    String from = lastEventId == null ? cursor : lastEventId;
    return follower.follow(
        workspace, callers.current(), id, filter, from == null ? FIRST : Cursor.number(from));
  }

  /** What is not visible is not found, rather than without messages. */
  private Viewpoint visible(String workspace, RunId run) {
    Viewpoint viewpoint = places.get(workspace);
    if (reads.trees().version(viewpoint, run) == 0) {
      throw Rejection.notFound("%s cannot see run %s.".formatted(viewpoint.name(), run));
    }
    return viewpoint;
  }

  private static LogFilter filter(
      RunId run,
      @Nullable String execution,
      @Nullable String step,
      @Nullable List<String> levels,
      String text) {
    ExecutionId only = execution == null ? null : IdParser.execution(execution);
    StepId ofStep = step == null ? null : IdParser.step(step);
    if ((only != null && !only.run().equals(run))
        || (ofStep != null && !ofStep.run().equals(run))) {
      throw Rejection.invalidArgument(
          "Expected something of run %s, found %s.".formatted(run, only == null ? ofStep : only));
    }
    return new LogFilter(
        only,
        ofStep == null ? null : ofStep.number(),
        EnumNames.parse(LogLine.Level.class, "level", levels),
        text);
  }
}
