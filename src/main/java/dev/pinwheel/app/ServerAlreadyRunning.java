package dev.pinwheel.app;

import dev.pinwheel.store.ServerLeaseHeld;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Says what to do when another server works on the same PostgreSQL database. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ServerAlreadyRunning extends AbstractFailureAnalyzer<ServerLeaseHeld> {

  private final Environment environment;

  ServerAlreadyRunning(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected FailureAnalysis analyze(Throwable failure, ServerLeaseHeld cause) {
    return new FailureAnalysis(
        "Expected to be the only server of the database at %s, but another one works on it: %s."
            .formatted(environment.getProperty("spring.datasource.url"), cause.holder()),
        "Stop the other server, or give this one a database of its own with spring.datasource.url."
            + " Several servers on one database are not supported yet.",
        cause);
  }
}
