package dev.pinwheel.studio.run.action;

import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.run.RunHeader;
import dev.pinwheel.query.view.TextFormat;
import java.util.List;
import java.util.Optional;

/** What cancelling a run does from a workspace, and why it may not be possible (E4). Pure. */
public final class CancelText {

  private CancelText() {}

  /** What it does: asked where a run is not a try. */
  public static String consequence(RunHeader header, WorkspaceName workspace) {
    return consequence(header.openHere(), header.module() + " / " + header.workflow(), workspace);
  }

  /**
   * The same for anything.
   *
   * @param what {@code 2 runs}
   */
  public static String consequence(int openHere, String what, WorkspaceName workspace) {
    return "%s of %s in %s will end as cancelled. What has ended stays as it is."
        .formatted(TextFormat.count(openHere, "open execution"), what, workspace);
  }

  /**
   * Why nothing can be cancelled from here; empty when something can.
   *
   * @param openHere how many executions are open in the viewer's own workspace
   * @param openIn the visible workspaces where something is open, nearest first
   */
  public static Optional<String> whyNot(int openHere, List<WorkspaceName> openIn) {
    if (openHere > 0) {
      return Optional.empty();
    }
    return Optional.of(
        openIn.isEmpty()
            ? "This run has no open executions."
            : "Running in %s. Switch there to cancel.".formatted(openIn.getFirst()));
  }
}
