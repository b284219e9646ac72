package dev.pinwheel.gateway;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

/** Passes the socket events of workers to their {@link WorkerSocket}. Thread-safe. */
final class WorkerSocketHandler implements WebSocketHandler {

  private final RemoteSessions sessions;
  private final Map<String, WorkerSocket> sockets = new ConcurrentHashMap<>();

  WorkerSocketHandler(RemoteSessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) {
    WorkerSocket socket = new WorkerSocket(session, sessions);
    sockets.put(session.getId(), socket);
    sessions.opened(socket);
  }

  @Override
  public void handleMessage(WebSocketSession session, WebSocketMessage<?> message) {
    WorkerSocket socket = sockets.get(session.getId());
    if (socket == null) {
      return;
    }
    switch (message) {
      case TextMessage text -> socket.received(text.getPayload(), text.isLast());
      case PingMessage ping -> {}
      case PongMessage pong -> {}
      default -> socket.breakOff("Expected text, found a binary message.");
    }
  }

  @Override
  public void handleTransportError(WebSocketSession session, Throwable problem) {
    ended(session, "the connection broke: " + problem);
  }

  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
    WorkerSocket socket = sockets.get(session.getId());
    if (socket != null && status.equalsCode(CloseStatus.NORMAL)) {
      socket.left();
    }
    ended(session, "the connection was closed with status " + status.getCode());
  }

  private void ended(WebSocketSession session, String reason) {
    WorkerSocket socket = sockets.remove(session.getId());
    if (socket != null) {
      socket.ended(reason);
    }
  }

  /** A large text arrives in parts, so that no connection needs a buffer of the largest size. */
  @Override
  public boolean supportsPartialMessages() {
    return true;
  }
}
