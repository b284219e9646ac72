package dev.pinwheel.app;

import java.sql.SQLException;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Explains what to do when another process has the H2 file open. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class DatabaseInUse extends AbstractFailureAnalyzer<SQLException> {

  private final Environment environment;

  DatabaseInUse(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable failure, SQLException cause) {
    if (cause.getErrorCode() != ErrorCode.DATABASE_ALREADY_OPEN_1) {
      return null;
    }
    return new FailureAnalysis(
        "Expected to open the database in '%s', but another process has it open."
            .formatted(environment.getProperty(DataDirectory.PROPERTY)),
        "Stop the other server (is Pinwheel running in another terminal?), or give this one data of"
            + " its own: ./pinwheel start --pinwheel.data=DIRECTORY --server.port=PORT",
        cause);
  }
}
