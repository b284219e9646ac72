package dev.pinwheel.app;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A property has a value that is not accepted: the sentence about it instead of a stack trace. */
final class InvalidProperty extends AbstractFailureAnalyzer<IllegalArgumentException> {

  private static final String BEGINNING = "Expected pinwheel.";

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable failure, IllegalArgumentException cause) {
    String message = cause.getMessage();
    return message == null || !message.startsWith(BEGINNING)
        ? null
        : new FailureAnalysis(
            message, "Correct the property; docs/reference/configuration.md describes it.", cause);
  }
}
