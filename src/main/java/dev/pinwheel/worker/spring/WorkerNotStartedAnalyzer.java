package dev.pinwheel.worker.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Lets Spring Boot report a worker that cannot start in two sentences instead of a stack trace. The
 * artifact {@code pinwheel-spring} registers it in its {@code META-INF/spring.factories}.
 */
final class WorkerNotStartedAnalyzer extends AbstractFailureAnalyzer<WorkerNotStarted> {

  @Override
  protected FailureAnalysis analyze(Throwable failure, WorkerNotStarted cause) {
    return new FailureAnalysis(cause.problem(), cause.action(), cause);
  }
}
