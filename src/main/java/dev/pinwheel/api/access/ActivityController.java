package dev.pinwheel.api.access;

import dev.pinwheel.access.AccessSnapshot;
import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.access.Role;
import dev.pinwheel.api.parameter.Callers;
import dev.pinwheel.api.parameter.Cursor;
import dev.pinwheel.api.parameter.IdParser;
import dev.pinwheel.api.parameter.PageLimits;
import dev.pinwheel.api.parameter.ViewpointResolver;
import dev.pinwheel.engine.Engine;
import dev.pinwheel.model.Actor;
import dev.pinwheel.query.ActivityFilter;
import dev.pinwheel.query.ActivityRow;
import dev.pinwheel.query.ReadModels;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who did what (A6). */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Access", description = "Users, grants, tokens, and what everybody did.")
final class ActivityController {

  private static final int MOST_ENTRIES = 500;

  private final Engine engine;
  private final ReadModels reads;
  private final ViewpointResolver places;
  private final Callers callers;
  private final InstantSource clock;

  ActivityController(
      Engine engine,
      ReadModels reads,
      ViewpointResolver places,
      Callers callers,
      InstantSource clock) {
    this.engine = engine;
    this.reads = reads;
    this.places = places;
    this.callers = callers;
    this.clock = clock;
  }

  @GetMapping("/activity")
  @Needs(Permission.SEE_ACTIVITY)
  @Operation(
      summary = "List who did what, the latest first",
      description =
          "In the workspaces that you administer. Server administrators also see actions that belong to no workspace, and that there were actions in other workspaces, but not which ones.")
  ActivityJson list(
      @RequestParam(required = false) @Nullable String workspace,
      @Parameter(description = "Only by this user or token", example = "joe/laptop")
          @RequestParam(required = false)
          @Nullable String by,
      @Parameter(description = "Only this action", example = "rerunStep")
          @RequestParam(required = false)
          @Nullable String action,
      @RequestParam(required = false) @Nullable String run,
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    Actor actor = callers.current();
    AccessSnapshot access = engine.access();
    Instant now = clock.instant();
    int rows = PageLimits.rows(limit, MOST_ENTRIES);
    List<ActivityRow> found =
        reads
            .activity()
            .list(
                new ActivityFilter(workspace, by, action, run == null ? null : IdParser.run(run)),
                place ->
                    access.role(actor, place, now).filter(Role.ADMINISTRATOR::equals).isPresent(),
                access.isServerAdministrator(actor, now),
                cursor == null ? Long.MAX_VALUE : Cursor.number(cursor),
                rows + 1);
    return page(found, rows);
  }

  @GetMapping("/runs/{run}/activity")
  @Needs(Permission.VIEW)
  @Operation(
      summary = "List who did what with a run, the latest first",
      description = "What is visible from the workspace: there and in its bases.")
  ActivityJson ofRun(
      @PathVariable String run,
      @RequestParam String workspace,
      @RequestParam(defaultValue = "100") int limit) {
    int rows = PageLimits.rows(limit, MOST_ENTRIES);
    return new ActivityJson(
        reads.activity().ofRun(places.get(workspace), IdParser.run(run), rows).stream()
            .map(EntryJson::of)
            .toList(),
        null);
  }

  private static ActivityJson page(List<ActivityRow> found, int rows) {
    List<ActivityRow> page = found.subList(0, Math.min(rows, found.size()));
    return new ActivityJson(
        page.stream().map(EntryJson::of).toList(),
        found.size() > rows ? Cursor.of(page.getLast().id()) : null);
  }

  /**
   * Entries, the latest first.
   *
   * @param entries the latest first
   * @param nextCursor where the next page begins; absent on the last
   */
  @Schema(name = "Activity")
  record ActivityJson(List<EntryJson> entries, @Nullable String nextCursor) {}

  /**
   * Something that was done, or refused.
   *
   * @param until the last time, when it was refused several times within a minute
   * @param via studio, api, cli, worker or server
   * @param action the word of what was done: submitRun
   * @param refused whether it was refused
   * @param occurrences how often
   * @param workspace absent for what belongs to no workspace, and where it is hidden
   * @param subject what it was about: a step, a user, a pattern
   * @param hidden whether it happened in a workspace that you do not administer
   */
  @Schema(name = "ActivityEntry")
  record EntryJson(
      Instant at,
      Instant until,
      @Schema(example = "joe/laptop") String by,
      @Schema(allowableValues = {"studio", "api", "cli", "worker", "server"}) String via,
      @Schema(example = "rerunStep") String action,
      boolean refused,
      int occurrences,
      @Nullable String workspace,
      @Nullable String run,
      @Nullable String subject,
      boolean hidden) {

    static EntryJson of(ActivityRow row) {
      return new EntryJson(
          row.at(),
          row.until(),
          row.by(),
          row.via(),
          row.action(),
          row.refused(),
          row.occurrences(),
          row.workspace() == null ? null : row.workspace().value(),
          row.run() == null ? null : row.run().toString(),
          row.subject(),
          row.hidden());
    }
  }
}
