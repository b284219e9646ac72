package dev.pinwheel.query.step;

import static dev.pinwheel.store.jooq.Tables.CALL;

import dev.pinwheel.model.CallKind;
import dev.pinwheel.query.facts.CallFact;
import dev.pinwheel.query.facts.DependencyFact;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.facts.Facts;
import dev.pinwheel.query.facts.RecordedLookup;
import dev.pinwheel.query.facts.StateRule;
import dev.pinwheel.query.step.ExecutionView.CallLine;
import dev.pinwheel.query.step.ExecutionView.CalledAttempt;
import dev.pinwheel.query.step.ExecutionView.DependencyLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Lists the visible calls and dependencies of an execution, from both sides (W4). */
final class CallLines {

  private final DSLContext dsl;
  private final Facts facts;
  private final StateRule states;

  CallLines(DSLContext dsl, Facts facts, StateRule states) {
    this.dsl = dsl;
    this.facts = facts;
    this.states = states;
  }

  /** Its own calls, by number. */
  List<CallLine> callees(ExecutionFact execution) {
    Map<Integer, byte[]> explanations = new HashMap<>();
    dsl.select(CALL.NUMBER, CALL.EXPLANATION)
        .from(CALL)
        .where(CALL.CALLER_ID.eq(execution.sequence()))
        .and(CALL.EXPLANATION.isNotNull())
        .forEach(row -> explanations.put(row.value1(), row.value2()));
    List<CallLine> lines = new ArrayList<>();
    for (CallFact call : facts.calls(execution.sequence())) {
      ExecutionFact callee = facts.execution(call.callee());
      if (callee != null) {
        String own = call.argumentLine();
        lines.add(
            line(
                call,
                callee,
                own == null ? callee.step().argumentLine() : own,
                explain(call, explanations.get(call.number()))));
      }
    }
    return lines;
  }

  /** The calls that refer to it, or to an attempt that ended by forwarding to it, oldest first. */
  List<CallLine> callers(ExecutionFact execution) {
    List<CallLine> lines = new ArrayList<>();
    for (CallFact call : callsTo(withPredecessors(execution))) {
      ExecutionFact caller = facts.execution(call.caller());
      if (caller != null) {
        lines.add(lineOfCaller(call, caller, explain(call, explanation(call))));
      }
    }
    return lines;
  }

  /** The other attempts of its step to which calls refer, by number. */
  List<CalledAttempt> otherCalledAttempts(ExecutionFact execution) {
    List<CalledAttempt> called = new ArrayList<>();
    for (ExecutionFact attempt : facts.attempts(execution.step().id())) {
      List<CallLine> callers = new ArrayList<>();
      for (CallFact call : callsTo(Set.of(attempt.sequence()))) {
        ExecutionFact caller = facts.execution(call.caller());
        if (caller != null) {
          callers.add(lineOfCaller(call, caller, ""));
        }
      }
      if (attempt != execution && !callers.isEmpty()) {
        called.add(new CalledAttempt(attempt.id(), callers));
      }
    }
    return called;
  }

  /** The calls that reused this execution itself, oldest first. */
  List<CallLine> reusedBy(ExecutionFact execution) {
    List<CallLine> lines = new ArrayList<>();
    for (CallFact call : callsTo(Set.of(execution.sequence()))) {
      ExecutionFact caller = facts.execution(call.caller());
      if (caller != null && call.kind() == CallKind.REUSED) {
        lines.add(lineOfCaller(call, caller, explain(call, null)));
      }
    }
    return lines;
  }

  /** The call that made it; null when no call did, or the caller is not visible. */
  @Nullable CallLine madeBy(ExecutionFact execution) {
    for (CallFact call : callsTo(Set.of(execution.sequence()))) {
      ExecutionFact caller = facts.execution(call.caller());
      if (caller != null && call.kind() == CallKind.MADE) {
        return lineOfCaller(call, caller, explain(call, explanation(call)));
      }
    }
    return null;
  }

  private List<CallFact> callsTo(Set<Long> callees) {
    return facts.calls().stream()
        .flatMap(List::stream)
        .filter(call -> callees.contains(call.callee()))
        .sorted(Comparator.comparing(CallFact::calledAt).thenComparing(CallFact::number))
        .toList();
  }

  private Set<Long> withPredecessors(ExecutionFact execution) {
    Set<Long> all = new HashSet<>();
    for (ExecutionFact attempt : facts.attempts(execution.step().id())) {
      if (facts.endInStep(attempt).sequence() == execution.sequence()) {
        all.add(attempt.sequence());
      }
    }
    all.add(execution.sequence());
    return all;
  }

  private byte @Nullable [] explanation(CallFact call) {
    return dsl.select(CALL.EXPLANATION)
        .from(CALL)
        .where(CALL.CALLER_ID.eq(call.caller()))
        .and(CALL.NUMBER.eq(call.number()))
        .fetchOne(CALL.EXPLANATION);
  }

  private CallLine lineOfCaller(CallFact call, ExecutionFact caller, String explanation) {
    return line(call, caller, caller.step().argumentLine(), explanation);
  }

  private CallLine line(
      CallFact call, ExecutionFact other, @Nullable String argumentLine, String explanation) {
    return new CallLine(
        other.id(),
        other.step().module(),
        other.step().target(),
        argumentLine,
        other.workspace().name(),
        states.of(other),
        call.kind(),
        call.number(),
        call.times(),
        call.group(),
        call.calledAt(),
        explanation);
  }

  /**
   * Why the call was a hit or a miss (M6, M7); empty when there is nothing to say. Executions that
   * are not visible are not named.
   *
   * @param explanation as recorded with the call, or null
   */
  private String explain(CallFact call, byte @Nullable [] explanation) {
    RecordedLookup lookup = RecordedLookup.read(explanation);
    List<String> sentences = new ArrayList<>();
    boolean reused = call.kind() == CallKind.REUSED;
    switch (lookup.rule()) {
      case "success" -> {
        if (reused) {
          sentences.add("Reused because the re-run asked to reuse every earlier success.");
        }
      }
      case "force" -> sentences.add("Executed because the re-run also forces it.");
      case "forced" -> sentences.add("Used what the re-run had forced before.");
      default -> {
        if (reused) {
          sentences.add("Reused: the same memo key.");
        } else if (call.memoKey() != null) {
          sentences.add("Executed: nothing with this memo key could be reused.");
        }
      }
    }
    for (RecordedLookup.Seen seen : lookup.candidates()) {
      ExecutionFact candidate = facts.execution(seen.execution());
      if (candidate != null && because(seen) != null) {
        sentences.add("Passed over %s: %s.".formatted(candidate.id(), because(seen)));
      }
    }
    return String.join(" ", sentences);
  }

  private static @Nullable String because(RecordedLookup.Seen seen) {
    return switch (seen.standing()) {
      case "stuck" -> "it was open in a workspace where nothing could run it";
      case "waitsForCaller" -> "it was waiting for the caller";
      default -> null;
    };
  }

  /** What it waited for or was handed. */
  List<DependencyLine> dependencies(ExecutionFact execution) {
    List<DependencyLine> lines = new ArrayList<>();
    for (DependencyFact dependency : facts.dependencies(execution.sequence())) {
      addLine(lines, dependency.dependency(), dependency.handed());
    }
    return lines;
  }

  /** What waited for it or was handed it. */
  List<DependencyLine> dependents(ExecutionFact execution) {
    Set<Long> all = withPredecessors(execution);
    List<DependencyLine> lines = new ArrayList<>();
    for (Set<DependencyFact> dependencies : facts.dependencies()) {
      for (DependencyFact dependency : dependencies) {
        if (all.contains(dependency.dependency())) {
          addLine(lines, dependency.execution(), dependency.handed());
        }
      }
    }
    lines.sort(Comparator.comparing(line -> line.execution().step().number()));
    return lines;
  }

  private void addLine(List<DependencyLine> lines, long sequence, boolean handed) {
    ExecutionFact other = facts.execution(sequence);
    if (other != null) {
      lines.add(
          new DependencyLine(
              other.id(),
              other.step().target(),
              other.step().argumentLine(),
              other.workspace().name(),
              states.of(other),
              handed));
    }
  }
}
