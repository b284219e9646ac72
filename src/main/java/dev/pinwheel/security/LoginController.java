package dev.pinwheel.security;

import dev.pinwheel.access.GrantScope;
import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Passwords;
import dev.pinwheel.access.Permission;
import dev.pinwheel.access.Role;
import dev.pinwheel.access.Secrets;
import dev.pinwheel.access.Token;
import dev.pinwheel.access.User;
import dev.pinwheel.api.problem.TooManyRequests;
import dev.pinwheel.engine.Engine;
import dev.pinwheel.engine.command.AccessCommand;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Rejection;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/v1/login}: a token for name and password, for {@code ./pinwheel login}. */
@RestController
@Tag(name = "Access", description = "Users, grants, tokens, and what everybody did.")
final class LoginController {

  /** Everything that the user may do, wherever. */
  private static final String EVERYWHERE = "*";

  private static final Duration LIFETIME = Duration.ofDays(90);

  /** For as long as the password of somebody is checked. */
  private static final User NOBODY = new User(0, "nobody", null, null, false);

  private final Engine engine;
  private final Passwords passwords;
  private final SignInThrottle throttle;

  LoginController(Engine engine, Passwords passwords, SignInThrottle throttle) {
    this.engine = engine;
    this.passwords = passwords;
    this.throttle = throttle;
  }

  @PostMapping(path = "/api/v1/login", produces = MediaType.APPLICATION_JSON_VALUE)
  @Needs(Permission.SIGN_IN)
  @Operation(
      summary = "Make a token with name and password, for the command line",
      description =
          "It may do what its user may and is valid for 90 days. It replaces the user's former token of the same name.")
  LoginAnswerJson login(@RequestBody LoginJson request, HttpServletRequest http) {
    if (request.name() == null || request.password() == null || request.token() == null) {
      throw Rejection.invalidArgument(
          "Expected the fields 'name', 'password' and 'token', the name of the token to make.");
    }
    Optional<Duration> wait = throttle.begin(request.name(), http.getRemoteAddr());
    if (wait.isPresent()) {
      throw new TooManyRequests("Too many attempts failed.", wait.get());
    }
    Optional<User> user = engine.access().findUser(request.name());
    boolean isRight = passwords.matches(request.password(), user.orElse(NOBODY));
    if (user.isEmpty() || !isRight) {
      throw Rejection.forbidden("The name or the password is wrong.");
    }
    throttle.succeeded(request.name(), http.getRemoteAddr());
    return token(user.get(), request.token());
  }

  private LoginAnswerJson token(User user, String name) {
    Actor actor = Actor.user(user.name(), user.id(), Actor.Via.CLI);
    engine.access().tokens().stream()
        .filter(token -> token.user() == user.id() && !token.service())
        .filter(token -> token.name().equals(name))
        .filter(token -> token.scopes().stream().anyMatch(LoginController::isEverywhere))
        .forEach(former -> {
          var unused = engine.execute(new AccessCommand.RevokeToken(former.id(), actor));
        });
    String secret = Secrets.token();
    Token token =
        engine.execute(
            new AccessCommand.CreateToken(
                name,
                false,
                Secrets.hash(secret),
                Role.ADMINISTRATOR,
                List.of(EVERYWHERE),
                user.administrator(),
                null,
                LIFETIME,
                actor));
    return new LoginAnswerJson(
        secret, token.id(), token.displayName(user.name()), token.expiresAt());
  }

  private static boolean isEverywhere(GrantScope scope) {
    return scope instanceof GrantScope.OfPattern of && of.pattern().value().equals(EVERYWHERE);
  }

  /**
   * Who logs in.
   *
   * @param name the name of the user
   * @param token the name of the token to make
   */
  @Schema(name = "Login")
  record LoginJson(
      @Schema(example = "joe", requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String name,
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String password,
      @Schema(example = "laptop", requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable String token) {}

  /**
   * The token.
   *
   * @param secret shown only here
   * @param id its number
   * @param name as it stands beside what is done with it
   * @param expiresAt until when it is valid
   */
  @Schema(name = "LoginAnswer")
  record LoginAnswerJson(
      String secret, long id, @Schema(example = "joe/laptop") String name, Instant expiresAt) {}
}
