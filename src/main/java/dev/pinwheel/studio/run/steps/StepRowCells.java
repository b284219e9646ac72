package dev.pinwheel.studio.run.steps;

import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.view.CallEdge;
import dev.pinwheel.query.view.PinSentence;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.studio.parts.StateNames;
import dev.pinwheel.studio.run.drawing.StepWords;
import java.time.ZoneId;

/** What the cells of a row say. Pure. */
final class StepRowCells {

  private StepRowCells() {}

  static String id(StepRow row) {
    return row instanceof StepRow.Step ? ":" + row.step().number() : "";
  }

  /** The module, where it is another one than that of the run. */
  static String module(StepRow row, String ofRun) {
    return row instanceof StepRow.Step step && !step.node().module().equals(ofRun)
        ? step.node().module() + " / "
        : "";
  }

  /** The target, or the sentence of a reused call. */
  static String target(StepRow row) {
    return switch (row) {
      case StepRow.Step(StepNode node, CallEdge reached, int used)
          when reached != null && reached.isReused() ->
          StepRow.sentence(reached, node);
      case StepRow.Step(StepNode node, CallEdge reached, int used)
          when reached == null && node.step().number() > 1 ->
          node.target() + ", called by an earlier attempt";
      case StepRow.Step step -> step.node().target();
      case StepRow.Reference(CallEdge call, StepNode called) -> StepRow.sentence(call, called);
    };
  }

  /** The target's name alone. */
  static String name(StepRow row) {
    return switch (row) {
      case StepRow.Step step -> step.node().target();
      case StepRow.Reference reference -> reference.called().target();
    };
  }

  static String dataState(StepRow row) {
    return row instanceof StepRow.Step step ? StateNames.of(step.node().state()) : "";
  }

  /** {@code Done}, {@code NumberFormatException}, {@code 8 of 8 slots busy}; without the time. */
  static String state(StepRow row, ZoneId zone) {
    if (!(row instanceof StepRow.Step(StepNode node, CallEdge reached, int usedAttempt))) {
      return "";
    }
    String state =
        node.waiting() != null ? node.waiting().brief(zone) : StepWords.capitalised(node.state());
    String failure =
        node.state() == State.FAILED && node.failure() != null ? ": " + node.failure().type() : "";
    String remark = StepWords.remark(node, usedAttempt == 0 ? null : usedAttempt);
    return state + failure + (remark.isEmpty() ? "" : " · " + remark);
  }

  /** {@code #2 of 2}; empty while there is one. */
  static String attempts(StepRow row) {
    return switch (row) {
      case StepRow.Step step when step.node().attempts().size() > 1 ->
          "#%d of %d".formatted(step.node().execution().attempt(), step.node().attempts().size());
      case StepRow.Step step -> "";
      case StepRow.Reference(CallEdge call, StepNode called) ->
          called.attempts().size() > 1 ? "#" + call.callee().attempt() : "";
    };
  }

  static String workspace(StepRow row) {
    return switch (row) {
      case StepRow.Step step -> step.node().workspace().name().value();
      case StepRow.Reference reference ->
          reference.call().reusedFrom() == null ? "" : reference.call().reusedFrom().value();
    };
  }

  /** {@code unused}, {@code reused}; empty without a pin. */
  static String pin(StepRow row) {
    return switch (row) {
      case StepRow.Step step when step.node().pin() != null ->
          step.node().pin().isFilled() ? "reused" : "unused";
      case StepRow.Step step -> "";
      case StepRow.Reference reference -> reference.call().isReused() ? "reused" : "";
    };
  }

  static String pinCount(StepRow row) {
    return row instanceof StepRow.Step step
            && step.node().pin() != null
            && step.node().pin().isFilled()
        ? Integer.toString(step.node().pin().reused())
        : "";
  }

  static String pinSentence(StepRow row, ZoneId zone) {
    return switch (row) {
      case StepRow.Step step when step.node().pin() != null ->
          PinSentence.of(step.node().pin(), zone);
      case StepRow.Step step -> "";
      case StepRow.Reference reference -> reference.call().isReused() ? "Reused" : "";
    };
  }

  /** How long it took; empty while it runs, when the browser counts. */
  static String took(StepRow row) {
    return row instanceof StepRow.Step step
        ? step.node().timing().took().map(TextFormat::duration).orElse("")
        : "";
  }

  /** Since when it runs, in milliseconds; empty when it does not. */
  static String runningSince(StepRow row) {
    return row instanceof StepRow.Step step && step.node().state() == State.RUNNING
        ? Long.toString(step.node().timing().startedAt().toEpochMilli())
        : "";
  }
}
