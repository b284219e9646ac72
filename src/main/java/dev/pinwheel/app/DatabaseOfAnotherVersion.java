package dev.pinwheel.app;

import org.flywaydb.core.api.exception.FlywayValidateException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Says what to do when the database was made by a version of Pinwheel with other migrations. */
final class DatabaseOfAnotherVersion extends AbstractFailureAnalyzer<FlywayValidateException> {

  private final Environment environment;

  DatabaseOfAnotherVersion(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected FailureAnalysis analyze(Throwable failure, FlywayValidateException cause) {
    return new FailureAnalysis(
        "Expected a database with this version's migrations at %s, but found others. %s"
            .formatted(environment.getProperty("spring.datasource.url"), cause.getMessage()),
        "Start the version of Pinwheel that made the database, or start with an empty data"
            + " directory: ./pinwheel start --pinwheel.data=DIRECTORY",
        cause);
  }
}
