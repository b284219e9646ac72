package dev.pinwheel.studio.run;

import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.query.run.RunHeader;
import dev.pinwheel.query.view.ArgumentText;
import dev.pinwheel.query.view.Reuse;
import dev.pinwheel.query.view.Staleness;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.parts.ViewerZone;
import dev.pinwheel.studio.run.drawing.StepLabels;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** What the header of a run says. Pure. */
final class RunText {

  /** Of the name of a task on a button. */
  private static final int TARGET_COLUMNS = 28;

  private RunText() {}

  /**
   * {@code Done · stale}, {@code Scheduled 18:17}, {@code 7,929 cancelled}, {@code Waiting:
   * paused}: the state of the run, and whether something in the tree is stale.
   *
   * @param paused of {@link #paused}
   */
  static String status(RunHeader header, List<WorkspaceName> paused, ZoneId zone, Instant now) {
    boolean isPaused =
        header.status() == State.WAITING
            && !paused.isEmpty()
            && paused.containsAll(header.openIn());
    String state = state(header, zone, now) + (isPaused ? ": paused" : "");
    return header.staleness() == Staleness.FRESH
        ? state
        : state + " · " + header.staleness().word();
  }

  /** {@code Failed · welcome}: what a tab of the browser says of a run, without its arguments. */
  static String windowTitle(RunHeader header, ZoneId zone, Instant now) {
    return state(header, zone, now) + " · " + header.workflow();
  }

  private static String state(RunHeader header, ZoneId zone, Instant now) {
    int cancelled = header.progress().cancelled();
    if (header.status() == State.CANCELLED && cancelled > 1) {
      return TextFormat.number(cancelled) + " cancelled";
    }
    String word = StepLabels.capitalised(header.status());
    return header.scheduledAt() == null
        ? word
        : word + " " + ViewerZone.brief(header.scheduledAt(), zone, now);
  }

  /** {@code 12 of 40 steps}; empty once the run has ended, and while it has one step. */
  static String progress(RunHeader header) {
    RunHeader.Progress progress = header.progress();
    return header.status().isOpen() && progress.steps() > 1
        ? "%s of %s"
            .formatted(
                TextFormat.number(progress.ended()), TextFormat.count(progress.steps(), "step"))
        : "";
  }

  /** The paused workspaces in which something of the run is open. */
  static List<WorkspaceName> paused(RunHeader header, Viewpoint viewpoint) {
    return viewpoint.chain().nearestFirst().stream()
        .filter(place -> place.state() == WorkspaceState.PAUSED)
        .map(Workspace::name)
        .filter(header.openIn()::contains)
        .toList();
  }

  /** {@code (userId "u1")}; empty without arguments. */
  static String arguments(RunHeader header) {
    String line = header.argumentLine();
    return line == null || line.isEmpty() ? "" : "(" + line + ")";
  }

  /** {@code Submitted in production 09:12}, {@code Submitted by ann 09:12}. */
  static String submitted(RunHeader header, ZoneId zone, Instant now) {
    String where = header.submittedIn() == null ? "" : " in " + header.submittedIn();
    String who = header.submittedBy().equals("local") ? "" : " by " + header.submittedBy();
    return "Submitted" + where + who + " " + ViewerZone.brief(header.submittedAt(), zone, now);
  }

  /** {@code reused 1 of 4 calls}; empty when nothing was called. */
  static String reused(Reuse reuse) {
    return reuse.calls() == 0
        ? ""
        : "reused %s of %s"
            .formatted(
                TextFormat.number(reuse.reusedCalls()), TextFormat.count(reuse.calls(), "call"));
  }

  /** {@code 1.2 s of work not repeated}; empty when nothing was reused. */
  static String workNotRepeated(Reuse reuse) {
    return reuse.reusedCalls() == 0
        ? ""
        : TextFormat.duration(reuse.workNotRepeated()) + " of work not repeated";
  }

  /**
   * A line per target: {@code weather / loadTable 6 s}, {@code users / fetchUser, 2 executions 1
   * s}.
   */
  static List<String> workParts(Reuse reuse) {
    List<String> lines = new ArrayList<>();
    for (Reuse.WorkPart part : reuse.parts()) {
      String many =
          part.executions() == 1 ? "" : ", " + TextFormat.count(part.executions(), "execution");
      lines.add(
          "%s / %s%s: %s"
              .formatted(part.module(), part.target(), many, TextFormat.duration(part.duration())));
    }
    return lines;
  }

  /** {@code Re-run fetchUser…}; a long name without its middle. */
  static String rerun(String target) {
    return "Re-run " + ArgumentText.cut(target, TARGET_COLUMNS) + "…";
  }

  /** {@code 14 steps of earlier attempts not drawn}. */
  static String earlierSteps(int steps, boolean drawn) {
    return TextFormat.count(steps, "step") + " of earlier attempts" + (drawn ? "" : " not drawn");
  }

  /** Where a re-run would stay; empty when the run was submitted in this very workspace. */
  static String viewedFrom(RunHeader header, WorkspaceName workspace) {
    return workspace.equals(header.submittedIn())
        ? ""
        : "You view it from " + workspace + ": what you re-run here stays here.";
  }

  /** {@code parseRow: 'N/A' is not a number (R7K2:14)}. */
  static String firstError(RunHeader.FirstError error) {
    return "%s: %s (%s)".formatted(error.target(), error.failure().firstLine(), error.step());
  }

  /** {@code production cannot see R7K2. …}. */
  static String notVisible(WorkspaceName workspace, String run) {
    return ("%1$s cannot see %2$s. It was submitted in a workspace that is not in %1$s's chain.")
        .formatted(workspace, run);
  }

  /** Something of the run is visible, but not its step 1 (V1). */
  static String part(RunHeader header, WorkspaceName workspace) {
    return ("%1$s sees only a part of %2$s: step 1 ran in a workspace that is not in %1$s's chain."
            + " The run has no result here and cannot be re-run as a whole.")
        .formatted(workspace, header.run());
  }

  /** After a re-run in another workspace than the one the page was viewed from. */
  static String nowViewing(String workspace, int attempt) {
    return "Now viewing from %s. Attempt %d exists only here and in its children."
        .formatted(workspace, attempt);
  }

  /** The attempt in the URL is not visible from the workspace; the current one is shown. */
  static String attemptNotVisible(String target, int asked, int shown, WorkspaceName workspace) {
    return "Attempt %d of %s is not visible from %s. Showing attempt %d."
        .formatted(asked, target, workspace, shown);
  }

  /** The step in the URL is not there, or not for this workspace. */
  static String stepNotVisible(String run, int step, WorkspaceName workspace) {
    return "Step %d of %s is not visible from %s.".formatted(step, run, workspace);
  }
}
