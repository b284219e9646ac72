package dev.pinwheel.api.access;

import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Passwords;
import dev.pinwheel.access.Permission;
import dev.pinwheel.access.User;
import dev.pinwheel.api.parameter.Callers;
import dev.pinwheel.engine.Engine;
import dev.pinwheel.engine.command.AccessCommand;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Rejection;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Users. The first one has to be a server administrator; from then on everybody signs in. */
@RestController
@RequestMapping(path = "/api/v1/users", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Access", description = "Users, grants, tokens, and what everybody did.")
final class UserController {

  private final Engine engine;
  private final Callers callers;
  private final Passwords passwords;
  private final InstantSource clock;

  UserController(Engine engine, Callers callers, Passwords passwords, InstantSource clock) {
    this.engine = engine;
    this.callers = callers;
    this.passwords = passwords;
    this.clock = clock;
  }

  @GetMapping
  @Needs(Permission.MANAGE_USERS)
  @Operation(summary = "List the users, for server administrators")
  UsersJson list() {
    if (!engine.access().isServerAdministrator(callers.current(), clock.instant())) {
      throw Rejection.forbidden("Only server administrators may list the users.");
    }
    return new UsersJson(engine.access().users().stream().map(AccessJson.UserJson::of).toList());
  }

  @PostMapping
  @Needs(Permission.MANAGE_USERS)
  @ApiResponse(responseCode = "201", description = "The new user")
  @Operation(
      summary = "Add a user with a password",
      description =
          "The first user has to be a server administrator. From then on every request needs an identity.")
  ResponseEntity<AccessJson.UserJson> add(@RequestBody NewUserJson request) {
    String name = required("name", request.name());
    String password = required("password", request.password());
    User added =
        engine.execute(
            new AccessCommand.AddUser(
                name,
                Boolean.TRUE.equals(request.administrator()),
                passwords.hash(password),
                null,
                callers.current()));
    return ResponseEntity.created(URI.create("/api/v1/users/" + added.name()))
        .body(AccessJson.UserJson.of(added));
  }

  private static String required(String field, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw Rejection.invalidArgument(
          "Expected the field '%s', such as {\"name\": \"joe\", \"password\": \"at least 12 characters\"}."
              .formatted(field));
    }
    return value;
  }

  @PatchMapping("/{name}")
  @Needs(Permission.MANAGE_USERS)
  @Operation(
      summary = "Set a user's password, or grant or revoke server administration",
      description = "A new password signs the user out everywhere.")
  AccessJson.UserJson change(
      @Parameter(example = "joe") @PathVariable String name, @RequestBody UserChangeJson change) {
    if ((change.administrator() == null) == (change.password() == null)) {
      throw Rejection.invalidArgument(
          "Expected one change, that of 'administrator' or of 'password'.");
    }
    Actor by = callers.current();
    User changed =
        change.administrator() != null
            ? engine.execute(new AccessCommand.SetAdministrator(name, change.administrator(), by))
            : engine.execute(
                new AccessCommand.SetPassword(
                    name, passwords.hash(required("password", change.password())), null, by));
    return AccessJson.UserJson.of(changed);
  }

  @DeleteMapping("/{name}")
  @Needs(Permission.MANAGE_USERS)
  @Operation(
      summary = "Remove a user for good",
      description = "Its grants go with it, it is signed out everywhere, its tokens are revoked.")
  AccessJson.UserJson remove(@Parameter(example = "joe") @PathVariable String name) {
    return AccessJson.UserJson.of(
        engine.execute(new AccessCommand.RemoveUser(name, callers.current())));
  }

  @PostMapping("/{name}/readmit")
  @Needs(Permission.MANAGE_USERS)
  @Operation(
      summary = "Let a removed user of an identity provider sign in again",
      description =
          "The user comes back without the former grants. Of several removed users of this name, the one removed last comes back.")
  ReadmittedJson readmit(@Parameter(example = "joe") @PathVariable String name) {
    var unused = engine.execute(new AccessCommand.ReadmitUser(name, callers.current()));
    return new ReadmittedJson(name);
  }

  /**
   * Who may sign in again.
   *
   * @param name the name of the user at the identity provider
   */
  @Schema(name = "Readmitted")
  record ReadmittedJson(@Schema(example = "joe") String name) {}

  /**
   * All users.
   *
   * @param users by name
   */
  @Schema(name = "Users")
  record UsersJson(List<AccessJson.UserJson> users) {}

  /**
   * The user to add.
   *
   * @param name the name to sign in with
   */
  @Schema(name = "NewUser")
  record NewUserJson(
      @Schema(example = "joe", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String name,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String password,
      @Nullable Boolean administrator) {}

  /** One change of a user. */
  @Schema(name = "UserChange")
  record UserChangeJson(@Nullable Boolean administrator, @Nullable String password) {}
}
