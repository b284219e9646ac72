package dev.pinwheel.api;

import dev.pinwheel.api.value.MemoAdviceJson;
import dev.pinwheel.api.value.MemoJson;
import dev.pinwheel.api.value.VerbatimJson;
import dev.pinwheel.model.CacheOption;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.RetryOption;
import dev.pinwheel.model.TargetKind;
import dev.pinwheel.model.TargetOptions;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.ModuleView;
import dev.pinwheel.query.TargetView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A module as declared nearest to a workspace, and newest there.
 *
 * @param declaredIn the workspace whose worker declared it; absent for the embedded worker
 * @param declaredBy the worker that declared it, at {@code declaredAt}; absent when not recorded
 * @param workerHere whether a worker could execute it in the workspace now
 * @param targets its workflows, then its tasks
 */
@Schema(name = "Module")
record ModuleJson(
    String module,
    @Nullable String declaredIn,
    @Schema(example = "joe@laptop") @Nullable String declaredBy,
    String codeVersion,
    Instant declaredAt,
    boolean workerHere,
    List<TargetJson> targets) {

  static ModuleJson of(ModuleView view) {
    WorkspaceName declaredIn = view.declaredIn();
    return new ModuleJson(
        view.module(),
        declaredIn == null ? null : declaredIn.value(),
        view.declaredBy(),
        view.codeVersion(),
        view.declaredAt(),
        view.workerHere(),
        view.targets().stream().map(TargetJson::of).toList());
  }

  /**
   * A workflow or a task.
   *
   * @param name its name
   * @param kind workflow or task
   * @param description Markdown
   * @param parameters by position
   * @param options as declared
   * @param olderDeclaration absent unless the newest manifest lacks it and another worker still
   *     declares it
   * @param memoAdvice of a task whose memo key never repeated in the latest runs
   */
  @Schema(name = "Target")
  record TargetJson(
      String name,
      TargetKind kind,
      String description,
      List<ParameterJson> parameters,
      OptionsJson options,
      @Nullable OlderDeclarationJson olderDeclaration,
      @Nullable MemoAdviceJson memoAdvice) {

    static TargetJson of(TargetView view) {
      Manifest.Target target = view.declaration();
      return new TargetJson(
          target.name(),
          target.kind(),
          target.description(),
          target.parameters().stream().map(ParameterJson::of).toList(),
          OptionsJson.of(target.options()),
          OlderDeclarationJson.of(view.older()),
          MemoAdviceJson.of(view.advice()));
    }
  }

  /**
   * An older manifest that a worker still declares.
   *
   * @param worker absent when not recorded
   */
  @Schema(name = "OlderDeclaration")
  record OlderDeclarationJson(@Nullable String worker, String codeVersion, Instant declaredAt) {

    static @Nullable OlderDeclarationJson of(TargetView.@Nullable OlderDeclaration older) {
      return older == null
          ? null
          : new OlderDeclarationJson(older.worker(), older.codeVersion(), older.at());
    }
  }

  /**
   * A parameter.
   *
   * @param name its name
   * @param schema JSON Schema of what it takes
   * @param defaultValue absent when it has none
   */
  @Schema(name = "Parameter")
  record ParameterJson(
      String name, VerbatimJson schema, boolean required, @Nullable VerbatimJson defaultValue) {

    static ParameterJson of(Manifest.Parameter parameter) {
      return new ParameterJson(
          parameter.name(),
          VerbatimJson.of(parameter.schema()),
          parameter.required(),
          parameter.defaultValue() == null ? null : VerbatimJson.of(parameter.defaultValue()));
    }
  }

  /**
   * Options as declared; what is not set is absent.
   *
   * @param memo off, all or the names of parameters
   * @param cache how results are cached
   * @param retry how failed executions are tried again
   * @param timeoutMillis how long an execution may take
   * @param delayMillis how long after the call it may begin
   */
  @Schema(name = "Options")
  record OptionsJson(
      @Schema(
              oneOf = {MemoJson.Word.class, String[].class},
              example = "all")
          @Nullable Object memo,
      @Nullable CacheJson cache,
      @Nullable RetryJson retry,
      @Nullable Long timeoutMillis,
      @Nullable Long delayMillis) {

    static OptionsJson of(TargetOptions options) {
      CacheOption cache = options.cache();
      RetryOption retry = options.retry();
      return new OptionsJson(
          MemoJson.of(options.memo()),
          cache == null ? null : CacheJson.of(cache),
          retry == null ? null : RetryJson.of(retry),
          millis(options.timeout()),
          millis(options.delay()));
    }
  }

  /**
   * How results are cached across runs.
   *
   * @param enabled false switches caching off
   * @param parameters those that are part of the key; all when absent
   * @param maxAgeMillis how long a result is used; forever when absent
   * @param namespace shared by tasks that share results
   * @param version another one leaves older results behind
   */
  @Schema(name = "Cache")
  record CacheJson(
      boolean enabled,
      @Nullable List<String> parameters,
      @Nullable Long maxAgeMillis,
      @Nullable String namespace,
      @Nullable String version) {

    static CacheJson of(CacheOption cache) {
      return new CacheJson(
          cache.enabled(),
          cache.parameters(),
          millis(cache.maxAge()),
          cache.namespace(),
          cache.version());
    }
  }

  /**
   * How failed executions are tried again.
   *
   * @param limit how many retries at most
   * @param backoffMillis the pause before the first one, doubled for each further one
   * @param maxBackoffMillis the longest pause
   */
  @Schema(name = "Retry")
  record RetryJson(int limit, long backoffMillis, long maxBackoffMillis) {

    static RetryJson of(RetryOption retry) {
      return new RetryJson(
          retry.limit(), retry.backoff().toMillis(), retry.maxBackoff().toMillis());
    }
  }

  private static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis();
  }
}
