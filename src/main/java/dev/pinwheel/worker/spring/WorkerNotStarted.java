package dev.pinwheel.worker.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * The worker of a Spring application cannot start. The message has both sentences, for applications
 * that are not Spring Boot's; {@link Analyzer} shows them apart.
 */
final class WorkerNotStarted extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String problem;
  private final String action;

  WorkerNotStarted(String problem, String action) {
    this(problem, action, null);
  }

  WorkerNotStarted(String problem, String action, @Nullable Throwable cause) {
    super(problem + " " + action, cause);
    this.problem = problem;
    this.action = action;
  }

  /** What was expected and what was found. */
  String problem() {
    return problem;
  }

  /** What to do. */
  String action() {
    return action;
  }

  /**
   * Lets Spring Boot report a worker that cannot start in two sentences instead of a stack trace.
   * The artifact {@code pinwheel-spring} registers it in its {@code META-INF/spring.factories}.
   */
  static final class Analyzer extends AbstractFailureAnalyzer<WorkerNotStarted> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, WorkerNotStarted cause) {
      return new FailureAnalysis(cause.problem(), cause.action(), cause);
    }
  }
}
