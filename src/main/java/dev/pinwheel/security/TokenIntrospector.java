package dev.pinwheel.security;

import dev.pinwheel.access.AccessSnapshot;
import dev.pinwheel.access.HasActor;
import dev.pinwheel.access.Secrets;
import dev.pinwheel.access.Token;
import dev.pinwheel.engine.Engine;
import dev.pinwheel.model.Actor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.stereotype.Component;

/** Finds whose token a request carries; asked with every request, so that it can be revoked. */
@Component
final class TokenIntrospector implements OpaqueTokenIntrospector {

  private final Engine engine;
  private final InstantSource clock;

  TokenIntrospector(Engine engine, InstantSource clock) {
    this.engine = engine;
    this.clock = clock;
  }

  @Override
  public OAuth2AuthenticatedPrincipal introspect(String secret) {
    Instant now = clock.instant();
    AccessSnapshot access = engine.access();
    Token token =
        access
            .findToken(Secrets.hash(secret), now)
            .orElseThrow(
                () -> new BadOpaqueTokenException("The token is unknown, expired or revoked."));
    engine.accessUse().token(token.id(), now);
    return new TokenPrincipal(access.actorOf(token, Actor.Via.API));
  }

  /** A program or a worker. */
  record TokenPrincipal(Actor actor) implements OAuth2AuthenticatedPrincipal, HasActor {

    @Override
    public Map<String, Object> getAttributes() {
      return Map.of("sub", actor.name());
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
      return List.of();
    }

    @Override
    public String getName() {
      return actor.name();
    }
  }
}
