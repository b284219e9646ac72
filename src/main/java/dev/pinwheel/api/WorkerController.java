package dev.pinwheel.api;

import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.api.parameter.ViewpointResolver;
import dev.pinwheel.query.ReadModels;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Workers. */
@RestController
@RequestMapping(path = "/api/v1/workers", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Workers", description = "Workers and their state.")
final class WorkerController {

  private final ReadModels reads;
  private final ViewpointResolver places;

  WorkerController(ReadModels reads, ViewpointResolver places) {
    this.reads = reads;
    this.places = places;
  }

  @GetMapping
  @Needs(Permission.VIEW)
  @Operation(summary = "List the workers that serve the workspace or a base of it")
  WorkerJson.ListJson list(@RequestParam String workspace) {
    return new WorkerJson.ListJson(
        reads.workers().list(places.get(workspace)).stream().map(WorkerJson::of).toList());
  }
}
