package dev.pinwheel.query.view;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** The tooltip of a pin (P1). */
public final class PinSentence {

  private PinSentence() {}

  /**
   * The sentences of a step's pin.
   *
   * @param zone for times
   */
  public static String of(MemoPin pin, ZoneId zone) {
    List<String> sentences = new ArrayList<>();
    if (!pin.isFilled()) {
      sentences.add(headline(pin.parameters()) + in(pin) + ".");
      sentences.add(laterCalls(pin.parameters()) + " Not reused yet.");
    } else {
      sentences.add(pin.from() == null ? "Memoized." : "Memoized" + in(pin) + "; reused here.");
      sentences.add(TextFormat.count(pin.reused(), "call") + " reused it instead of executing.");
    }
    Rerun forced = pin.forced();
    if (forced != null) {
      sentences.add(
          "Forced by %s at %s; memo was ignored."
              .formatted(forced.by(), WaitReason.Times.MINUTES.format(forced.at().atZone(zone))));
    }
    if (pin.callsUse() != null) {
      sentences.add("Calls use attempt %d.".formatted(pin.callsUse()));
    }
    return String.join(" ", sentences);
  }

  /** The pin of a collapsed group: the number of memoized steps and of reusing calls within. */
  public static String ofGroup(int memoizedSteps, int reused) {
    String steps = memoizedSteps == 1 ? "1 step is" : memoizedSteps + " steps are";
    return reused == 0
        ? "%s memoized. Not reused yet.".formatted(steps)
        : "%s memoized. %s reused %s instead of executing."
            .formatted(steps, TextFormat.count(reused, "call"), memoizedSteps == 1 ? "it" : "them");
  }

  /** {@code Memoized by userId}, or {@code Memoized: once per run}. */
  public static String headline(List<String> parameters) {
    return parameters.isEmpty()
        ? "Memoized: once per run"
        : "Memoized by " + TextFormat.list(parameters);
  }

  private static String in(MemoPin pin) {
    return pin.from() == null ? "" : " in " + pin.from();
  }

  private static String laterCalls(List<String> parameters) {
    return switch (parameters.size()) {
      case 0 -> "Later calls reuse this.";
      case 1 -> "Later calls with the same argument reuse this.";
      default -> "Later calls with the same arguments reuse this.";
    };
  }
}
