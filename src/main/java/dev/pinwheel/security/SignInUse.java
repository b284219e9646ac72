package dev.pinwheel.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Takes down that somebody does something in a browser, so that the sign-in does not end. */
final class SignInUse extends OncePerRequestFilter {

  private final SignIns signIns;

  SignInUse(SignIns signIns) {
    this.signIns = signIns;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(request, response);
    if (StudioRequests.isUse(request)) {
      SignIns.idOf(request).ifPresent(signIns::used);
    }
  }
}
