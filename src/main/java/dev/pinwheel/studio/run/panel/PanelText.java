package dev.pinwheel.studio.run.panel;

import dev.pinwheel.model.CallKind;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.query.step.ExecutionView;
import dev.pinwheel.query.step.ExecutionView.CallLine;
import dev.pinwheel.query.step.Lookup;
import dev.pinwheel.query.step.Lookup.Considered;
import dev.pinwheel.query.step.Lookup.Reason;
import dev.pinwheel.query.step.NearestMiss;
import dev.pinwheel.query.view.ArgumentDifference;
import dev.pinwheel.query.view.ArgumentText;
import dev.pinwheel.query.view.Attempt;
import dev.pinwheel.query.view.Forwarding;
import dev.pinwheel.query.view.Rerun;
import dev.pinwheel.query.view.Segment;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.studio.parts.ViewerZone;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the panel of a step says. Pure. */
final class PanelText {

  static final String ATTEMPT_NUMBERS =
      "Numbers are shared by all workspaces; missing ones belong to workspaces not visible from"
          + " here.";

  private static final int SPOKEN_COLUMNS = 80;

  private static final Duration SHORTEST_NAMED = Duration.ofMillis(1);

  private PanelText() {}

  /**
   * {@code 70 s: queued 66 s, waiting 2 s, executing 2 s}; one part alone is not named.
   *
   * @param waitsRecorded whether what counts as executing was that
   */
  static String took(List<Segment> segments, boolean waitsRecorded) {
    Map<Segment.Kind, Duration> sums = new TreeMap<>();
    Duration total = Duration.ZERO;
    for (Segment segment : segments) {
      sums.merge(segment.kind(), segment.duration(), Duration::plus);
      total = total.plus(segment.duration());
    }
    List<String> parts = new ArrayList<>();
    sums.forEach((kind, sum) -> {
      if (sum.compareTo(SHORTEST_NAMED) >= 0 || kind == Segment.Kind.EXECUTING) {
        parts.add(kind.word() + " " + TextFormat.duration(sum));
      }
    });
    String whole = TextFormat.duration(total);
    String took = parts.size() < 2 ? whole : whole + ": " + String.join(", ", parts);
    return waitsRecorded ? took : took + "; waits were not recorded";
  }

  /** {@code embedded worker}, or the worker and its code version; empty when none had it. */
  static String runsOn(ExecutionView.@Nullable RanOn ranOn) {
    if (ranOn == null) {
      return "";
    }
    return ranOn.embedded() ? "embedded worker" : ranOn.worker() + ", code " + ranOn.codeVersion();
  }

  /** Why this attempt exists: {@code forced by local at 14:02: wrong name}. */
  static String cause(ExecutionView execution, ZoneId zone, Instant now) {
    Rerun rerun = execution.rerun();
    return switch (execution.cause()) {
      case SUBMIT -> "the run was submitted";
      case CALL -> "a call";
      case RERUN, FORCE -> rerun == null ? "a re-run" : forced(rerun, zone, now);
      case RETRY -> "a retry of the previous attempt";
    };
  }

  private static String forced(Rerun rerun, ZoneId zone, Instant now) {
    String who = "forced by " + rerun.by() + " at " + ViewerZone.brief(rerun.at(), zone, now);
    return rerun.reason() == null ? who : who + ": " + rerun.reason();
  }

  /** {@code superseded by #2}, then where that went on; empty when it ended by itself. */
  static String forwarding(List<Forwarding> forwarding) {
    return String.join(", ", forwarding.stream().map(Forwarding::words).toList());
  }

  /** {@code task, @Memo("machineId")}. */
  static String option(@Nullable MemoOption option, String origin) {
    return switch (option) {
      case null -> "not set anywhere, so off";
      case MemoOption.Off() -> origin + ", off";
      case MemoOption.All() -> origin + ", @Memo";
      case MemoOption.Parameters(List<String> names) ->
          origin
              + ", @Memo("
              + String.join(", ", names.stream().map(name -> '"' + name + '"').toList())
              + ")";
    };
  }

  /** {@code config is not part of the key.}; empty when every argument is. */
  static String notInKey(ExecutionView execution) {
    List<String> names =
        execution.arguments().stream()
            .filter(argument -> !argument.inKey())
            .map(ExecutionView.Argument::name)
            .toList();
    if (names.isEmpty() || !execution.memo().isMemoized()) {
      return "";
    }
    return TextFormat.list(names)
        + (names.size() == 1 ? " is" : " are")
        + " not part of the key: calls with another value reuse the same execution.";
  }

  /** The name of the link to an execution: {@code Open fetchUser userId u1, R7K2:3:1}. */
  static String open(String target, @Nullable String argumentLine, ExecutionId execution) {
    return "Open %s, %s"
        .formatted(ArgumentText.spoken(target, argumentLine, SPOKEN_COLUMNS), execution);
  }

  /** Why nothing visible refers to an attempt. */
  static String noCaller(ExecutionView execution) {
    if (execution.step().number() == 1) {
      return "Step 1 is the workflow itself: no step of this run calls it.";
    }
    if (execution.otherCalledAttempts().isEmpty()) {
      return "No caller is visible from here.";
    }
    return "No call visible from here refers to attempt #%d%s."
        .formatted(
            execution.id().attempt(),
            execution.cause() == Attempt.Cause.RERUN ? ": the step was re-run on its own" : "");
  }

  /** How a call came to its execution: {@code reused}, {@code made, 3 times, in group rows}. */
  static String call(CallLine call) {
    String kind = call.kind() == CallKind.REUSED ? "reused" : "made";
    String times = call.times() > 1 ? ", " + TextFormat.number(call.times()) + " times" : "";
    String group = call.group() == null ? "" : ", in group " + call.group();
    return kind + times + group;
  }

  /** {@code It had a value: not needed, because a newer one fits.} */
  static String considered(Considered considered) {
    String was =
        switch (considered.outcome()) {
          case "value" -> "It had a value: ";
          case "open" -> "It was open: ";
          default -> "";
        };
    String reason = considered.sentence() + ".";
    return was.isEmpty() ? capitalised(reason) : was + reason;
  }

  private static String capitalised(String sentence) {
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
  }

  /** What differs from the call most like it, a line each. */
  static List<String> nearest(NearestMiss nearest) {
    if (nearest.differences().isEmpty()) {
      return List.of(nearest.sentence());
    }
    List<String> lines = new ArrayList<>();
    for (ArgumentDifference difference : nearest.differences()) {
      lines.add(difference.parameter() + " differs: " + difference.sentence() + ".");
      if (!difference.note().isEmpty()) {
        lines.add(difference.note());
      }
    }
    return lines;
  }

  /** Details of a call that reused a result. */
  static List<String> reuse(Lookup lookup) {
    List<String> lines = new ArrayList<>();
    for (Considered considered : lookup.candidates()) {
      if (considered.reason() != Reason.TAKEN) {
        lines.add(
            "%s in %s: %s."
                .formatted(considered.execution(), considered.workspace(), considered.sentence()));
      }
    }
    for (ArgumentDifference difference : lookup.outsideKey()) {
      lines.add(
          "%s is not part of the key. It differs: %s."
              .formatted(difference.parameter(), difference.sentence()));
    }
    return lines;
  }
}
