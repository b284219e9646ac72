package dev.pinwheel.worker.connect;

import java.net.ConnectException;
import java.net.http.WebSocketHandshakeException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** An attempt to open or resume a session failed; the message says why, for people. */
final class ConnectFailed extends Exception {

  private static final long serialVersionUID = 1L;

  /** What to do about it. */
  enum Kind {
    /** Try again: the server has not said anything about the session. */
    UNREACHABLE,

    /** Do not resume this session again: the server refuses it. */
    REFUSED,

    /** Try other addresses: this server, or a proxy in front of it, does not admit this worker. */
    TURNED_AWAY,

    /** Give up: no server admits this worker. */
    FORBIDDEN
  }

  private final Kind kind;

  private ConnectFailed(Kind kind, String reason) {
    super(reason);
    this.kind = kind;
  }

  static ConnectFailed unreachable(String reason) {
    return new ConnectFailed(Kind.UNREACHABLE, reason);
  }

  static ConnectFailed refused(String reason) {
    return new ConnectFailed(Kind.REFUSED, reason);
  }

  /** What went wrong while a socket was opened. */
  static ConnectFailed of(Exception problem) {
    int status =
        causeOf(problem) instanceof WebSocketHandshakeException handshake
            ? handshake.getResponse().statusCode()
            : 0;
    Kind kind =
        switch (status) {
          case 401 -> Kind.FORBIDDEN;
          case 403 -> Kind.TURNED_AWAY;
          default -> Kind.UNREACHABLE;
        };
    return new ConnectFailed(kind, sentence(problem));
  }

  /** A problem in words, without a full stop. */
  static String sentence(Exception problem) {
    Throwable cause = causeOf(problem);
    return switch (cause) {
      case WebSocketHandshakeException refused when refused.getResponse().statusCode() == 401 ->
          "it answered with status 401: the token is missing, expired or revoked";
      case WebSocketHandshakeException refused ->
          "it answered with status %d instead of opening a WebSocket"
              .formatted(refused.getResponse().statusCode());
      case ConnectException unknown when unknown.getCause() instanceof UnresolvedAddressException ->
          "the host name cannot be resolved";
      case ConnectException nobody -> "nothing listens there";
      case SSLException tls when String.valueOf(tls.getMessage()).contains("plaintext") ->
          "it does not speak TLS, so its address begins with http:";
      case TimeoutException late -> "it did not answer in time";
      default -> Objects.requireNonNullElse(cause.getMessage(), cause.toString());
    };
  }

  private static Throwable causeOf(Exception problem) {
    Throwable cause = problem instanceof ExecutionException ? problem.getCause() : problem;
    return cause == null ? problem : cause;
  }

  Kind kind() {
    return kind;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
