package dev.pinwheel.security;

import dev.pinwheel.access.AccessSnapshot;
import dev.pinwheel.access.HasActor;
import dev.pinwheel.access.Secrets;
import dev.pinwheel.access.User;
import dev.pinwheel.engine.Engine;
import dev.pinwheel.engine.command.AccessCommand;
import dev.pinwheel.model.Actor;
import dev.pinwheel.store.AccessStore;
import dev.pinwheel.store.AccessStore.SignInRow;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.TextLimit;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * Remembers who is signed in where: a random secret in a cookie, and its hash in the database. So
 * sign-ins outlast a restart, can be ended at once, and cannot be fixed in advance.
 */
@Component
public final class SignIns implements SecurityContextRepository {

  static final String COOKIE = "pinwheel-sign-in";

  /** Where the sign-in of a request is kept for who needs its id. */
  private static final String ATTRIBUTE = SignIns.class.getName();

  private final Engine engine;
  private final Database database;
  private final InstantSource clock;
  private final Duration longest;
  private final Duration idle;
  private final AccessStore store = new AccessStore();

  SignIns(
      Engine engine,
      Database database,
      InstantSource clock,
      @Value("${pinwheel.sign-in-lifetime}") Duration longest,
      @Value("${pinwheel.sign-in-idle}") Duration idle) {
    this.engine = engine;
    this.database = database;
    this.clock = clock;
    this.longest = longest;
    this.idle = idle;
  }

  /** The sign-in of a request. */
  public static Optional<Long> idOf(HttpServletRequest request) {
    return Optional.ofNullable((Long) request.getAttribute(ATTRIBUTE));
  }

  /** Whether a sign-in has not ended. */
  public boolean isOpen(long signIn) {
    return database.read(dsl -> store.hasSignIn(dsl, signIn));
  }

  /** Somebody did something in the browser of this sign-in. */
  public void used(long signIn) {
    engine.accessUse().signIn(signIn, clock.instant());
  }

  @Override
  @Deprecated
  public SecurityContext loadContext(HttpRequestResponseHolder holder) {
    return load(holder.getRequest());
  }

  /** Called by Spring Security only when it is needed who sends the request. */
  @Override
  public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
    return new Deferred(request);
  }

  private final class Deferred implements DeferredSecurityContext {

    private final HttpServletRequest request;
    private @Nullable SecurityContext loaded;

    Deferred(HttpServletRequest request) {
      this.request = request;
    }

    @Override
    public SecurityContext get() {
      SecurityContext context = loaded;
      if (context == null) {
        context = load(request);
        loaded = context;
      }
      return context;
    }

    @Override
    public boolean isGenerated() {
      return get().getAuthentication() == null;
    }
  }

  private SecurityContext load(HttpServletRequest request) {
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    Cookie cookie = WebUtils.getCookie(request, COOKIE);
    if (cookie != null && engine.access().isSecured()) {
      find(cookie.getValue())
          .ifPresent(found -> {
            request.setAttribute(ATTRIBUTE, found.id());
            context.setAuthentication(authentication(found));
          });
    }
    return context;
  }

  private Optional<SignInRow> find(String secret) {
    Instant now = clock.instant();
    return database
        .read(dsl -> store.findSignIn(dsl, Secrets.hash(secret)))
        .filter(row -> now.isBefore(row.expiresAt()))
        .filter(row -> now.isBefore(row.usedAt().plus(idle)));
  }

  private @Nullable Authentication authentication(SignInRow row) {
    return engine
        .access()
        .findUser(row.user())
        .map(SignedInUser::new)
        .map(user ->
            UsernamePasswordAuthenticationToken.authenticated(user, "", user.getAuthorities()))
        .orElse(null);
  }

  /** Signs in, when somebody has proved who it is; signs out, when the context is empty. */
  @Override
  public void saveContext(
      SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
    Authentication authentication = context.getAuthentication();
    AccessSnapshot access = engine.access();
    Optional<User> user =
        authentication != null && authentication.getPrincipal() instanceof HasActor known
            ? access.findUser(Objects.requireNonNull(known.actor().user()))
            : Optional.empty();
    if (user.isPresent()) {
      signIn(user.get(), request, response);
    } else {
      signOut(request, response);
    }
  }

  private void signIn(User user, HttpServletRequest request, HttpServletResponse response) {
    String secret = Secrets.random();
    String agent =
        Objects.requireNonNullElse(request.getHeader(HttpHeaders.USER_AGENT), "unknown browser");
    SignInRow row =
        engine.execute(
            new AccessCommand.SignIn(
                Secrets.hash(secret), longest, TextLimit.AGENT.repair(agent), actorOf(user)));
    request.setAttribute(ATTRIBUTE, row.id());
    response.addHeader(HttpHeaders.SET_COOKIE, cookie(secret, longest, request).toString());
  }

  private void signOut(HttpServletRequest request, HttpServletResponse response) {
    Cookie cookie = WebUtils.getCookie(request, COOKIE);
    if (cookie == null) {
      return;
    }
    find(cookie.getValue())
        .ifPresent(row ->
            engine
                .access()
                .findUser(row.user())
                .ifPresent(user -> {
                  var unused = engine.execute(new AccessCommand.SignOut(row.id(), actorOf(user)));
                }));
    response.addHeader(HttpHeaders.SET_COOKIE, cookie("", Duration.ZERO, request).toString());
  }

  private static Actor actorOf(User user) {
    return Actor.user(user.name(), user.id(), Actor.Via.STUDIO);
  }

  private static ResponseCookie cookie(
      String value, Duration lifetime, HttpServletRequest request) {
    return ResponseCookie.from(COOKIE, value)
        .httpOnly(true)
        .secure(request.isSecure())
        .sameSite("Lax")
        .path("/")
        .maxAge(lifetime)
        .build();
  }

  @Override
  public boolean containsContext(HttpServletRequest request) {
    return WebUtils.getCookie(request, COOKIE) != null;
  }
}
