package dev.pinwheel.query.step;

import dev.pinwheel.model.CallKind;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.JsonArray;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.facts.Facts;
import dev.pinwheel.query.facts.RecordedLookup;
import dev.pinwheel.query.facts.ResultFact;
import dev.pinwheel.query.facts.StepFact;
import dev.pinwheel.query.step.Lookup.Considered;
import dev.pinwheel.query.step.Lookup.Reason;
import dev.pinwheel.query.step.Lookup.Verdict;
import dev.pinwheel.query.view.ArgumentDifference;
import dev.pinwheel.query.view.MemoOptionText;
import dev.pinwheel.query.view.Viewpoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Reads what the lookup of a call saw and decided. */
final class LookupReader {

  private final Facts facts;
  private final NearestMissFinder nearest;
  private final ArgumentComparison differences;

  LookupReader(DSLContext dsl, Viewpoint viewpoint, Facts facts) {
    this.facts = facts;
    this.nearest = new NearestMissFinder(dsl, viewpoint);
    this.differences = new ArgumentComparison(dsl, viewpoint);
  }

  /**
   * Null when the caller or what it called is not visible.
   *
   * @param arguments of the step called
   */
  @Nullable Lookup read(ExplanationFacts.Call call, List<Json> arguments) {
    ExecutionFact caller = facts.execution(call.caller());
    ExecutionFact callee = facts.execution(call.callee());
    if (caller == null || callee == null) {
      return null;
    }
    RecordedLookup recorded = call.lookup();
    Verdict verdict = verdict(call);
    List<Considered> considered = considered(call, caller, callee);
    NearestMiss miss =
        verdict == Verdict.MISS && considered.isEmpty()
            ? nearest.find(callee, arguments, call, caller.workspace().id().value())
            : null;
    StepFact step = callee.step();
    MemoOption option =
        recorded.origin() == null ? step.options().effective().memo() : recorded.option();
    return new Lookup(
        caller.id(),
        caller.step().target(),
        caller.workspace().name(),
        call.number(),
        call.times(),
        call.calledAt(),
        callee.id(),
        callee.workspace().name(),
        verdict,
        option,
        MemoOptionText.origin(
            recorded.origin() == null ? step.options().memoOrigin() : recorded.origin()),
        LookupText.decided(
            verdict, callee, isJoined(recorded, callee), callee.depth() == caller.depth()),
        considered,
        recorded.more(),
        miss,
        outsideKey(call, step, arguments));
  }

  private static Verdict verdict(ExplanationFacts.Call call) {
    boolean made = call.kind() == CallKind.MADE;
    return switch (call.lookup().rule()) {
      case "success" -> made ? Verdict.NOT_MEMOIZED : Verdict.EARLIER_SUCCESS;
      case "force" -> Verdict.FORCED;
      case "forced" -> Verdict.FORCED_BEFORE;
      default -> {
        if (!made) {
          yield Verdict.HIT;
        }
        yield call.memoKey() == null ? Verdict.NOT_MEMOIZED : Verdict.MISS;
      }
    };
  }

  private static boolean isJoined(RecordedLookup recorded, ExecutionFact callee) {
    return recorded.candidates().stream()
        .anyMatch(seen -> seen.execution() == callee.sequence() && seen.standing().equals("open"));
  }

  private List<Considered> considered(
      ExplanationFacts.Call call, ExecutionFact caller, ExecutionFact callee) {
    List<Considered> considered = new ArrayList<>();
    ExecutionFact taken = null;
    for (RecordedLookup.Seen seen : call.lookup().candidates()) {
      ExecutionFact candidate = facts.execution(seen.execution());
      Reason reason = reason(seen, callee, candidate, taken);
      if (candidate != null) {
        String outcome = seen.standing().equals("value") ? "value" : "open";
        considered.add(line(candidate, outcome, reason, taken));
        taken = isFit(seen) && taken == null ? candidate : taken;
      }
    }
    if (considered.isEmpty() && call.kind() == CallKind.REUSED) {
      considered.add(line(callee, "value", Reason.TAKEN, null));
    }
    if (isComplete(call)) {
      endedWithoutValue(call, caller).forEach(considered::add);
    }
    return considered;
  }

  private static boolean isFit(RecordedLookup.Seen seen) {
    return seen.standing().equals("value") || seen.standing().equals("open");
  }

  private static Reason reason(
      RecordedLookup.Seen seen,
      ExecutionFact callee,
      @Nullable ExecutionFact candidate,
      @Nullable ExecutionFact taken) {
    return switch (seen.standing()) {
      case "stuck" -> Reason.STUCK;
      case "waitsForCaller" -> Reason.WAITS_FOR_CALLER;
      default -> {
        if (taken != null && candidate != null) {
          yield taken.depth() == candidate.depth() ? Reason.OLDER : Reason.FURTHER;
        }
        yield seen.execution() == callee.sequence() ? Reason.TAKEN : Reason.FORCED;
      }
    };
  }

  private static Considered line(
      ExecutionFact candidate, String outcome, Reason reason, @Nullable ExecutionFact taken) {
    return new Considered(
        candidate.id(),
        candidate.workspace().name(),
        outcome,
        reason,
        LookupText.because(reason, candidate, outcome, taken));
  }

  /** Whether every candidate there was is recorded. */
  private static boolean isComplete(ExplanationFacts.Call call) {
    RecordedLookup recorded = call.lookup();
    boolean known = call.kind() == CallKind.MADE || !recorded.candidates().isEmpty();
    return call.memoKey() != null && known && !recorded.more();
  }

  /**
   * Executions with the key that the lookup skipped because of M9. An execution that existed before
   * the lookup, where it searched, but is not among its candidates, had ended without a value.
   */
  private List<Considered> endedWithoutValue(ExplanationFacts.Call call, ExecutionFact caller) {
    Set<Long> seen =
        call.lookup().candidates().stream()
            .map(RecordedLookup.Seen::execution)
            .collect(Collectors.toCollection(HashSet::new));
    seen.add(call.callee());
    String key = call.memoKey();
    if (key == null) {
      return List.of();
    }
    return facts.withKey(caller.id().run(), key).stream()
        .filter(execution -> execution.sequence() < call.decidedAt())
        .filter(execution -> !seen.contains(execution.sequence()))
        .filter(execution ->
            call.lookup().saw(execution.workspace().id().value(), caller.workspace().id().value()))
        .filter(LookupReader::standsForItself)
        .map(execution ->
            line(
                execution,
                LookupText.outcome(facts.outcome(execution)),
                Reason.ENDED_WITHOUT_VALUE,
                null))
        .toList();
  }

  /** A superseded or retried execution is represented by its successor. */
  private static boolean standsForItself(ExecutionFact execution) {
    ResultFact result = execution.result();
    return result != null && !result.kind().staysInStep();
  }

  private List<ArgumentDifference> outsideKey(
      ExplanationFacts.Call call, StepFact step, List<Json> arguments) {
    Json own = call.arguments();
    if (own == null) {
      return List.of();
    }
    List<String> inKey = MemoOptionText.parameters(step.options());
    List<String> outside =
        step.options().parameters().stream().filter(name -> !inKey.contains(name)).toList();
    return differences.withNotes(
        ArgumentComparison.between(
            step.options().parameters(), outside, arguments, JsonArray.split(own)));
  }
}
