package dev.pinwheel.app;

import dev.pinwheel.api.problem.ProblemResponse;
import dev.pinwheel.api.problem.ProblemType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * Refuses requests from pages of other sites, on every surface: Studio, API and sockets. There is
 * no sign-in yet, so a page of another site must not reach the server through a browser on this
 * machine.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class HostAndOriginFilter implements Filter {

  private final HostNames names;

  /**
   * @param address where the server listens; null: everywhere
   * @param allowed further names of the server
   */
  HostAndOriginFilter(
      @Value("${server.address:#{null}}") @Nullable InetAddress address,
      @Value("${pinwheel.allowed-hosts}") Set<String> allowed) {
    this.names = new HostNames(allowed, address != null && address.isLoopbackAddress());
  }

  @Override
  public void doFilter(ServletRequest any, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest request = (HttpServletRequest) any;
    String host = hostOf(request);
    String origin = request.getHeader("Origin");
    if (!names.isOwn(host)) {
      String name = HostNames.nameOf(host);
      refuse(
          request,
          (HttpServletResponse) response,
          ProblemType.FOREIGN_HOST,
          "Expected a request to localhost, found one to '%s'. If that is a name of this server, start it with --pinwheel.allowed-hosts=%s."
              .formatted(name, name));
    } else if (origin != null && !names.isOwnPage(origin, host)) {
      refuse(
          request,
          (HttpServletResponse) response,
          ProblemType.FOREIGN_ORIGIN,
          "Expected a request from a page of this server, found one from '%s'. If that is another name of this server, start it with --pinwheel.allowed-hosts=NAME."
              .formatted(origin));
    } else {
      chain.doFilter(request, response);
    }
  }

  /**
   * The Host header as the client sent it; without one (browsers always send it), the address of
   * the request.
   */
  private static String hostOf(HttpServletRequest request) {
    String header = request.getHeader("Host");
    return header == null || header.isEmpty()
        ? request.getServerName() + ":" + request.getServerPort()
        : header;
  }

  private static void refuse(
      HttpServletRequest request, HttpServletResponse response, ProblemType type, String sentence)
      throws IOException {
    if (ProblemResponse.isForApi(request.getRequestURI())) {
      ProblemResponse.write(response, type, sentence);
    } else {
      response.setStatus(type.status().value());
      response.setCharacterEncoding(StandardCharsets.UTF_8);
      response.setContentType(MediaType.TEXT_PLAIN_VALUE);
      response.getWriter().write(sentence + "\n");
    }
  }
}
