package dev.pinwheel.worker.spring;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.Environment;

/** The properties {@code pinwheel.worker.*} of an application. */
record WorkerProperties(
    String server,
    String workspace,
    String name,
    Optional<Integer> concurrency,
    Optional<String> codeVersion,
    Duration drainTimeout,
    Optional<String> token) {

  private static final String PREFIX = "pinwheel.worker.";

  /** Less than the 30 s that Kubernetes grants a process after SIGTERM. */
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(25);

  /**
   * Reads them.
   *
   * @throws WorkerNotStarted when one is missing or invalid
   */
  static WorkerProperties of(Environment environment) {
    String name = find(environment, "name");
    String server = find(environment, "server");
    return new WorkerProperties(
        server == null ? "http://localhost:8080" : server,
        workspace(find(environment, "workspace")),
        name == null ? environment.getProperty("spring.application.name", "spring") : name,
        concurrency(find(environment, "concurrency")),
        Optional.ofNullable(find(environment, "code-version")),
        drainTimeout(find(environment, "drain-timeout")),
        Optional.ofNullable(find(environment, "token")));
  }

  /** The property; null when it is missing or blank. */
  private static @Nullable String find(Environment environment, String property) {
    String value = environment.getProperty(PREFIX + property);
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static String workspace(@Nullable String value) {
    if (value == null) {
      throw new WorkerNotStarted(
          "Expected a workspace, found no property %sworkspace.".formatted(PREFIX),
          "Set %1$sworkspace=development/joe, or a pattern: %1$sworkspace=development/*"
              .formatted(PREFIX));
    }
    return value;
  }

  private static Optional<Integer> concurrency(@Nullable String value) {
    if (value == null) {
      return Optional.empty();
    }
    try {
      int concurrency = Integer.parseInt(value);
      if (concurrency >= 1) {
        return Optional.of(concurrency);
      }
    } catch (NumberFormatException e) {
      // The sentence below says what is expected.
    }
    throw new WorkerNotStarted(
        "Expected a number of at least 1 in %sconcurrency, found '%s'.".formatted(PREFIX, value),
        "Set how many executions may compute at the same time: %sconcurrency=8. The default is twice the number of processors."
            .formatted(PREFIX));
  }

  private static Duration drainTimeout(@Nullable String value) {
    if (value == null) {
      return DRAIN_TIMEOUT;
    }
    try {
      Duration limit = DurationStyle.detectAndParse(value);
      if (!limit.isNegative()) {
        return limit;
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      // The sentence below says what is expected.
    }
    throw new WorkerNotStarted(
        "Expected a duration of 0 s or more in %sdrain-timeout, found '%s'."
            .formatted(PREFIX, value),
        "Set how long the worker may drain when the application is closed: %sdrain-timeout=25s, which is the default."
            .formatted(PREFIX));
  }

  /** The properties that are sent to the server, with their effective values. */
  @Override
  public String toString() {
    Map<String, Object> effective = new LinkedHashMap<>();
    effective.put("server", server);
    effective.put("workspace", workspace);
    effective.put("name", name);
    concurrency.ifPresent(value -> effective.put("concurrency", value));
    codeVersion.ifPresent(value -> effective.put("code-version", value));
    return effective.entrySet().stream()
        .map(property -> PREFIX + property.getKey() + "=" + property.getValue())
        .collect(Collectors.joining(", "));
  }
}
