package dev.pinwheel.api;

import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.api.parameter.ViewpointResolver;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.query.ReadModels;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Modules: what workers have declared, as it holds for a workspace. */
@RestController
@RequestMapping(path = "/api/v1/modules", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Modules", description = "Workflows and tasks, as workers have declared them.")
final class ModuleController {

  private final ReadModels reads;
  private final ViewpointResolver places;

  ModuleController(ReadModels reads, ViewpointResolver places) {
    this.reads = reads;
    this.places = places;
  }

  @GetMapping
  @Needs(Permission.VIEW)
  @Operation(summary = "List the modules of a workspace with their workflows and tasks")
  ModulesJson list(@RequestParam String workspace) {
    return new ModulesJson(
        reads.modules().list(places.get(workspace)).stream().map(ModuleJson::of).toList());
  }

  @GetMapping("/{module}")
  @Needs(Permission.VIEW)
  @Operation(summary = "Read a module")
  ModuleJson get(@PathVariable String module, @RequestParam String workspace) {
    return list(workspace).modules().stream()
        .filter(found -> found.module().equals(module))
        .findFirst()
        .orElseThrow(() ->
            Rejection.notFound(
                "No worker has declared a module '%s' for '%s' or its bases."
                    .formatted(module, workspace)));
  }

  /**
   * The modules of a workspace.
   *
   * @param modules by name
   */
  @Schema(name = "Modules")
  record ModulesJson(List<ModuleJson> modules) {}
}
