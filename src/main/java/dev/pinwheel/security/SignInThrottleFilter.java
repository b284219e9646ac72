package dev.pinwheel.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses attempts to sign in that come too fast, before the password is looked at. */
final class SignInThrottleFilter extends OncePerRequestFilter {

  private final SignInThrottle throttle;

  SignInThrottleFilter(SignInThrottle throttle) {
    this.throttle = throttle;
  }

  /** By the decoded path, as the form is recognised: {@code /%73ign-in} is no way around. */
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getMethod().equals("POST")
        || !request.getServletPath().equals(SignInController.SIGN_IN);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String name = Objects.requireNonNullElse(request.getParameter("username"), "");
    Optional<Duration> wait = throttle.begin(name, request.getRemoteAddr());
    if (wait.isPresent()) {
      response.sendRedirect(SignInController.SIGN_IN + "?wait=" + (wait.get().toSeconds() + 1));
    } else {
      chain.doFilter(request, response);
    }
  }
}
