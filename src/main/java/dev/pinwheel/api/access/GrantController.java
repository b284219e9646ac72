package dev.pinwheel.api.access;

import dev.pinwheel.access.AccessSnapshot;
import dev.pinwheel.access.Grant;
import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.access.Role;
import dev.pinwheel.access.User;
import dev.pinwheel.api.parameter.Callers;
import dev.pinwheel.engine.Engine;
import dev.pinwheel.engine.command.AccessCommand;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.query.ReadModels;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Roles of users, on workspaces and patterns of their names. */
@RestController
@RequestMapping(path = "/api/v1/grants", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Access", description = "Users, grants, tokens, and what everybody did.")
final class GrantController {

  private final Engine engine;
  private final ReadModels reads;
  private final Callers callers;
  private final InstantSource clock;

  GrantController(Engine engine, ReadModels reads, Callers callers, InstantSource clock) {
    this.engine = engine;
    this.reads = reads;
    this.callers = callers;
    this.clock = clock;
  }

  @GetMapping
  @Needs(Permission.GRANT_ROLE)
  @Operation(
      summary = "List grants",
      description =
          "Server administrators see all grants; others see their own, and those on workspaces and patterns that they administer.")
  GrantsJson list(
      @Parameter(description = "Only of this user", example = "joe") @RequestParam(required = false)
          @Nullable String user) {
    Actor by = callers.current();
    AccessSnapshot access = engine.access();
    Instant now = clock.instant();
    Map<WorkspaceId, String> names = reads.workspaces().names(callers.sightOfNames());
    return new GrantsJson(
        access.users().stream()
            .filter(one -> user == null || one.name().equals(user))
            .flatMap(
                one -> visible(one, by, access, names, now).map(grant -> json(one, grant, names)))
            .toList());
  }

  private static AccessJson.GrantJson json(User user, Grant grant, Map<WorkspaceId, String> names) {
    return AccessJson.GrantJson.of(user.name(), grant, names);
  }

  private static Stream<Grant> visible(
      User user, Actor by, AccessSnapshot access, Map<WorkspaceId, String> names, Instant now) {
    boolean all =
        access.isServerAdministrator(by, now) || Long.valueOf(user.id()).equals(by.user());
    return access.grantsOf(user.id()).stream()
        .filter(grant -> all || access.hasRole(by, Role.ADMINISTRATOR, grant.scope(), names, now));
  }

  @PutMapping
  @Needs(Permission.GRANT_ROLE)
  @Operation(
      summary = "Grant a role",
      description =
          "Replaces the role that the user was granted there before. A grant on a name belongs to that workspace, also after a rename; one on a pattern such as development/* to all whose names match.")
  AccessJson.GrantJson grant(@RequestBody NewGrantJson request) {
    if (request.user() == null || request.role() == null || request.on() == null) {
      throw Rejection.invalidArgument(
          "Expected the fields 'user', 'role' and 'on', such as {\"user\": \"joe\", \"role\": \"developer\", \"on\": \"development/*\"}.");
    }
    Grant granted =
        engine.execute(
            new AccessCommand.GrantRole(
                request.user(), Role.parse(request.role()), request.on(), callers.current()));
    return AccessJson.GrantJson.of(
        request.user(), granted, reads.workspaces().names(callers.sightOfNames()));
  }

  @DeleteMapping
  @Needs(Permission.GRANT_ROLE)
  @Operation(summary = "Revoke the role that a user was granted on a workspace or pattern")
  AccessJson.GrantJson revoke(
      @Parameter(example = "joe") @RequestParam String user,
      @Parameter(example = "development/*") @RequestParam String on) {
    Grant revoked = engine.execute(new AccessCommand.RevokeRole(user, on, callers.current()));
    return AccessJson.GrantJson.of(user, revoked, reads.workspaces().names(callers.sightOfNames()));
  }

  /** Grants, by user. */
  @Schema(name = "Grants")
  record GrantsJson(List<AccessJson.GrantJson> grants) {}

  /**
   * The role to grant.
   *
   * @param on the name of a workspace, or a pattern
   */
  @Schema(name = "NewGrant")
  record NewGrantJson(
      @Schema(example = "joe", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String user,
      @Schema(
              allowableValues = {"viewer", "operator", "developer", "administrator"},
              requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable String role,
      @Schema(example = "development/*", requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable String on) {}
}
