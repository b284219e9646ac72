package dev.pinwheel.studio.run.rerun;

import dev.pinwheel.query.plan.PlanClass;
import dev.pinwheel.query.plan.PlanLine;
import dev.pinwheel.query.plan.PlannedCall.Cause;
import dev.pinwheel.query.plan.RerunPlan;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.query.view.WaitReason;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words of a plan. Pure. */
final class PlanText {

  static final String REUSE_SUCCESSES = "Reuse every earlier success, memoized or not";

  private static final int SHOWN = 3;

  private PlanText() {}

  /** {@code will run}, {@code reused if its arguments stay equal}. */
  static String title(PlanClass planned, int calls) {
    return planned == PlanClass.REUSED_IF_EQUAL && calls != 1
        ? "reused if their arguments stay equal"
        : planned.words();
  }

  /** What the plan has none of, in one sentence; empty when it has calls of each class. */
  static String none(boolean reused, boolean perhaps) {
    if (reused && perhaps) {
      return "";
    }
    if (reused) {
      return "No reuse depends on arguments that may change.";
    }
    return perhaps ? "No call is certain to be reused." : "No call will be reused.";
  }

  /**
   * {@code summarise (forced), parseRules}; of many targets the first few.
   *
   * @param there the workspace of the re-run
   */
  static String brief(List<PlanLine> lines, String there) {
    String first =
        lines.stream()
            .limit(SHOWN)
            .map(line -> brief(line, there))
            .collect(Collectors.joining(", "));
    return lines.size() > SHOWN ? first + " and " + (lines.size() - SHOWN) + " more" : first;
  }

  /** {@code summarise (forced)}, {@code loadTable · 6 s · from production #1}. */
  private static String brief(PlanLine line, String there) {
    return switch (line.planned()) {
      case WILL_RUN -> {
        String why = why(line);
        yield why.isEmpty() ? name(line) : "%s (%s)".formatted(name(line), why);
      }
      case WILL_BE_REUSED -> joined(name(line), took(line), from(line, there));
      case REUSED_IF_EQUAL ->
          line.after() == null ? name(line) : name(line) + " (after " + line.after() + ")";
    };
  }

  /** {@code parseRow × 500}. */
  static String name(PlanLine line) {
    String name = line.target().isEmpty() ? "a call not visible from there" : line.target();
    return line.calls() == 1 ? name : name + " × " + TextFormat.number(line.calls());
  }

  /**
   * All that is known of a line beside its name.
   *
   * @param there the workspace of the re-run
   */
  static String about(PlanLine line, String there) {
    List<String> about = new ArrayList<>();
    about.add(why(line));
    about.add(from(line, there));
    String took = took(line);
    if (!took.isEmpty()) {
      about.add(line.planned() == PlanClass.WILL_RUN ? "took " + took + " last time" : took);
    }
    if (line.after() != null && line.planned() == PlanClass.REUSED_IF_EQUAL) {
      about.add("after " + line.after());
    }
    return joined(about.toArray(String[]::new));
  }

  private static String joined(String... parts) {
    return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(" · "));
  }

  /** What the class does not say already. */
  private static String why(PlanLine line) {
    return switch (line.cause()) {
      case NOT_MEMOIZED, MEMOIZED, CACHED -> "";
      case FORCED, ALSO_FORCED, NOTHING_FITS, STARTS_RUN, JOINED, EARLIER_SUCCESS, MADE_BEFORE ->
          line.cause().words();
    };
  }

  private static String from(PlanLine line, String there) {
    if (line.cause() == Cause.CACHED) {
      return line.from() == null
          ? line.cause().words()
          : "%s of %s".formatted(line.cause().words(), line.from());
    }
    if (line.attempt() != null) {
      String workspace = line.from() == null ? there : line.from().value();
      return "from %s #%d".formatted(workspace, line.attempt());
    }
    // Of several attempts.
    return line.from() == null ? "" : "from " + line.from();
  }

  private static String took(PlanLine line) {
    return line.took() == null || line.took().toMillis() == 0
        ? ""
        : TextFormat.duration(line.took());
  }

  /** {@code 6.1 s of work not repeated · can run here: yes}. */
  static String summary(RerunPlan plan) {
    return summary(plan.workNotRepeated(), plan.canRun());
  }

  static String summary(Duration workNotRepeated, boolean canRun) {
    return "%s of work not repeated · can run there: %s"
        .formatted(TextFormat.duration(workNotRepeated), canRun ? "yes" : "not now");
  }

  /** Why it would wait, and why more may be called than is known; a sentence each. */
  static List<String> notes(RerunPlan plan, ZoneId zone, Instant now) {
    return notes(plan.obstacles(), plan.note().stream().toList(), zone, now);
  }

  static List<String> notes(
      List<WaitReason> obstacles, List<String> others, ZoneId zone, Instant now) {
    List<String> notes = new ArrayList<>();
    for (WaitReason reason : obstacles) {
      notes.add(reason.sentence(zone, now) + ".");
    }
    notes.addAll(others);
    return notes;
  }

  /** In one line: {@code 2 will run, 3 will be reused}; what is none is left out. */
  static String counts(RerunPlan plan) {
    return counts(plan::count);
  }

  static String counts(ToIntFunction<PlanClass> count) {
    List<String> parts = new ArrayList<>();
    for (PlanClass planned : PlanClass.values()) {
      int calls = count.applyAsInt(planned);
      if (calls > 0) {
        parts.add(TextFormat.number(calls) + " " + title(planned, calls));
      }
    }
    return String.join(", ", parts);
  }
}
