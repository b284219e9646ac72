package dev.pinwheel.studio.run.bulk;

import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.run.RunRow;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.studio.run.action.CancelText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sentences of actions on many runs. Pure. */
public final class BulkText {

  /** So many runs are acted on at once. */
  public static final int MOST = 100;

  private BulkText() {}

  /** {@code 29 runs}. */
  static String runs(int count) {
    return TextFormat.count(count, "run");
  }

  /** What was left out because there are too many; empty when nothing was. */
  static String leftOut(int taken, int all) {
    return all <= taken
        ? ""
        : "The newest %s of %s: at most %s are re-run at once."
            .formatted(TextFormat.number(taken), runs(all), TextFormat.number(MOST));
  }

  /** Above the runs that a re-run there would be refused for. */
  static String refusedTitle(int refused, @Nullable String workspace) {
    return "%s cannot be re-run%s"
        .formatted(runs(refused), workspace == null ? "" : " in " + workspace);
  }

  /** The attempts that a re-run there cancels (F3); empty when there are none. */
  static String openWarning(int open, @Nullable String workspace) {
    if (open == 0 || workspace == null) {
      return "";
    }
    return open == 1
        ? "One of these runs is still running in %s: that attempt will be cancelled."
            .formatted(workspace)
        : "%s of these runs are still running in %s: those attempts will be cancelled."
            .formatted(TextFormat.number(open), workspace);
  }

  /** {@code Re-running… 12 of 29}. */
  static String progress(String verb, int ended, int all) {
    return "%s… %s of %s".formatted(verb, TextFormat.number(ended), TextFormat.number(all));
  }

  /** {@code Re-ran 27 of 29 runs in development.}. */
  static String outcome(String verb, int done, int all, String workspace) {
    return done == all
        ? "%s %s in %s.".formatted(verb, runs(all), workspace)
        : "%s %s of %s in %s.".formatted(verb, TextFormat.number(done), runs(all), workspace);
  }

  /** Why a run cannot be cancelled from a workspace; empty when it can. */
  static Optional<String> whyNotCancel(BulkRun run, WorkspaceName workspace) {
    RunRow row = run.row();
    return row == null
        ? Optional.of(notVisible(workspace))
        : CancelText.whyNot(row.openHere(), row.openIn());
  }

  static String notVisible(WorkspaceName workspace) {
    return "%s does not see it any more.".formatted(workspace);
  }
}
