package dev.pinwheel.api;

import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.api.parameter.Callers;
import dev.pinwheel.api.parameter.ViewpointResolver;
import dev.pinwheel.api.value.EnumNames;
import dev.pinwheel.engine.Engine;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Basing;
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
  private final Callers callers;
  private final ViewpointResolver places;

  WorkspaceController(Engine engine, ReadModels reads, ViewpointResolver places, Callers callers) {
    this.callers = callers;
    this.engine = engine;
    this.reads = reads;
    this.places = places;
  }

  @GetMapping
  @Needs(Permission.LIST_WORKSPACES)
  @Operation(summary = "List workspaces, a base before its children")
  WorkspacesJson list(@RequestParam(defaultValue = "false") boolean includeArchived) {
    return new WorkspacesJson(
        reads.workspaces().list(callers.sight(), includeArchived).stream()
            .map(WorkspaceJson::of)
            .toList());
  }

  @PostMapping
  @Needs(Permission.CREATE_WORKSPACE)
  @ApiResponse(responseCode = "201", description = "The new workspace")
  @Operation(summary = "Create a workspace")
  ResponseEntity<WorkspaceJson> create(@RequestBody NewWorkspaceJson request) {
    String name = request.name();
    if (name == null) {
      throw Rejection.invalidArgument(
          "Expected the field 'name', such as {\"name\": \"development\", \"base\": \"production\"}.");
    }
    Workspace created =
        engine.execute(new Command.CreateWorkspace(name, request.base(), callers.current()));
    URI location =
        UriComponentsBuilder.fromPath("/api/v1/workspaces/" + created.name()).build().toUri();
    return ResponseEntity.created(location).body(read(created.id()));
  }

  @GetMapping("/{*name}")
  @Needs(Permission.VIEW)
  @Operation(summary = "Read a workspace")
  WorkspaceJson get(@Parameter(example = "development/joe") @PathVariable String name) {
    return read(places.get(withoutSlash(name)).workspace().id());
  }

  @PatchMapping("/{*name}")
  @Needs(Permission.PAUSE_WORKSPACE)
  @Operation(
      summary = "Rename, rebase, pause, resume or archive a workspace",
      description =
          "One change at a time: name, base (null: no base any more), state (paused, active; archived is for good) or basing (who may base workspaces on it: nobody, developers, viewers).")
  WorkspaceJson change(
      @Parameter(example = "development/joe") @PathVariable String name,
      @RequestBody WorkspaceChangeJson change) {
    Workspace changed = engine.execute(command(withoutSlash(name), change));
    return read(changed.id());
  }

  private Command<Workspace> command(String workspace, WorkspaceChangeJson change) {
    Actor by = callers.current();
    int changes =
        (change.name() == null ? 0 : 1)
            + (change.base() == null ? 0 : 1)
            + (change.state() == null ? 0 : 1)
            + (change.basing() == null ? 0 : 1);
    if (changes != 1) {
      throw Rejection.invalidArgument(
          "Expected one change, that of 'name', 'base', 'state' or 'basing', found %s."
              .formatted(changes == 0 ? "none" : String.valueOf(changes)));
    }
    if (change.name() != null) {
      return new Command.RenameWorkspace(workspace, change.name(), by);
    }
    if (change.state() != null) {
      return switch (EnumNames.parse(WorkspaceState.class, "state", change.state())) {
        case ACTIVE -> new Command.ResumeWorkspace(workspace, by);
        case PAUSED -> new Command.PauseWorkspace(workspace, by);
        case ARCHIVED -> new Command.ArchiveWorkspace(workspace, by);
      };
    }
    if (change.basing() != null) {
      return new Command.SetBasing(
          workspace, EnumNames.parse(Basing.class, "basing", change.basing()), by);
    }
    return new Command.ChangeBase(workspace, base(change.base()), by);
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
    return reads.workspaces().list(callers.sight(), true).stream()
        .filter(node -> node.workspace().id().equals(id))
        .findFirst()
        .map(WorkspaceJson::of)
        .orElseThrow(() -> Rejection.notFound("There is no " + id + "."));
  }

  private static String withoutSlash(String name) {
    return name.startsWith("/") ? name.substring(1) : name;
  }

  /**
   * All workspaces.
   *
   * @param workspaces a base before its children, siblings by name
   */
  @Schema(name = "Workspaces")
  record WorkspacesJson(List<WorkspaceJson> workspaces) {}

  /**
   * The workspace to create.
   *
   * @param name its name, parts separated by slashes
   * @param base the name of its base; none when left out
   */
  @Schema(name = "NewWorkspace")
  record NewWorkspaceJson(
      @Schema(example = "development/joe", requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable String name,
      @Schema(example = "production") @Nullable String base) {}

  /**
   * One change of a workspace.
   *
   * @param name the new name
   * @param base the new base; null for none
   * @param state the new state
   * @param basing who may base workspaces on it
   */
  @Schema(name = "WorkspaceChange")
  record WorkspaceChangeJson(
      @Nullable String name,
      @Schema(implementation = String.class, nullable = true, example = "production")
          @Nullable JsonNode base,
      @Schema(allowableValues = {"active", "paused", "archived"}) @Nullable String state,
      @Schema(allowableValues = {"nobody", "developers", "viewers"}) @Nullable String basing) {}
}
