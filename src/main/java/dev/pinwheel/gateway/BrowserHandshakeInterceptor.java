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
 * Refuses WebSocket handshakes of browsers. Browsers always send an Origin header and workers never
 * do, so a page of another site cannot pose as a worker of the person who views it.
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
    LOG.warn("Refused a worker connection from a browser page of {}", origin);
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
