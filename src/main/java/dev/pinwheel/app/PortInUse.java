package dev.pinwheel.app;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says what to do when another program listens on the server's port. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PortInUse extends AbstractFailureAnalyzer<PortInUseException> {

  @Override
  protected FailureAnalysis analyze(Throwable failure, PortInUseException cause) {
    return new FailureAnalysis(
        "Expected to listen on port %d, but another program already does."
            .formatted(cause.getPort()),
        "Stop that program (is Pinwheel running in another terminal?), or choose another port:"
            + " ./pinwheel start --server.port=%d".formatted(cause.getPort() + 1),
        cause);
  }
}
