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
 * Refuses requests from pages of other sites, on every surface: Studio, API and sockets. On a
 * server without users, a page of another site could otherwise do everything through a browser on
 * this machine; with users, it could do what they may. What is left to other sites is to link here.
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
    } else if (isForeign(request.getHeader("Sec-Fetch-Site")) && !isFollowedLink(request)) {
      refuse(
          request,
          (HttpServletResponse) response,
          ProblemType.FOREIGN_ORIGIN,
          "Expected a request from a page of this server, found one from a page of another site (Sec-Fetch-Site: %s)."
              .formatted(request.getHeader("Sec-Fetch-Site")));
    } else {
      chain.doFilter(request, response);
    }
  }

  /** What browsers say of images, scripts and forms, too, for which they may send no Origin. */
  private static boolean isForeign(@Nullable String fetchSite) {
    return "cross-site".equals(fetchSite) || "same-site".equals(fetchSite);
  }

  /** Somebody goes to a page of this server from elsewhere. */
  private static boolean isFollowedLink(HttpServletRequest request) {
    return request.getMethod().equals("GET")
        && "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
        && "document".equals(request.getHeader("Sec-Fetch-Dest"));
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
