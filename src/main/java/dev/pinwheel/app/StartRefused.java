package dev.pinwheel.app;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The server does not start, because that would break a promise; says what to do instead. */
final class StartRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String problem;
  private final String action;

  /**
   * @param problem what was expected and what was found, in a sentence
   * @param action what to do
   */
  StartRefused(String problem, String action) {
    super(problem);
    this.problem = problem;
    this.action = action;
  }

  /** Lets Spring Boot report both instead of a stack trace. */
  static final class Analyzer extends AbstractFailureAnalyzer<StartRefused> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, StartRefused cause) {
      return new FailureAnalysis(cause.problem, cause.action, cause);
    }
  }
}
