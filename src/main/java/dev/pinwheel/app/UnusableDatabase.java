package dev.pinwheel.app;

import dev.pinwheel.store.ServerLeaseHeld;
import java.sql.SQLException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Why the server cannot start on its database, and what to do: an analyzer for each reason, listed
 * in {@code META-INF/spring.factories}. Spring Boot shows two sentences instead of a stack trace.
 */
final class UnusableDatabase {

  private UnusableDatabase() {}

  /** An analyzer whose sentences name the database. */
  private abstract static class Analyzer<T extends Throwable> extends AbstractFailureAnalyzer<T> {

    private final Environment environment;

    Analyzer(Environment environment) {
      this.environment = environment;
    }

    /** The directory of the embedded database. */
    @Nullable String directory() {
      return environment.getProperty(DataDirectory.PROPERTY);
    }

    @Nullable String url() {
      return environment.getProperty("spring.datasource.url");
    }
  }

  /** Another process has the file of H2 open. */
  @Order(Ordered.HIGHEST_PRECEDENCE)
  static final class InUse extends Analyzer<SQLException> {

    InUse(Environment environment) {
      super(environment);
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable failure, SQLException cause) {
      if (cause.getErrorCode() != ErrorCode.DATABASE_ALREADY_OPEN_1) {
        return null;
      }
      return new FailureAnalysis(
          "Expected to open the database in '%s', but another process has it open."
              .formatted(directory()),
          "Stop the other server (is Pinwheel running in another terminal?), or give this one data of"
              + " its own: ./pinwheel start --pinwheel.data=DIRECTORY --server.port=PORT",
          cause);
    }
  }

  /** H2 cannot read its file. */
  @Order(Ordered.HIGHEST_PRECEDENCE)
  static final class Damaged extends Analyzer<SQLException> {

    Damaged(Environment environment) {
      super(environment);
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable failure, SQLException cause) {
      if (cause.getErrorCode() != ErrorCode.FILE_CORRUPTED_1) {
        return null;
      }
      return new FailureAnalysis(
          "Expected a sound database in '%s', but its file is damaged (%s)."
              .formatted(directory(), cause.getMessage()),
          "Restore a backup: ./pinwheel restore FILE",
          cause);
    }
  }

  /** The database was made by a version of Pinwheel with other migrations. */
  static final class OfAnotherVersion extends Analyzer<FlywayValidateException> {

    OfAnotherVersion(Environment environment) {
      super(environment);
    }

    @Override
    protected FailureAnalysis analyze(Throwable failure, FlywayValidateException cause) {
      return new FailureAnalysis(
          "Expected a database with this version's migrations at %s, but found others. %s"
              .formatted(url(), cause.getMessage()),
          "Start the version of Pinwheel that made the database, or start with an empty data"
              + " directory: ./pinwheel start --pinwheel.data=DIRECTORY",
          cause);
    }
  }

  /** The database was migrated by a newer version of Pinwheel. */
  static final class TooNew extends Analyzer<NewerSchema> {

    TooNew(Environment environment) {
      super(environment);
    }

    @Override
    protected FailureAnalysis analyze(Throwable failure, NewerSchema cause) {
      return new FailureAnalysis(
          "Expected a database that is at most one migration ahead of this version at %s, but a newer version of Pinwheel has worked on it. %s."
              .formatted(url(), cause.getMessage()),
          "Start the version of Pinwheel that worked on it last, or a newer one; or restore a backup"
              + " from before: ./pinwheel restore FILE",
          cause);
    }
  }

  /** Another server works on the same database of PostgreSQL (N6). */
  @Order(Ordered.HIGHEST_PRECEDENCE)
  static final class HeldByAnotherServer extends Analyzer<ServerLeaseHeld> {

    HeldByAnotherServer(Environment environment) {
      super(environment);
    }

    @Override
    protected FailureAnalysis analyze(Throwable failure, ServerLeaseHeld cause) {
      return new FailureAnalysis(
          "Expected to be the only server of the database at %s, but another one works on it: %s."
              .formatted(url(), cause.holder()),
          "Stop the other server, or give this one a database of its own with spring.datasource.url."
              + " To have this one wait until the other stops, start it with --pinwheel.standby=true.",
          cause);
    }
  }
}
