package dev.pinwheel.api;

import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.api.parameter.Callers;
import dev.pinwheel.api.parameter.PageLimits;
import dev.pinwheel.api.parameter.ViewpointResolver;
import dev.pinwheel.engine.Engine;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.view.Viewpoint;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How long the runs of a workspace are kept. */
@RestController
@RequestMapping(path = "/api/v1/retention", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Retention", description = "How long runs are kept, and what was removed.")
final class RetentionController {

  private static final int MOST_HOURS = 1000;

  private final Engine engine;
  private final ReadModels reads;
  private final Callers callers;
  private final ViewpointResolver places;

  RetentionController(Engine engine, ReadModels reads, ViewpointResolver places, Callers callers) {
    this.callers = callers;
    this.engine = engine;
    this.reads = reads;
    this.places = places;
  }

  @GetMapping
  @Needs(Permission.VIEW)
  @Operation(summary = "Read how long the runs submitted in a workspace are kept")
  RetentionJson get(@RequestParam String workspace) {
    return read(places.get(workspace));
  }

  @PutMapping
  @Needs(Permission.SET_RETENTION)
  @Operation(
      summary = "Set how long the runs submitted in a workspace are kept",
      description =
          "Replaces what was set. Children that set nothing follow it. {\"everything\": true} keeps everything, whatever the base does.")
  RetentionJson set(@RequestParam String workspace, @RequestBody RetentionJson.ChosenJson chosen) {
    Viewpoint place = places.get(workspace);
    engine.execute(new Command.SetRetention(workspace, chosen.toRetention(), callers.current()));
    return read(place);
  }

  @DeleteMapping
  @Needs(Permission.SET_RETENTION)
  @Operation(summary = "Let a workspace inherit how long its runs are kept")
  RetentionJson inherit(@RequestParam String workspace) {
    Viewpoint place = places.get(workspace);
    engine.execute(new Command.SetRetention(workspace, null, callers.current()));
    return read(place);
  }

  private RetentionJson read(Viewpoint place) {
    return RetentionJson.of(reads.retentions().get(place));
  }

  @PostMapping("/preview")
  @Needs(Permission.VIEW)
  @Operation(
      summary = "Count what a retention would remove now",
      description =
          "Of the runs submitted in the workspace, as far as they are visible from there. Nothing is changed.")
  RetentionJson.PreviewJson preview(
      @RequestParam String workspace, @RequestBody RetentionJson.ChosenJson chosen) {
    return RetentionJson.PreviewJson.of(
        reads.retentions().preview(places.get(workspace), chosen.toRetention()));
  }

  @GetMapping("/removed")
  @Needs(Permission.VIEW)
  @Operation(summary = "List what was removed of the runs submitted in a workspace, by hour")
  RetentionJson.RemovedJson removed(
      @RequestParam String workspace, @RequestParam(defaultValue = "50") int limit) {
    return RetentionJson.RemovedJson.of(
        reads.retentions().listRemoved(places.get(workspace), PageLimits.rows(limit, MOST_HOURS)));
  }
}
