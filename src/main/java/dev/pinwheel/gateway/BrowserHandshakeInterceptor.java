package dev.pinwheel.gateway;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/**
 * Browsers always say where a page that opens a socket came from, and workers are no browsers: a
 * page of another site must not pose as a worker of whoever looks at it.
 */
final class BrowserHandshakeInterceptor implements HandshakeInterceptor {

  private static final Logger LOG = LoggerFactory.getLogger(BrowserHandshakeInterceptor.class);

  @Override
  public boolean beforeHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      Map<String, Object> attributes) {
    String origin = request.getHeaders().getOrigin();
    if (origin == null) {
      return true;
    }
    LOG.warn("Refused a connection as a worker from a page of {}", origin);
    response.setStatusCode(HttpStatus.FORBIDDEN);
    return false;
  }

  @Override
  public void afterHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      @Nullable Exception problem) {}
}
