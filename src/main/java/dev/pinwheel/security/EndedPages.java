package dev.pinwheel.security;

import dev.pinwheel.access.HasActor;
import dev.pinwheel.engine.Engine;
import dev.pinwheel.model.Actor;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends the pages of a browser in which somebody else is signed in now, or nobody any more: a page
 * never outlives the identity for which it was opened.
 */
final class EndedPages extends OncePerRequestFilter {

  private static final String OWNER = EndedPages.class.getName();

  private final Engine engine;
  private final InstantSource clock;

  EndedPages(Engine engine, InstantSource clock) {
    this.engine = engine;
    this.clock = clock;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    HttpSession session = request.getSession(false);
    if (session != null && StudioRequests.hasPages(request)) {
      String present = identity();
      Object owner = session.getAttribute(OWNER);
      if (owner == null) {
        session.setAttribute(OWNER, present);
      } else if (!owner.equals(present)) {
        session.invalidate();
      }
    }
    chain.doFilter(request, response);
  }

  /** The user; empty for nobody. */
  private String identity() {
    @Nullable Authentication authentication =
        SecurityContextHolder.getContext().getAuthentication();
    Actor actor =
        authentication != null && authentication.getPrincipal() instanceof HasActor known
            ? known.actor()
            : Actor.LOCAL;
    return engine.access().isKnown(actor, clock.instant())
        ? Objects.toString(actor.user(), "local")
        : "";
  }
}
