package dev.pinwheel.query.plan;

import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.query.view.WaitReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What several re-runs in one workspace are predicted to do together. Immutable; it holds lines of
 * targets, not calls, so that a hundred large plans fit into a page.
 */
public final class PlanSum {

  /** Of no plan. */
  public static final PlanSum NONE =
      new PlanSum(0, Map.of(), Map.of(), Duration.ZERO, Set.of(), 0, 0, null);

  private final int plans;
  private final Map<PlanClass, Integer> counts;
  private final Map<PlanClass, List<PlanLine>> lines;
  private final Duration workNotRepeated;
  private final Set<WaitReason> obstacles;
  private final int unfinished;
  private final int cut;
  private final RerunPlan.@Nullable Expiry expiry;

  private PlanSum(
      int plans,
      Map<PlanClass, Integer> counts,
      Map<PlanClass, List<PlanLine>> lines,
      Duration workNotRepeated,
      Set<WaitReason> obstacles,
      int unfinished,
      int cut,
      RerunPlan.@Nullable Expiry expiry) {
    this.plans = plans;
    this.counts = counts;
    this.lines = lines;
    this.workNotRepeated = workNotRepeated;
    this.obstacles = obstacles;
    this.unfinished = unfinished;
    this.cut = cut;
    this.expiry = expiry;
  }

  /** With one more plan. */
  public PlanSum plus(RerunPlan plan) {
    Map<PlanClass, Integer> sums = new EnumMap<>(PlanClass.class);
    Map<PlanClass, List<PlanLine>> merged = new EnumMap<>(PlanClass.class);
    for (PlanClass planned : PlanClass.values()) {
      sums.put(planned, count(planned) + plan.count(planned));
      merged.put(planned, PlanLine.sum(lines(planned), plan.lines(planned)));
    }
    Set<WaitReason> reasons = new LinkedHashSet<>(obstacles);
    reasons.addAll(plan.obstacles());
    return new PlanSum(
        plans + 1,
        sums,
        merged,
        workNotRepeated.plus(plan.workNotRepeated()),
        reasons,
        unfinished + (plan.unfinished() == null ? 0 : 1),
        cut + (plan.cut() ? 1 : 0),
        sooner(expiry, plan.expiry()));
  }

  private static RerunPlan.@Nullable Expiry sooner(
      RerunPlan.@Nullable Expiry one, RerunPlan.@Nullable Expiry other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return other.left().compareTo(one.left()) < 0 ? other : one;
  }

  /** Of how many plans. */
  public int plans() {
    return plans;
  }

  /** How many calls are in a class. */
  public int count(PlanClass planned) {
    return counts.getOrDefault(planned, 0);
  }

  /** The calls of a class by target. */
  public List<PlanLine> lines(PlanClass planned) {
    return lines.getOrDefault(planned, List.of());
  }

  /** The sum of what each plan says; what two runs share through the cache counts twice. */
  public Duration workNotRepeated() {
    return workNotRepeated;
  }

  /** Why calls would wait, each reason once. */
  public List<WaitReason> obstacles() {
    return List.copyOf(obstacles);
  }

  public boolean canRun() {
    return obstacles.isEmpty();
  }

  /** Why the re-runs may differ from the plan, in sentences. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (cut > 0) {
      notes.add(
          cut == 1
              ? "The plan is incomplete: one run has too many calls."
              : "The plan is incomplete: %s runs have too many calls."
                  .formatted(TextFormat.number(cut)));
    }
    if (unfinished > 0) {
      notes.add(
          unfinished == 1
              ? "One run did not get to its end: if it gets further, it may call more."
              : "%s runs did not get to their end: if they get further, they may call more."
                  .formatted(TextFormat.number(unfinished)));
    }
    if (expiry != null) {
      notes.add(expiry.sentence());
    }
    return notes;
  }
}
