package dev.pinwheel.api.access;

import dev.pinwheel.access.AccessSnapshot;
import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.access.Role;
import dev.pinwheel.access.Secrets;
import dev.pinwheel.access.Token;
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
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tokens of programs, workers and the command line. */
@RestController
@RequestMapping(path = "/api/v1/tokens", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Access", description = "Users, grants, tokens, and what everybody did.")
final class TokenController {

  private static final int MOST_DAYS = 366;

  private final Engine engine;
  private final ReadModels reads;
  private final Callers callers;
  private final InstantSource clock;

  TokenController(Engine engine, ReadModels reads, Callers callers, InstantSource clock) {
    this.engine = engine;
    this.reads = reads;
    this.callers = callers;
    this.clock = clock;
  }

  @GetMapping
  @Needs(Permission.OWN_TOKENS)
  @Operation(
      summary = "List tokens that are not revoked, one's own",
      description =
          "With a token that may not do all that its owner may, only itself and those made with it.")
  TokensJson list(
      @Parameter(description = "Those of everybody, for server administrators")
          @RequestParam(defaultValue = "false")
          boolean all) {
    Actor by = callers.current();
    AccessSnapshot access = engine.access();
    if (all && !access.isServerAdministrator(by, clock.instant())) {
      throw Rejection.forbidden("Only server administrators may list the tokens of others.");
    }
    Map<WorkspaceId, String> names = reads.workspaces().names(callers.sightOfNames());
    return new TokensJson(
        (all ? access.tokens() : access.ownTokens(by))
            .stream().map(token -> AccessJson.TokenJson.of(token, access, names)).toList());
  }

  @PostMapping
  @Needs(Permission.OWN_TOKENS)
  @ApiResponse(responseCode = "201", description = "The token, with its secret")
  @Operation(
      summary = "Make a token",
      description =
          "Only this answer contains the secret. A token may never do more than its owner may at the time of use. A token made with a limited token has the same limits, lasts no longer, and is revoked with it.")
  ResponseEntity<NewTokenJson> create(@RequestBody TokenRequestJson request) {
    if (request.name() == null || request.role() == null || request.on() == null) {
      throw Rejection.invalidArgument(
          "Expected the fields 'name', 'role' and 'on', such as {\"name\": \"laptop\", \"role\": \"developer\", \"on\": [\"development/*\"]}.");
    }
    String secret = Secrets.token();
    Token token =
        engine.execute(
            new AccessCommand.CreateToken(
                request.name(),
                Boolean.TRUE.equals(request.service()),
                Secrets.hash(secret),
                Role.parse(request.role()),
                request.on(),
                Boolean.TRUE.equals(request.administrator()),
                request.modules(),
                lifetime(request.expiresInDays()),
                callers.current()));
    return ResponseEntity.created(URI.create("/api/v1/tokens/" + token.id()))
        .body(
            new NewTokenJson(
                secret,
                AccessJson.TokenJson.of(
                    token, engine.access(), reads.workspaces().names(callers.sightOfNames()))));
  }

  private static @Nullable Duration lifetime(@Nullable Integer days) {
    if (days == null) {
      return null;
    }
    if (days < 1 || days > MOST_DAYS) {
      throw Rejection.invalidArgument(
          "Expected 'expiresInDays' from 1 to %d, found %d.".formatted(MOST_DAYS, days));
    }
    return Duration.ofDays(days);
  }

  @DeleteMapping("/{id}")
  @Needs(Permission.OWN_TOKENS)
  @Operation(
      summary = "Revoke a token",
      description =
          "Its requests are refused at once, its workers are disconnected, and the tokens made with it are revoked as well.")
  AccessJson.TokenJson revoke(@PathVariable long id) {
    Token revoked = engine.execute(new AccessCommand.RevokeToken(id, callers.current()));
    return AccessJson.TokenJson.of(
        revoked, engine.access(), reads.workspaces().names(callers.sightOfNames()));
  }

  /**
   * Tokens.
   *
   * @param tokens those that one may see, the oldest first
   */
  @Schema(name = "Tokens")
  record TokensJson(List<AccessJson.TokenJson> tokens) {}

  /**
   * A new token.
   *
   * @param token the token without its secret
   */
  @Schema(name = "NewToken")
  record NewTokenJson(
      @Schema(description = "Shown only here") String secret, AccessJson.TokenJson token) {}

  /**
   * The token to make.
   *
   * @param name what to call it
   * @param service whether it acts under its own name; for administrators of all its workspaces
   * @param on names of workspaces, and patterns
   * @param administrator whether it may manage users and grants as its owner may
   * @param modules what its workers may declare, such as billing or shop.*; all when left out
   * @param expiresInDays how many days it is valid
   */
  @Schema(name = "TokenRequest")
  record TokenRequestJson(
      @Schema(example = "laptop", requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable String name,
      @Nullable Boolean service,
      @Schema(
              allowableValues = {"viewer", "operator", "developer", "administrator"},
              requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable String role,
      @Schema(example = "[\"development/*\"]", requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable List<String> on,
      @Nullable Boolean administrator,
      @Nullable List<String> modules,
      @Schema(minimum = "1", maximum = "366", defaultValue = "90")
          @Nullable Integer expiresInDays) {}
}
