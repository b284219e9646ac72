package dev.pinwheel.query.step;

import dev.pinwheel.model.Json;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.StepOptions;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.facts.Facts;
import dev.pinwheel.query.facts.ResultFact;
import dev.pinwheel.query.facts.StepFact;
import dev.pinwheel.query.view.MemoOptionText;
import dev.pinwheel.query.view.Rerun;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.Payloads;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Builds the explanation of an execution. */
final class ExplanationReader {

  private final DSLContext dsl;
  private final Payloads payloads;
  private final ExplanationFacts around;
  private final Facts facts;
  private final LookupReader lookups;
  private final MemoAdviceReader advice;

  ExplanationReader(
      DSLContext dsl, Payloads payloads, Viewpoint viewpoint, ExplanationFacts around) {
    this.dsl = dsl;
    this.payloads = payloads;
    this.around = around;
    this.facts = around.facts();
    this.lookups = new LookupReader(dsl, viewpoint, facts);
    this.advice = new MemoAdviceReader(dsl, viewpoint);
  }

  Explanation read(ExecutionFact execution) {
    StepFact step = execution.step();
    List<Json> arguments = StepArguments.load(dsl, payloads, step);
    StepOptions options = ExecutionViews.options(dsl, execution);
    Lookup made = made(execution, arguments);
    List<Lookup> reuses = new ArrayList<>();
    for (ExplanationFacts.Call call : around.reused()) {
      Lookup reuse = lookups.read(call, arguments);
      if (reuse != null) {
        reuses.add(reuse);
      }
    }
    return new Explanation(
        execution.id(),
        step.module(),
        step.target(),
        execution.workspace().name(),
        options.effective().memo(),
        MemoOptionText.origin(options.memoOrigin()),
        step.memoKey(),
        StepArguments.named(step, arguments),
        String.join(" ", sentences(execution, made)),
        made,
        reuses,
        around.moreReused(),
        advice(step));
  }

  /** Only when nothing was reused: otherwise its key does repeat. */
  private @Nullable MemoAdvice advice(StepFact step) {
    return step.memoKey() == null || !around.reused().isEmpty()
        ? null
        : advice.find(step).orElse(null);
  }

  private @Nullable Lookup made(ExecutionFact execution, List<Json> arguments) {
    return around.made().stream()
        .filter(call -> call.callee() == execution.sequence())
        .findFirst()
        .map(call -> lookups.read(call, arguments))
        .orElse(null);
  }

  private List<String> sentences(ExecutionFact execution, @Nullable Lookup made) {
    List<String> sentences = new ArrayList<>();
    sentences.add(happened(execution, made));
    ResultFact result = execution.result();
    ExecutionFact answered =
        result != null && result.kind() == ResultKind.CACHED ? facts.successor(execution) : null;
    if (answered != null) {
      sentences.add(
          "Then the cache answered with %s%s, so nothing was executed."
              .formatted(
                  answered.id(),
                  answered.depth() == execution.depth()
                      ? ""
                      : " from " + answered.workspace().name()));
    }
    return sentences;
  }

  private String happened(ExecutionFact execution, @Nullable Lookup made) {
    return switch (execution.cause()) {
      case SUBMIT -> "Executed because the run was submitted.";
      case RERUN -> forced(execution.rerun());
      case FORCE -> made == null ? "Executed: a re-run also forced this step." : called(made);
      case RETRY -> retried(execution);
      case CALL ->
          made == null ? "Executed for a call that is not visible from here." : called(made);
    };
  }

  private static String forced(@Nullable Rerun rerun) {
    return rerun == null
        ? "Forced by a re-run; memo was ignored."
        : "Forced by %s%s; memo was ignored."
            .formatted(rerun.by(), rerun.reason() == null ? "" : " (" + rerun.reason() + ")");
  }

  private static String called(Lookup made) {
    return "Called by %s (%s). %s".formatted(made.callerTarget(), made.caller(), made.sentence());
  }

  private String retried(ExecutionFact execution) {
    return facts.attempts(execution.step().id()).stream()
        .filter(attempt -> Objects.equals(attempt.successor(), execution.sequence()))
        .findFirst()
        .map(attempt ->
            "Executed to retry attempt %d. A retry ignores memoized results."
                .formatted(attempt.id().attempt()))
        .orElse("Executed as a retry, which ignores memoized results.");
  }
}
