package dev.pinwheel.gateway;

import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.engine.command.WorkerLink;
import dev.pinwheel.engine.log.LogMessage;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.CacheOption;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Failure;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.Outcome;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RetryOption;
import dev.pinwheel.model.StorableTime;
import dev.pinwheel.model.TargetKind;
import dev.pinwheel.model.TargetOptions;
import dev.pinwheel.protocol.CallOptions;
import dev.pinwheel.protocol.ModuleDeclaration;
import dev.pinwheel.protocol.ServerMessage;
import dev.pinwheel.protocol.WorkerMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Maps types of the protocol to those of the model and back. */
final class ProtocolMapper {

  private ProtocolMapper() {}

  /** A century; times further away need not be computed. */
  private static final long LONGEST_MILLIS = Duration.ofDays(36_525).toMillis();

  /**
   * @throws Rejection (invalid argument) naming the first part that is invalid
   */
  static WorkerCommand.OpenSession session(WorkerMessage.Hello hello, WorkerLink link, Actor by) {
    return new WorkerCommand.OpenSession(
        hello.worker(),
        hello.workspace(),
        hello.codeVersion(),
        hello.concurrency(),
        hello.modules().stream().map(module -> manifest(module, hello.codeVersion())).toList(),
        link,
        hello.workspace() == null ? null : hello.instance(),
        by);
  }

  private static Manifest manifest(ModuleDeclaration declaration, String codeVersion) {
    return new Manifest(
        declaration.module(),
        codeVersion,
        declaration.targets().stream().map(ProtocolMapper::target).toList());
  }

  private static Manifest.Target target(ModuleDeclaration.TargetDeclaration target) {
    TargetKind kind =
        switch (target.kind()) {
          case "task" -> TargetKind.TASK;
          case "workflow" -> TargetKind.WORKFLOW;
          default ->
              throw Rejection.invalidArgument(
                  "Expected the kind of '%s' to be task or workflow, found '%s'."
                      .formatted(target.name(), target.kind()));
        };
    return new Manifest.Target(
        target.name(),
        kind,
        target.description(),
        target.parameters().stream()
            .map(parameter ->
                new Manifest.Parameter(
                    parameter.name(),
                    Json.of(parameter.schema()),
                    parameter.required(),
                    json(parameter.defaultValue())))
            .toList(),
        options(target.options()));
  }

  private static @Nullable Json json(@Nullable String text) {
    return text == null ? null : Json.of(text);
  }

  static TargetOptions options(CallOptions options) {
    return new TargetOptions(
        memo(options.memo()),
        cache(options.cache()),
        retries(options.retries()),
        millisOrNull("timeoutMillis", options.timeoutMillis()),
        millisOrNull("delayMillis", options.delayMillis()));
  }

  private static @Nullable MemoOption memo(CallOptions.@Nullable Memo memo) {
    return memo == null
        ? null
        : switch (memo.mode()) {
          case "off" -> new MemoOption.Off();
          case "all" -> new MemoOption.All();
          case "parameters" -> new MemoOption.Parameters(memo.parameters());
          default ->
              throw Rejection.invalidArgument(
                  "Expected the memo mode off, all or parameters, found '%s'."
                      .formatted(memo.mode()));
        };
  }

  private static @Nullable CacheOption cache(CallOptions.@Nullable Cache cache) {
    return cache == null
        ? null
        : new CacheOption(
            cache.enabled(),
            cache.parameters(),
            millisOrNull("maxAgeMillis", cache.maxAgeMillis()),
            cache.namespace(),
            cache.version());
  }

  private static @Nullable RetryOption retries(CallOptions.@Nullable Retries retries) {
    if (retries == null) {
      return null;
    }
    if (retries.limit() < 0) {
      throw Rejection.invalidArgument(
          "Expected a retry limit of 0 or more, found %d.".formatted(retries.limit()));
    }
    return new RetryOption(
        retries.limit(),
        millis("backoffMillis", retries.backoffMillis()),
        millis("maxBackoffMillis", retries.maxBackoffMillis()));
  }

  private static @Nullable Duration millisOrNull(String field, @Nullable Long millis) {
    return millis == null ? null : millis(field, millis);
  }

  private static Duration millis(String field, long millis) {
    if (millis < 0 || millis > LONGEST_MILLIS) {
      throw Rejection.invalidArgument(
          "Expected %s from 0 to %d (100 years), found %d."
              .formatted(field, LONGEST_MILLIS, millis));
    }
    return Duration.ofMillis(millis);
  }

  /** The position of a call among those of its caller. */
  private static int number(int number) {
    if (number < 1) {
      throw Rejection.invalidArgument(
          "Expected the number of a call to be 1 or more, found %d.".formatted(number));
    }
    return number;
  }

  static dev.pinwheel.protocol.WireOutcome outcome(Outcome outcome) {
    Json value = outcome.value();
    Failure failure = outcome.failure();
    return new dev.pinwheel.protocol.WireOutcome(
        outcome.execution().toString(),
        outcome.kind().word(),
        value == null ? null : value.toString(),
        failure == null ? null : failure(failure));
  }

  static ServerMessage.MemoizedTarget memoized(WorkerLink.MemoTarget target) {
    return new ServerMessage.MemoizedTarget(
        target.module(),
        target.target(),
        target.positions(),
        target.values().stream()
            .map(value ->
                new ServerMessage.MemoizedValue(
                    value.key(), value.execution().toString(), value.value().toString()))
            .toList());
  }

  static Failure failure(dev.pinwheel.protocol.WireFailure failure) {
    dev.pinwheel.protocol.WireFailure cause = failure.cause();
    return new Failure(
        failure.type(), failure.message(), failure.frames(), cause == null ? null : failure(cause));
  }

  private static dev.pinwheel.protocol.WireFailure failure(Failure failure) {
    Failure cause = failure.cause();
    return new dev.pinwheel.protocol.WireFailure(
        failure.type(), failure.message(), failure.frames(), cause == null ? null : failure(cause));
  }

  static ServerMessage.Execute execute(WorkerLink.Order order) {
    Duration timeout = order.timeout();
    return new ServerMessage.Execute(
        order.execution().toString(),
        order.workspace().value(),
        order.module(),
        order.target(),
        order.arguments().stream().map(Json::toString).toList(),
        timeout == null ? null : timeout.toMillis(),
        order.memoMap());
  }

  static WorkerCommand.CallTarget call(WorkerMessage.Call call, ExecutionId caller) {
    return new WorkerCommand.CallTarget(
        caller,
        number(call.number()),
        call.module(),
        call.target(),
        call.arguments().stream().map(Json::of).toList(),
        options(call.options()),
        call.group(),
        call.blocking());
  }

  static WorkerCommand.ReportUse use(WorkerMessage.Used used, ExecutionId user) {
    return new WorkerCommand.ReportUse(
        user,
        used.reused().stream().map(ProtocolMapper::reuse).toList(),
        used.awaited().stream().map(ProtocolMapper::id).toList());
  }

  private static WorkerCommand.Reuse reuse(WorkerMessage.ReusedCall call) {
    return new WorkerCommand.Reuse(
        number(call.number()),
        id(call.execution()),
        call.arguments().stream().map(Json::of).toList(),
        call.group());
  }

  /**
   * @throws Rejection (invalid argument) when it cannot be stored
   */
  static LogMessage log(WorkerMessage.LogLine line) {
    Instant at = Instant.ofEpochMilli(line.atEpochMillis());
    if (!StorableTime.isStorable(at)) {
      throw Rejection.invalidArgument(
          "Expected atEpochMillis between the years 1 and 9999, found %d."
              .formatted(line.atEpochMillis()));
    }
    return new LogMessage(
        id(line.execution()), at, line.level(), line.template(), Json.of(line.values()));
  }

  /**
   * @throws Rejection (invalid argument) when it is none
   */
  static ExecutionId id(String text) {
    return ExecutionId.parse(text)
        .orElseThrow(() ->
            Rejection.invalidArgument(
                "Expected the id of an execution, such as R7K2:3:1, but found '%s'."
                    .formatted(text)));
  }

  /** What the caller's code sees when the engine refuses what it asks for. */
  static dev.pinwheel.protocol.WireFailure refusal(@Nullable Throwable problem) {
    String type =
        causeOf(problem) instanceof Rejection rejection
            ? rejection.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ')
            : "server error";
    return new dev.pinwheel.protocol.WireFailure(type, sentence(problem), List.of(), null);
  }

  /** What went wrong, for people. */
  static String sentence(@Nullable Throwable problem) {
    return causeOf(problem) instanceof Rejection rejection
        ? rejection.getMessage()
        : "The server failed because of an internal error; its log has the details.";
  }

  static @Nullable Throwable causeOf(@Nullable Throwable problem) {
    return problem instanceof CompletionException && problem.getCause() != null
        ? problem.getCause()
        : problem;
  }
}
