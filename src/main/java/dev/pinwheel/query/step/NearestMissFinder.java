package dev.pinwheel.query.step;

import static dev.pinwheel.store.jooq.Tables.EXECUTION;
import static dev.pinwheel.store.jooq.Tables.STEP;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.JsonArray;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.StepOptions;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.facts.ExecutionRows;
import dev.pinwheel.query.facts.StepFact;
import dev.pinwheel.query.facts.VisibilityCondition;
import dev.pinwheel.query.view.ArgumentDifference;
import dev.pinwheel.query.view.MemoOptionText;
import dev.pinwheel.query.view.PinSentence;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.json.OptionsJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * Finds the call most similar to one that found nothing, among earlier calls whose executions it
 * could see. Arguments never change, so they are compared only on request.
 */
final class NearestMissFinder {

  /** Limits the calls of the target that are compared, latest first, and their total size. */
  private static final int LOOKED_AT = 500;

  private static final int AT_ONCE = 50;

  private static final int BYTES_LOOKED_AT = 1024 * 1024;

  private final DSLContext dsl;
  private final Viewpoint viewpoint;
  private final ArgumentComparison differences;

  NearestMissFinder(DSLContext dsl, Viewpoint viewpoint) {
    this.dsl = dsl;
    this.viewpoint = viewpoint;
    this.differences = new ArgumentComparison(dsl, viewpoint);
  }

  /** An earlier step, and its nearest execution. */
  private record Earlier(Record step, ExecutionId execution, Workspace workspace) {}

  /** Null when no call of the target had been made before. */
  @Nullable NearestMiss find(
      ExecutionFact made, List<Json> arguments, ExplanationFacts.Call call, long callersWorkspace) {
    StepFact step = made.step();
    List<String> inKey = MemoOptionText.parameters(step.options());
    Earlier best = null;
    List<ArgumentDifference> bestDifferences = List.of();
    int bestScore = Integer.MAX_VALUE;
    int bytes = 0;
    int below = step.id().number();
    for (int looked = 0; looked < LOOKED_AT && bestScore > 1; looked += AT_ONCE) {
      List<Record> steps = steps(step, below);
      for (Earlier earlier : seen(step, steps, call, callersWorkspace)) {
        byte[] json = earlier.step.get(STEP.ARGUMENTS);
        if (bestScore <= 1 || json == null || bytes > BYTES_LOOKED_AT) {
          continue;
        }
        bytes += json.length;
        List<Json> before = JsonArray.split(Json.of(json));
        List<ArgumentDifference> found =
            ArgumentComparison.between(step.options().parameters(), inKey, before, arguments);
        boolean memoized = earlier.step.get(STEP.MEMO_KEY) != null;
        int score = found.stream().mapToInt(argument -> argument.places().size()).sum();
        if (score < bestScore && (memoized || score == 0)) {
          best = earlier;
          bestScore = score;
          bestDifferences = found;
        }
      }
      if (steps.size() < AT_ONCE) {
        break;
      }
      below = steps.getLast().get(STEP.NUMBER);
    }
    return best == null ? null : nearest(best, bestDifferences);
  }

  private NearestMiss nearest(Earlier earlier, List<ArgumentDifference> found) {
    return new NearestMiss(
        earlier.execution,
        earlier.workspace.name(),
        sentence(earlier, found),
        differences.withNotes(found));
  }

  private static String sentence(Earlier earlier, List<ArgumentDifference> found) {
    if (!found.isEmpty()) {
      return "Most like it: %s. %s.".formatted(earlier.execution, LookupText.differences(found));
    }
    StepOptions options = OptionsJson.read(earlier.step.get(STEP.OPTIONS));
    return earlier.step.get(STEP.MEMO_KEY) == null
        ? "%s had the same arguments, but was not memoized.".formatted(earlier.execution)
        : "%s had the same arguments in this key, but was %s."
            .formatted(
                earlier.execution,
                PinSentence.headline(MemoOptionText.parameters(options)).replaceFirst("M", "m"));
  }

  /** Visible calls of the target below a number, the latest first. */
  private List<Record> steps(StepFact step, int below) {
    return new ArrayList<>(
        dsl.select(STEP.NUMBER, STEP.ARGUMENTS, STEP.MEMO_KEY, STEP.OPTIONS)
            .from(STEP)
            .where(STEP.RUN_ID.eq(step.id().run().number()))
            .and(STEP.NUMBER.lt(below))
            .and(STEP.MODULE.eq(step.module()))
            .and(STEP.TARGET.eq(step.target()))
            .and(VisibleSteps.condition(viewpoint))
            .orderBy(STEP.RUN_ID.desc(), STEP.NUMBER.desc())
            .limit(AT_ONCE)
            .fetch());
  }

  /**
   * The calls of which an execution existed and was visible to the caller, each with the newest
   * such execution.
   */
  private List<Earlier> seen(
      StepFact step, List<Record> steps, ExplanationFacts.Call call, long callersWorkspace) {
    if (steps.isEmpty()) {
      return List.of();
    }
    Map<Integer, Earlier> seen = new HashMap<>();
    Map<Integer, Record> byNumber = new HashMap<>();
    // Those with the same key were candidates, or ended without a value: reported as such.
    byte[] key = ExecutionRows.bytes(step.memoKey());
    steps.stream()
        .filter(row -> !Arrays.equals(key, row.get(STEP.MEMO_KEY)))
        .forEach(row -> byNumber.put(row.get(STEP.NUMBER), row));
    dsl.select(EXECUTION.STEP_NUMBER, EXECUTION.ATTEMPT, EXECUTION.WORKSPACE_ID)
        .from(EXECUTION)
        .where(EXECUTION.RUN_ID.eq(step.id().run().number()))
        .and(
            EXECUTION.STEP_NUMBER.between(
                steps.getLast().get(STEP.NUMBER), steps.getFirst().get(STEP.NUMBER)))
        .and(EXECUTION.STEP_NUMBER.in(byNumber.keySet()))
        .and(EXECUTION.ID.lt(call.decidedAt()))
        .and(VisibilityCondition.in(viewpoint, EXECUTION.WORKSPACE_ID))
        .orderBy(EXECUTION.ID)
        .forEach(row -> {
          Record earlier = byNumber.get(row.value1());
          if (earlier != null && call.lookup().saw(row.value3(), callersWorkspace)) {
            StepId id = new StepId(step.id().run(), row.value1());
            Workspace workspace = viewpoint.find(new WorkspaceId(row.value3())).orElseThrow();
            seen.put(
                id.number(), new Earlier(earlier, new ExecutionId(id, row.value2()), workspace));
          }
        });
    return steps.stream()
        .map(row -> seen.get(row.get(STEP.NUMBER)))
        .filter(Objects::nonNull)
        .toList();
  }
}
