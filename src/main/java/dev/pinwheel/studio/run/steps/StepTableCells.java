package dev.pinwheel.studio.run.steps;

import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.view.CallEdge;
import dev.pinwheel.query.view.PinSentence;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.studio.parts.StateNames;
import dev.pinwheel.studio.run.drawing.StepLabels;
import java.time.ZoneId;

/** What the cells of a row say. Pure. */
final class StepTableCells {

  private StepTableCells() {}

  static String id(StepTableRow row) {
    return row instanceof StepTableRow.Step ? ":" + row.step().number() : "";
  }

  /** The module, where it is another one than that of the run. */
  static String module(StepTableRow row, String ofRun) {
    return row instanceof StepTableRow.Step step && !step.node().module().equals(ofRun)
        ? step.node().module() + " / "
        : "";
  }

  /** The target, or the sentence of a reused call. */
  static String target(StepTableRow row) {
    return switch (row) {
      case StepTableRow.Step(StepNode node, CallEdge reached, int used)
          when reached != null && reached.isReused() ->
          StepTableRow.sentence(reached, node);
      case StepTableRow.Step(StepNode node, CallEdge reached, int used)
          when reached == null && node.step().number() > 1 ->
          node.target() + ", called by an earlier attempt";
      case StepTableRow.Step step -> step.node().target();
      case StepTableRow.Reference(CallEdge call, StepNode called) ->
          StepTableRow.sentence(call, called);
    };
  }

  /** The target's name alone. */
  static String name(StepTableRow row) {
    return switch (row) {
      case StepTableRow.Step step -> step.node().target();
      case StepTableRow.Reference reference -> reference.called().target();
    };
  }

  static String dataState(StepTableRow row) {
    return row instanceof StepTableRow.Step step ? StateNames.of(step.node().state()) : "";
  }

  /** {@code Done}, {@code NumberFormatException}, {@code 8 of 8 slots busy}; without the time. */
  static String state(StepTableRow row, ZoneId zone) {
    if (!(row instanceof StepTableRow.Step(StepNode node, CallEdge reached, int usedAttempt))) {
      return "";
    }
    String state =
        node.waiting() != null ? node.waiting().brief(zone) : StepLabels.capitalised(node.state());
    String failure =
        node.state() == State.FAILED && node.failure() != null ? ": " + node.failure().type() : "";
    String remark = StepLabels.remark(node, usedAttempt == 0 ? null : usedAttempt);
    return state + failure + (remark.isEmpty() ? "" : " · " + remark);
  }

  /** {@code #2 of 2}; empty while there is one. */
  static String attempts(StepTableRow row) {
    return switch (row) {
      case StepTableRow.Step step when step.node().attempts().size() > 1 ->
          "#%d of %d".formatted(step.node().execution().attempt(), step.node().attempts().size());
      case StepTableRow.Step step -> "";
      case StepTableRow.Reference(CallEdge call, StepNode called) ->
          called.attempts().size() > 1 ? "#" + call.callee().attempt() : "";
    };
  }

  static String workspace(StepTableRow row) {
    return switch (row) {
      case StepTableRow.Step step -> step.node().workspace().name().value();
      case StepTableRow.Reference reference ->
          reference.call().reusedFrom() == null ? "" : reference.call().reusedFrom().value();
    };
  }

  /** {@code unused}, {@code reused}; empty without a pin. */
  static String pin(StepTableRow row) {
    return switch (row) {
      case StepTableRow.Step step when step.node().pin() != null ->
          step.node().pin().isFilled() ? "reused" : "unused";
      case StepTableRow.Step step -> "";
      case StepTableRow.Reference reference -> reference.call().isReused() ? "reused" : "";
    };
  }

  static String pinCount(StepTableRow row) {
    return row instanceof StepTableRow.Step step
            && step.node().pin() != null
            && step.node().pin().isFilled()
        ? Integer.toString(step.node().pin().reused())
        : "";
  }

  static String pinSentence(StepTableRow row, ZoneId zone) {
    return switch (row) {
      case StepTableRow.Step step when step.node().pin() != null ->
          PinSentence.of(step.node().pin(), zone);
      case StepTableRow.Step step -> "";
      case StepTableRow.Reference reference -> reference.call().isReused() ? "Reused" : "";
    };
  }

  /** How long it took; empty while it runs, when the browser counts. */
  static String took(StepTableRow row) {
    return row instanceof StepTableRow.Step step
        ? step.node().timing().took().map(TextFormat::duration).orElse("")
        : "";
  }

  /** Since when it runs, in milliseconds; empty when it does not. */
  static String runningSince(StepTableRow row) {
    return row instanceof StepTableRow.Step step && step.node().state() == State.RUNNING
        ? Long.toString(step.node().timing().startedAt().toEpochMilli())
        : "";
  }
}
