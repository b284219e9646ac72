package dev.pinwheel.security;

import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Passwords;
import dev.pinwheel.access.Permission;
import dev.pinwheel.engine.Engine;
import dev.pinwheel.engine.command.AccessCommand;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Rejection;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/**
 * {@code GET /sign-in}: the page to sign in; Spring Security answers its {@code POST}. {@code
 * /set-up}: asks for the first administrator, with the code that the log shows.
 */
@RestController
@Hidden
final class SignInController {

  static final String SIGN_IN = "/sign-in";
  static final String SET_UP = "/set-up";

  private final Engine engine;
  private final Passwords passwords;
  private final SetUpCode code;
  private final ObjectProvider<ClientRegistrationRepository> providers;
  private final SignInPage page = new SignInPage();

  SignInController(
      Engine engine,
      Passwords passwords,
      SetUpCode code,
      ObjectProvider<ClientRegistrationRepository> providers) {
    this.engine = engine;
    this.passwords = passwords;
    this.code = code;
    this.providers = providers;
  }

  @GetMapping(path = SIGN_IN, produces = MediaType.TEXT_HTML_VALUE)
  @Needs(Permission.SIGN_IN)
  ResponseEntity<String> signIn(
      HttpServletRequest request,
      @RequestParam(required = false) @Nullable String error,
      @RequestParam(required = false) @Nullable String out,
      @RequestParam(required = false) @Nullable Integer wait) {
    if (!engine.access().isSecured()) {
      return ResponseEntity.status(HttpStatus.FOUND)
          .location(URI.create(code.isNeeded() ? SET_UP : "/"))
          .build();
    }
    String problem =
        wait == null
            ? problem(error)
            : "Too many attempts failed. Try again in %d s.".formatted(wait);
    String note = out == null ? "" : "You are signed out.";
    String form =
        SignInPage.form(
            SIGN_IN,
            request,
            SignInPage.field("Name", "username", "text", "username")
                + SignInPage.field("Password", "password", "password", "current-password"),
            "Sign in");
    return html(HttpStatus.OK, page.show("Sign in", problem, note, form + providers()));
  }

  private static String problem(@Nullable String error) {
    return switch (error) {
      case null -> "";
      case "provider" ->
          "The identity provider did not sign you in. Try again, or ask who runs this server.";
      case "removed" ->
          "You were removed from this server. Its administrator can let you in again.";
      default -> "The name or the password is wrong.";
    };
  }

  /** A link for each identity provider. */
  private String providers() {
    return Optional.ofNullable(providers.getIfAvailable())
        .filter(Iterable.class::isInstance)
        .map(all ->
            StreamSupport.stream(((Iterable<?>) all).spliterator(), false)
                .filter(ClientRegistration.class::isInstance)
                .map(ClientRegistration.class::cast)
                .map(SignInController::link)
                .collect(Collectors.joining()))
        .orElse("");
  }

  private static String link(ClientRegistration provider) {
    return "<a class=\"pw-sign-in-other\" href=\"/oauth2/authorization/%s\">Sign in with %s</a>\n"
        .formatted(
            HtmlUtils.htmlEscape(provider.getRegistrationId()),
            HtmlUtils.htmlEscape(provider.getClientName()));
  }

  @GetMapping(path = SET_UP, produces = MediaType.TEXT_HTML_VALUE)
  @Needs(Permission.SIGN_IN)
  ResponseEntity<String> setUp(HttpServletRequest request) {
    return code.isNeeded() ? setUpPage(request, HttpStatus.OK, "") : done();
  }

  @PostMapping(path = SET_UP, produces = MediaType.TEXT_HTML_VALUE)
  @Needs(Permission.SIGN_IN)
  ResponseEntity<String> setUp(
      HttpServletRequest request,
      @RequestParam("code") String given,
      @RequestParam String username,
      @RequestParam String password) {
    if (!code.isNeeded()) {
      return done();
    }
    if (!code.isRight(given)) {
      return setUpPage(
          request,
          HttpStatus.FORBIDDEN,
          "That is not the code. The server writes it to its log when it starts.");
    }
    try {
      var unused =
          engine.execute(
              new AccessCommand.AddUser(
                  username, true, passwords.hash(password), null, Actor.LOCAL));
      return done();
    } catch (Rejection rejection) {
      return setUpPage(request, HttpStatus.BAD_REQUEST, rejection.getMessage());
    }
  }

  private static ResponseEntity<String> done() {
    return ResponseEntity.status(HttpStatus.FOUND).location(URI.create(SIGN_IN)).build();
  }

  private ResponseEntity<String> setUpPage(
      HttpServletRequest request, HttpStatus status, String problem) {
    String form =
        SignInPage.form(
            SET_UP,
            request,
            SignInPage.field("Code from the server's log", "code", "text", "one-time-code")
                + SignInPage.field("Name", "username", "text", "username")
                + SignInPage.field(
                    "Password, at least 12 characters", "password", "password", "new-password"),
            "Create the administrator");
    return html(
        status,
        page.show(
            "First administrator",
            problem,
            "This server has no users yet. The first one is a server administrator, who adds others.",
            form));
  }

  private static ResponseEntity<String> html(HttpStatus status, String body) {
    return ResponseEntity.status(status)
        .header("Content-Security-Policy", PagePolicy.OF_FORMS)
        .cacheControl(CacheControl.noStore())
        .contentType(MediaType.TEXT_HTML)
        .body(body);
  }
}
