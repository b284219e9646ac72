package dev.pinwheel.studio.run.drawing;

import dev.pinwheel.model.ResultKind;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.view.ArgumentText;
import dev.pinwheel.query.view.Forwarding;
import dev.pinwheel.query.view.MemoPin;
import dev.pinwheel.query.view.Staleness;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.TextFormat;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The labels of a step, used on its card, in its row and in its panel. */
public final class StepLabels {

  private static final int SPOKEN_COLUMNS = 80;

  private StepLabels() {}

  /** {@code Done}, {@code Timed out}. */
  public static String capitalised(State state) {
    return Character.toUpperCase(state.word().charAt(0)) + state.word().substring(1);
  }

  /**
   * The state beside time or reason: {@code Done 1.2 s}, {@code NumberFormatException 12 ms},
   * {@code 8 of 8 slots busy}. While the step runs, the browser adds the time passed.
   */
  public static String state(StepNode node, ZoneId zone) {
    return switch (node.state()) {
      case DONE -> "Done" + took(node);
      case FAILED, TIMED_OUT, ABANDONED -> failed(node);
      case CANCELLED -> cancelled(node);
      case WAITING, SCHEDULED, BLOCKED, QUEUED ->
          node.waiting() == null ? capitalised(node.state()) : node.waiting().brief(zone);
      case RUNNING, SUSPENDED, PART -> capitalised(node.state());
    };
  }

  /**
   * The remark after the state: {@code stale}, {@code stale, used #1}, {@code cached from R6F1:4};
   * empty when there is nothing.
   *
   * @param usedAttempt which attempt its outdated calls used; null when there is none, or several
   */
  public static String remark(StepNode node, @Nullable Integer usedAttempt) {
    if (node.staleness() == Staleness.STALE && usedAttempt != null) {
      return "stale, used #" + usedAttempt;
    }
    if (node.staleness() != Staleness.FRESH) {
      return node.staleness().word();
    }
    Forwarding forwarding = node.forwarding();
    if (forwarding != null && !forwarding.kind().staysInStep()) {
      return forwarding.words();
    }
    return node.callsNotVisible() > 0 ? callsNotVisible(node) : "";
  }

  /** {@code 2 calls not visible from here}: the chain has lost what it called (V1). */
  public static String callsNotVisible(StepNode node) {
    return TextFormat.count(node.callsNotVisible(), "call") + " not visible from here";
  }

  private static String failed(StepNode node) {
    if (node.pin() != null && node.pin().callsUse() != null) {
      return "%s; calls use #%d".formatted(capitalised(node.state()), node.pin().callsUse());
    }
    return node.state() == State.FAILED && node.failure() != null
        ? node.failure().type() + took(node)
        : capitalised(node.state()) + took(node);
  }

  private static String cancelled(StepNode node) {
    Forwarding forwarding = node.forwarding();
    return forwarding != null && forwarding.kind() == ResultKind.SUPERSEDED
        ? "Superseded" + took(node)
        : "Cancelled" + took(node);
  }

  private static String took(StepNode node) {
    return node.timing().took().map(took -> " " + TextFormat.duration(took)).orElse("");
  }

  /** A line of arguments as it stands in a name for screen readers. */
  static String spoken(String arguments) {
    return ArgumentText.cut(arguments, SPOKEN_COLUMNS);
  }

  /** What a wall says about one of its cells: {@code row 39 · Done 1.2 s · memoized}. */
  public static String cell(StepNode node, ZoneId zone) {
    String arguments = ArgumentText.plain(node.argumentLine());
    List<String> parts = new ArrayList<>();
    parts.add(arguments.isEmpty() ? node.step().toString() : spoken(arguments));
    parts.add(state(node, zone));
    String remark = remark(node, null);
    if (!remark.isEmpty()) {
      parts.add(remark);
    }
    if (node.pin() != null) {
      parts.add(
          node.pin().isFilled()
              ? "reused by " + TextFormat.count(node.pin().reused(), "call")
              : "memoized");
    }
    return String.join(" · ", parts);
  }

  /** The name for screen readers: every slot of the card in words. */
  public static String label(StepNode node) {
    List<String> parts = new ArrayList<>();
    parts.add(node.target());
    String arguments = ArgumentText.plain(node.argumentLine());
    if (!arguments.isEmpty()) {
      parts.add(spoken(arguments));
    }
    if (node.attempts().size() > 1) {
      parts.add("attempt " + node.execution().attempt());
    }
    parts.add(node.state().word());
    if (node.staleness() != Staleness.FRESH) {
      parts.add(node.staleness().word());
    }
    if (!node.ownWorkspace()) {
      parts.add("in " + node.workspace().name());
    }
    if (node.callsNotVisible() > 0) {
      parts.add(callsNotVisible(node));
    }
    MemoPin pin = node.pin();
    if (pin != null) {
      parts.add("memoized");
      parts.add(
          pin.isFilled()
              ? "reused by " + TextFormat.count(pin.reused(), "call")
              : "not reused yet");
      if (pin.callsUse() != null) {
        parts.add("calls use attempt " + pin.callsUse());
      }
    }
    return String.join(", ", parts);
  }
}
