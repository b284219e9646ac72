package dev.pinwheel.testing;

import dev.pinwheel.model.CacheOption;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.RetryOption;
import dev.pinwheel.model.TargetKind;
import dev.pinwheel.model.TargetOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * A workflow or task as a test declares it: {@code task("fetchUser", "userId").memo()}. Immutable.
 */
public final class TargetSpec {

  private final String name;
  private final TargetKind kind;
  private final List<String> parameters;
  private final TargetOptions options;

  private TargetSpec(String name, TargetKind kind, List<String> parameters, TargetOptions options) {
    this.name = name;
    this.kind = kind;
    this.parameters = parameters;
    this.options = options;
  }

  public static TargetSpec task(String name, String... parameters) {
    return new TargetSpec(name, TargetKind.TASK, List.of(parameters), TargetOptions.NONE);
  }

  public static TargetSpec workflow(String name, String... parameters) {
    return new TargetSpec(name, TargetKind.WORKFLOW, List.of(parameters), TargetOptions.NONE);
  }

  /** All parameters count. */
  public TargetSpec memo() {
    return memo(new MemoOption.All());
  }

  /** These parameters count; none: one execution per run. */
  public TargetSpec memoBy(String... names) {
    return memo(new MemoOption.Parameters(List.of(names)));
  }

  /** Explicitly off. */
  public TargetSpec memoOff() {
    return memo(new MemoOption.Off());
  }

  private TargetSpec memo(MemoOption memo) {
    return with(
        new TargetOptions(
            memo, options.cache(), options.retry(), options.timeout(), options.delay()));
  }

  /** Cached by all parameters, for ever. */
  public TargetSpec cached() {
    return cached(new CacheOption(true, null, null, null, null));
  }

  /** Cached by all parameters, up to this age. */
  public TargetSpec cachedFor(Duration maxAge) {
    return cached(new CacheOption(true, null, maxAge, null, null));
  }

  public TargetSpec cached(CacheOption cache) {
    return with(
        new TargetOptions(
            options.memo(), cache, options.retry(), options.timeout(), options.delay()));
  }

  /** Retried up to this often, at once. */
  public TargetSpec retries(int limit) {
    return retries(limit, Duration.ZERO);
  }

  /** Retried up to this often, the first time after this wait. */
  public TargetSpec retries(int limit, Duration backoff) {
    return with(
        new TargetOptions(
            options.memo(),
            options.cache(),
            new RetryOption(limit, backoff, Duration.ofHours(1)),
            options.timeout(),
            options.delay()));
  }

  public TargetSpec timeout(Duration timeout) {
    return with(
        new TargetOptions(
            options.memo(), options.cache(), options.retry(), timeout, options.delay()));
  }

  private TargetSpec with(TargetOptions changed) {
    return new TargetSpec(name, kind, parameters, changed);
  }

  public String name() {
    return name;
  }

  Manifest.Target declaration() {
    return new Manifest.Target(
        name,
        kind,
        "",
        parameters.stream()
            .map(parameter -> new Manifest.Parameter(parameter, Json.of("{}"), true, null))
            .toList(),
        options);
  }

  /** The declaration of a module made of these targets. */
  public static Manifest manifest(String module, String codeVersion, TargetSpec... targets) {
    return new Manifest(
        module, codeVersion, Arrays.stream(targets).map(TargetSpec::declaration).toList());
  }
}
