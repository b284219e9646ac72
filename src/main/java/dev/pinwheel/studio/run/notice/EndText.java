package dev.pinwheel.studio.run.notice;

import dev.pinwheel.model.RunId;
import dev.pinwheel.query.view.State;
import java.util.Optional;

/** What is said about being told when a run ends; never its arguments. Pure. */
final class EndText {

  private EndText() {}

  /**
   * Why nothing can be told, in a sentence; empty when it can.
   *
   * @param permission {@code granted}, {@code denied}, {@code default} when it was not decided, or
   *     {@code missing}
   */
  static Optional<String> refusal(String permission) {
    return switch (permission) {
      case "granted" -> Optional.empty();
      case "missing" ->
          Optional.of(
              "This browser shows no notifications for this address. They need https, or localhost.");
      case "denied" ->
          Optional.of(
              "This browser does not let this page show notifications. Allow them in its settings for this address, then click again.");
      default -> Optional.of("You will not be notified, because notifications were not allowed.");
    };
  }

  /** What is promised. */
  static String promise(RunId run) {
    return "You will be told when %s has ended, as long as this tab of the Studio is open."
        .formatted(run);
  }

  /** {@code users / welcome failed}. */
  static String title(String workflow, State state) {
    return switch (state) {
      case FAILED, TIMED_OUT, DONE, CANCELLED, ABANDONED, SUSPENDED ->
          workflow + ": " + state.word();
      case WAITING, SCHEDULED, BLOCKED, QUEUED, RUNNING, PART -> workflow + " has ended";
    };
  }

  /** {@code R7K2 in production}. */
  static String body(RunId run, String workspace) {
    return run + " in " + workspace;
  }
}
