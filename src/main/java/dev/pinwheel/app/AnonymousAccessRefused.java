package dev.pinwheel.app;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * The server would listen where others can reach it, without users and without being allowed to.
 */
final class AnonymousAccessRefused extends RuntimeException {

  private static final long serialVersionUID = 1;

  AnonymousAccessRefused(String where) {
    super(
        "Expected a loopback address in server.address, because no users are configured, but found %s."
            .formatted(where));
  }

  /** The action in Spring Boot's report of the failed start. */
  static final class Analyzer extends AbstractFailureAnalyzer<AnonymousAccessRefused> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, AnonymousAccessRefused cause) {
      return new FailureAnalysis(
          cause.getMessage(),
          "Leave server.address out to serve this machine only, or allow anyone who can reach the server to see and change"
              + " everything: --pinwheel.allow-anonymous=true",
          cause);
    }
  }
}
