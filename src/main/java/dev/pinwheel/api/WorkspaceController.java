package dev.pinwheel.api;

import dev.pinwheel.api.parameter.ViewpointResolver;
import dev.pinwheel.api.value.EnumNames;
import dev.pinwheel.engine.Command;
import dev.pinwheel.engine.Engine;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.query.ReadModels;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;

/** Workspaces. Their names contain slashes, so a name is always the last part of a path. */
@RestController
@RequestMapping(path = "/api/v1/workspaces", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Workspaces", description = "The isolated places where runs happen.")
final class WorkspaceController {

  private final Engine engine;
  private final ReadModels reads;
  private final ViewpointResolver places;

  WorkspaceController(Engine engine, ReadModels reads, ViewpointResolver places) {
    this.engine = engine;
    this.reads = reads;
    this.places = places;
  }

  @GetMapping
  @Operation(summary = "List workspaces, a base before its children")
  WorkspacesJson list(@RequestParam(defaultValue = "false") boolean includeArchived) {
    return new WorkspacesJson(
        reads.workspaces().list(includeArchived).stream().map(WorkspaceJson::of).toList());
  }

  @PostMapping
  @ApiResponse(responseCode = "201", description = "The new workspace")
  @Operation(summary = "Create a workspace")
  ResponseEntity<WorkspaceJson> create(@RequestBody NewWorkspaceJson request) {
    String name = request.name();
    if (name == null) {
      throw Rejection.invalidArgument(
          "Expected the field 'name', such as {\"name\": \"development\", \"base\": \"production\"}.");
    }
    Workspace created =
        engine.execute(new Command.CreateWorkspace(name, request.base(), Actor.LOCAL));
    URI location =
        UriComponentsBuilder.fromPath("/api/v1/workspaces/" + created.name()).build().toUri();
    return ResponseEntity.created(location).body(read(created.id()));
  }

  @GetMapping("/{*name}")
  @Operation(summary = "Look at a workspace")
  WorkspaceJson get(@Parameter(example = "development/joe") @PathVariable String name) {
    return read(places.get(withoutSlash(name)).workspace().id());
  }

  @PatchMapping("/{*name}")
  @Operation(
      summary = "Rename, rebase, pause, resume or archive a workspace",
      description =
          "One change at a time: name, base (null: no base any more) or state (paused, active; archived is for good).")
  WorkspaceJson change(
      @Parameter(example = "development/joe") @PathVariable String name,
      @RequestBody WorkspaceChangeJson change) {
    Workspace changed = engine.execute(command(withoutSlash(name), change));
    return read(changed.id());
  }

  private static Command<Workspace> command(String workspace, WorkspaceChangeJson change) {
    int changes =
        (change.name() == null ? 0 : 1)
            + (change.base() == null ? 0 : 1)
            + (change.state() == null ? 0 : 1);
    if (changes != 1) {
      throw Rejection.invalidArgument(
          "Expected one change, that of 'name', 'base' or 'state', found %s."
              .formatted(changes == 0 ? "none" : String.valueOf(changes)));
    }
    if (change.name() != null) {
      return new Command.RenameWorkspace(workspace, change.name(), Actor.LOCAL);
    }
    if (change.state() != null) {
      return switch (EnumNames.parse(WorkspaceState.class, "state", change.state())) {
        case ACTIVE -> new Command.ResumeWorkspace(workspace, Actor.LOCAL);
        case PAUSED -> new Command.PauseWorkspace(workspace, Actor.LOCAL);
        case ARCHIVED -> new Command.ArchiveWorkspace(workspace, Actor.LOCAL);
      };
    }
    return new Command.ChangeBase(workspace, base(change.base()), Actor.LOCAL);
  }

  private static @Nullable String base(@Nullable JsonNode base) {
    if (base == null || base.isNull()) {
      return null;
    }
    if (!base.isString()) {
      throw Rejection.invalidArgument(
          "Expected the name of a workspace for 'base', found %s.".formatted(base));
    }
    return base.asString();
  }

  private WorkspaceJson read(WorkspaceId id) {
    return reads.workspaces().list(true).stream()
        .filter(node -> node.workspace().id().equals(id))
        .findFirst()
        .map(WorkspaceJson::of)
        .orElseThrow(() -> Rejection.notFound("There is no " + id + "."));
  }

  private static String withoutSlash(String name) {
    return name.startsWith("/") ? name.substring(1) : name;
  }

  /** All workspaces. */
  @Schema(name = "Workspaces")
  record WorkspacesJson(List<WorkspaceJson> workspaces) {}

  /** The workspace to create. */
  @Schema(name = "NewWorkspace")
  record NewWorkspaceJson(
      @Schema(example = "development/joe", requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable String name,
      @Schema(example = "production") @Nullable String base) {}

  /** One change of a workspace. */
  @Schema(name = "WorkspaceChange")
  record WorkspaceChangeJson(
      @Nullable String name,
      @Schema(implementation = String.class, nullable = true, example = "production")
          @Nullable JsonNode base,
      @Schema(allowableValues = {"active", "paused", "archived"}) @Nullable String state) {}
}
