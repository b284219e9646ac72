package dev.pinwheel.studio.run.steps;

import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.view.ArgumentText;
import dev.pinwheel.query.view.Attempt;
import dev.pinwheel.query.view.CallEdge;
import dev.pinwheel.query.view.PinSentence;
import dev.pinwheel.query.view.Staleness;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.query.view.Timing;
import dev.pinwheel.studio.parts.StateNames;
import dev.pinwheel.studio.run.drawing.StepLabels;
import dev.pinwheel.studio.run.steps.StepTableRow.Caller;
import dev.pinwheel.studio.run.steps.StepTableRow.Reference;
import dev.pinwheel.studio.run.steps.StepTableRow.Step;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the cells of a row say. Pure. */
final class StepTableCells {

  private StepTableCells() {}

  static String id(StepTableRow row) {
    return row instanceof Step ? ":" + row.step().number() : "";
  }

  /** The module with a slash, where it is another one than the caller's. */
  static String module(StepTableRow row, String ofRun) {
    Caller caller = row.caller();
    String module = row.node().module();
    return module.equals(caller == null ? ofRun : caller.module()) ? "" : module + " / ";
  }

  /** {@code fetchUser}; with an arrow where another call executed it. */
  static String target(StepTableRow row) {
    return isReused(row) || row instanceof Reference
        ? "↪ " + row.node().target()
        : row.node().target();
  }

  /** Behind the arguments: what a call refers to, or that no drawn step called it. */
  static String behind(StepTableRow row) {
    return switch (row) {
      case Reference reference -> "→ " + reference.step();
      case Step step ->
          switch (step.position()) {
            case EARLIER -> "called by an earlier attempt";
            case CALLER_NOT_VISIBLE -> "called by what is not visible from here";
            case ROOT, EXECUTED, REUSED -> "";
          };
    };
  }

  /** The whole of a target's cell in words, for its tooltip. */
  static String sentence(StepTableRow row) {
    CallEdge call = callOf(row);
    String target = call == null ? target(row) : StepTableRow.sentence(call, row.node());
    return String.join(" ", target, arguments(row), row instanceof Reference ? "" : behind(row))
        .strip();
  }

  private static @Nullable CallEdge callOf(StepTableRow row) {
    return switch (row) {
      case Reference reference -> reference.call();
      case Step step -> isReused(row) ? step.reached() : null;
    };
  }

  /** Whether a step stands below a call that reused it. */
  private static boolean isReused(StepTableRow row) {
    return row instanceof Step step && step.position() == StepTableRow.TreePosition.REUSED;
  }

  /** In one line: those of the call where they differ from the step's (M6). */
  static String arguments(StepTableRow row) {
    return ArgumentText.plain(argumentLine(row));
  }

  /** The call by which the row is where it is; null where the tree begins. */
  static @Nullable CallEdge callMade(StepTableRow row) {
    return switch (row) {
      case Step step -> step.reached();
      case Reference reference -> reference.call();
    };
  }

  static @Nullable String argumentLine(StepTableRow row) {
    CallEdge call = callMade(row);
    return call == null || call.argumentLine() == null
        ? row.node().argumentLine()
        : call.argumentLine();
  }

  static String dataState(StepTableRow row) {
    return row instanceof Step ? StateNames.of(row.node().state()) : "";
  }

  /** {@code Done}, {@code NumberFormatException}, {@code 8 of 8 slots busy}; without the time. */
  static String state(StepTableRow row, ZoneId zone) {
    if (!(row instanceof Step step)) {
      return "";
    }
    StepNode node = step.node();
    String state =
        node.waiting() != null ? node.waiting().brief(zone) : StepLabels.capitalised(node.state());
    String failure =
        node.state() == State.FAILED && node.failure() != null ? ": " + node.failure().type() : "";
    String remark = StepLabels.remark(node, step.usedAttempt() == 0 ? null : step.usedAttempt());
    return state + failure + (remark.isEmpty() ? "" : " · " + remark);
  }

  /** {@code reused from production #1}; empty where a drawn call executed the step. */
  static String origin(StepTableRow row) {
    CallEdge call = callOf(row);
    if (call == null) {
      return "";
    }
    String origin = StepTableRow.origin(call, row.node());
    return row instanceof Reference && call.staleness() == Staleness.STALE
        ? origin + " · stale"
        : origin;
  }

  /** {@code #2 of 2}; empty while there is one. */
  static String attempts(StepTableRow row) {
    int attempts = row.node().attempts().size();
    return row instanceof Step && attempts > 1
        ? "#%d of %d".formatted(row.node().execution().attempt(), attempts)
        : "";
  }

  /** Where the drawn attempt executed; a call says it with its origin. */
  static String workspace(StepTableRow row) {
    return row instanceof Step ? row.node().workspace().name().value() : "";
  }

  /** {@code sendEmail}, {@code sendEmail +2} when two more steps called it. */
  static String calledBy(StepTableRow row) {
    Caller caller = row.caller();
    if (caller == null) {
      return behind(row);
    }
    return row instanceof Step step && step.furtherCallers() > 0
        ? "%s +%s".formatted(caller.target(), TextFormat.number(step.furtherCallers()))
        : caller.target();
  }

  /** The arguments of the calling step, in one line. */
  static String callerArguments(StepTableRow row) {
    Caller caller = row.caller();
    return caller == null ? "" : ArgumentText.plain(caller.argumentLine());
  }

  /** The whole cell of the callers in words, for its tooltip. */
  static String callerSentence(StepTableRow row) {
    return String.join(" ", calledBy(row), callerArguments(row)).strip();
  }

  /** {@code unused}, {@code reused}; empty without a pin. */
  static String pin(StepTableRow row) {
    return switch (row) {
      case Step step when step.node().pin() != null ->
          step.node().pin().isFilled() ? "reused" : "unused";
      case Step step -> "";
      case Reference reference -> reference.call().isReused() ? "reused" : "";
    };
  }

  static String pinCount(StepTableRow row) {
    return row instanceof Step step && step.node().pin() != null && step.node().pin().isFilled()
        ? TextFormat.number(step.node().pin().reused())
        : "";
  }

  static String pinSentence(StepTableRow row, ZoneId zone) {
    return switch (row) {
      case Step step when step.node().pin() != null -> PinSentence.of(step.node().pin(), zone);
      case Step step -> "";
      case Reference reference ->
          reference.call().isReused()
              ? capitalised(StepTableRow.origin(reference.call(), row.node()))
                  + " instead of executing."
              : "";
    };
  }

  private static String capitalised(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /**
   * How long it took, in brackets when no drawn call executed it; empty while it runs, when the
   * browser counts.
   */
  static String took(StepTableRow row) {
    String took =
        (row instanceof Reference(CallEdge call, StepNode called, Caller caller)
                ? StepTableRow.used(call, called).map(Attempt::timing)
                : Optional.of(row.node().timing()))
            .flatMap(Timing::took)
            .map(TextFormat::duration)
            .orElse("");
    return took.isEmpty() || !row.quiet() ? took : "(" + took + ")";
  }

  /** Since when it runs, in milliseconds; empty when it does not. */
  static String runningSince(StepTableRow row) {
    return row instanceof Step && row.node().state() == State.RUNNING
        ? Long.toString(row.node().timing().startedAt().toEpochMilli())
        : "";
  }
}
