package dev.pinwheel.api.access;

import dev.pinwheel.access.AccessSnapshot;
import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.access.Role;
import dev.pinwheel.access.User;
import dev.pinwheel.api.parameter.Callers;
import dev.pinwheel.engine.Engine;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.query.ReadModels;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who one is, and what somebody may do. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Access", description = "Users, grants, tokens, and what everybody did.")
final class AccountController {

  private final Engine engine;
  private final ReadModels reads;
  private final Callers callers;
  private final InstantSource clock;

  AccountController(Engine engine, ReadModels reads, Callers callers, InstantSource clock) {
    this.engine = engine;
    this.reads = reads;
    this.callers = callers;
    this.clock = clock;
  }

  @GetMapping("/me")
  @Needs(Permission.OWN_ACCOUNT)
  @Operation(summary = "Read who sends the request, and its grants")
  AccountJson me() {
    Actor by = callers.current();
    AccessSnapshot access = engine.access();
    Map<WorkspaceId, String> names = reads.workspaces().names(callers.sightOfNames());
    Optional<User> user = Optional.ofNullable(by.user()).flatMap(access::findUser);
    return new AccountJson(
        by.name(),
        by.isLocal() ? "anonymous" : by.kind().name().toLowerCase(Locale.ROOT),
        access.isSecured(),
        access.isServerAdministrator(by, clock.instant()),
        user.map(User::name).orElse(null),
        user.stream()
            .flatMap(own ->
                access.grantsOf(own.id()).stream()
                    .map(grant -> AccessJson.GrantJson.of(own.name(), grant, names)))
            .toList());
  }

  @GetMapping("/access")
  @Needs(Permission.GRANT_ROLE)
  @Operation(
      summary = "Read what a user may do in a workspace",
      description = "For administrators of the workspace and of the server, and for oneself.")
  RightsJson rights(
      @Parameter(example = "joe") @RequestParam String user, @RequestParam String workspace) {
    Actor by = callers.current();
    AccessSnapshot access = engine.access();
    Instant now = clock.instant();
    boolean isServerAdministrator = access.isServerAdministrator(by, now);
    Workspace place = reads.viewpoints().get(workspace, callers.sightOfNames()).workspace();
    boolean isOwn =
        access.findUser(user).filter(own -> Long.valueOf(own.id()).equals(by.user())).isPresent();
    boolean mayAsk =
        isServerAdministrator
            || isOwn
            || access.role(by, place, now).filter(Role.ADMINISTRATOR::equals).isPresent();
    if (!mayAsk) {
      throw Rejection.forbidden(
          "You need the role administrator in '%s' to see what others may do there."
              .formatted(workspace));
    }
    User asked =
        access
            .findUser(user)
            .orElseThrow(() -> Rejection.notFound("There is no user '%s'.".formatted(user)));
    Actor actor = Actor.user(asked.name(), asked.id(), Actor.Via.API);
    return new RightsJson(
        user,
        workspace,
        access.role(actor, place, now).map(Role::word).orElse(null),
        Arrays.stream(Permission.values())
            .filter(permission -> permission.need().role().isPresent())
            .filter(permission -> permission != Permission.CREATE_WORKSPACE)
            .filter(permission -> access.refusal(actor, permission, place, now).isEmpty())
            .map(permission -> permission.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toList());
  }

  /**
   * Who sends a request.
   *
   * @param name as it stands beside what is done
   * @param kind anonymous where nobody has to sign in, user or token
   * @param secured whether everybody needs an identity
   * @param administrator whether it may manage users and grants
   * @param user the user, or the owner of the token; absent for none
   */
  @Schema(name = "Account")
  record AccountJson(
      @Schema(example = "joe/laptop") String name,
      @Schema(allowableValues = {"anonymous", "user", "token"}) String kind,
      boolean secured,
      boolean administrator,
      @Nullable String user,
      List<AccessJson.GrantJson> grants) {}

  /**
   * What a user may do in a workspace.
   *
   * @param role absent for none
   * @param permissions such as view and rerun-step
   */
  @Schema(name = "Rights")
  record RightsJson(
      String user,
      String workspace,
      @Schema(allowableValues = {"viewer", "operator", "developer", "administrator"})
          @Nullable String role,
      @ArraySchema(
              schema =
                  @Schema(
                      allowableValues = {
                        "view",
                        "submit-run",
                        "rerun-step",
                        "cancel",
                        "keep-run",
                        "run-workers",
                        "pause-workspace",
                        "archive-workspace",
                        "change-base",
                        "rename-workspace",
                        "set-retention",
                        "set-basing",
                        "reserve-modules"
                      }))
          List<String> permissions) {}
}
