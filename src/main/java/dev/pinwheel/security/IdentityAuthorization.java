package dev.pinwheel.security;

import dev.pinwheel.access.HasActor;
import dev.pinwheel.engine.Engine;
import dev.pinwheel.model.Actor;
import java.time.InstantSource;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.stereotype.Component;

/** Whether the identity of a request may pass the chains of filters. */
@Component
final class IdentityAuthorization {

  private final Engine engine;
  private final SetUpCode setUp;
  private final InstantSource clock;

  IdentityAuthorization(Engine engine, SetUpCode setUp, InstantSource clock) {
    this.engine = engine;
    this.setUp = setUp;
    this.clock = clock;
  }

  /** Whether the request has an identity that still exists, or none is needed. */
  AuthorizationManager<RequestAuthorizationContext> known() {
    return decide(actor -> engine.access().isKnown(actor, clock.instant()));
  }

  /** The same, of a server administrator. */
  AuthorizationManager<RequestAuthorizationContext> administrators() {
    return decide(actor -> engine.access().isServerAdministrator(actor, clock.instant()));
  }

  private AuthorizationManager<RequestAuthorizationContext> decide(Predicate<Actor> mayPass) {
    return (authentication, context) -> {
      if (!engine.access().isSecured()) {
        return new AuthorizationDecision(!setUp.isNeeded());
      }
      Actor actor = actorOf(authentication.get());
      return new AuthorizationDecision(actor != null && mayPass.test(actor));
    };
  }

  private static @Nullable Actor actorOf(@Nullable Authentication authentication) {
    return authentication != null && authentication.getPrincipal() instanceof HasActor known
        ? known.actor()
        : null;
  }
}
