package dev.pinwheel.query.step;

import dev.pinwheel.model.StepOptions;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.facts.Facts;
import dev.pinwheel.query.facts.MemoLookup;
import dev.pinwheel.query.facts.PinCounts;
import dev.pinwheel.query.facts.StepFact;
import dev.pinwheel.query.view.MemoOptionText;
import dev.pinwheel.query.view.Rerun;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds what the Memo tab shows. */
final class MemoFactsReader {

  private final Facts facts;
  private final MemoLookup lookup;
  private final PinCounts pins;
  private final CallLines lines;

  MemoFactsReader(Facts facts, MemoLookup lookup, PinCounts pins, CallLines lines) {
    this.facts = facts;
    this.lookup = lookup;
    this.pins = pins;
    this.lines = lines;
  }

  MemoFacts read(ExecutionFact execution, StepOptions options) {
    StepFact step = execution.step();
    String key = step.memoKey();
    ExecutionFact found = key == null ? null : lookup.find(step.id().run(), key);
    return new MemoFacts(
        options.effective().memo(),
        MemoOptionText.origin(options.memoOrigin()),
        pins.pin(execution),
        happened(execution),
        found == null ? null : found.id(),
        reusedBy(step));
  }

  private String happened(ExecutionFact execution) {
    boolean memoized = execution.step().memoKey() != null;
    return switch (execution.cause()) {
      case SUBMIT -> "Step 1 of the run: executed because the run was submitted.";
      case RERUN -> forced(pins.forced(execution), "Forced by %s; memo was ignored.");
      case FORCE -> forced(pins.forced(execution), "Also forced by the re-run of %s.");
      case RETRY -> "Executed to retry a failed attempt; a retry ignores memoized results.";
      case CALL -> memoized ? miss(execution) : "Not memoized: every call executes.";
    };
  }

  private static String forced(@Nullable Rerun rerun, String sentence) {
    return rerun == null ? "Forced; memo was ignored." : sentence.formatted(rerun.by());
  }

  private String miss(ExecutionFact execution) {
    ExecutionView.CallLine made = lines.madeBy(execution);
    return made == null
        ? "Executed: nothing with this memo key could be reused."
        : "Called by %s (%s). %s"
            .formatted(made.target(), made.execution().step(), made.explanation());
  }

  private List<MemoFacts.ReusedBy> reusedBy(StepFact step) {
    List<MemoFacts.ReusedBy> all = new ArrayList<>();
    for (ExecutionFact attempt : facts.attempts(step.id())) {
      List<ExecutionView.CallLine> calls = lines.reusedBy(attempt);
      if (!calls.isEmpty()) {
        all.add(new MemoFacts.ReusedBy(attempt.id(), calls));
      }
    }
    return all;
  }
}
