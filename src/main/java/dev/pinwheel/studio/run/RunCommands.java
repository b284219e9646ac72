package dev.pinwheel.studio.run;

import dev.pinwheel.access.Permission;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.RunHeader;
import dev.pinwheel.query.view.State;
import dev.pinwheel.studio.page.Notifications;
import dev.pinwheel.studio.page.PaletteCommand;
import dev.pinwheel.studio.parts.StateLabel;
import dev.pinwheel.studio.run.action.RunActions;
import dev.pinwheel.studio.run.action.RunAddress.View;
import dev.pinwheel.studio.run.compare.CompareChoice;
import dev.pinwheel.studio.theme.StudioIcon;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands of a run page in the palette: only those that would do something now. */
final class RunCommands {

  private final RunActions actions;
  private final List<PaletteCommand> commands = new ArrayList<>();

  private RunCommands(RunActions actions) {
    this.actions = actions;
  }

  /**
   * @param shown null while nothing of the run is shown
   */
  static List<PaletteCommand> list(RunActions actions, RunModel.@Nullable Visible shown) {
    RunCommands all = new RunCommands(actions);
    if (shown != null) {
      all.addStep(shown);
      all.addRun(shown.tree().header());
      all.addViews();
    }
    return all.commands;
  }

  private void addStep(RunModel.Visible shown) {
    Integer number = actions.address().step();
    if (number == null || shown.selected() == null) {
      return;
    }
    StepId step = shown.selected().step();
    add(
        "Re-run this step, %s…".formatted(shown.selected().target()),
        StudioIcon.RERUN,
        "r",
        () -> actions.rerun(step));
    add(
        "Close the step panel",
        StudioIcon.CLOSE,
        "",
        () -> actions.open(actions.address().withoutStep()));
  }

  private void addRun(RunHeader header) {
    RunId run = header.run();
    if (header.status() != State.PART) {
      add("Re-run whole run…", StudioIcon.RERUN, "", () -> actions.rerun(new StepId(run, 1)));
    }
    if (actions.context().refusal(Permission.SUBMIT_RUN).isEmpty()) {
      add("New run with these arguments…", StudioIcon.PLAY, "", () -> actions.newRunLike(header));
    }
    if (header.openHere() > 0 && actions.context().refusal(Permission.CANCEL).isEmpty()) {
      add(
          actions.asksBeforeCancel() ? "Cancel this run…" : "Cancel this run",
          StudioIcon.STOP,
          "",
          () -> actions.cancel(header));
    }
    if (header.active()) {
      add(
          "Tell me when it ends",
          StudioIcon.CLOCK,
          "",
          () -> actions.ui().getPage().executeJs("document.getElementById('pw-tell-me')?.click()"));
    }
    if (header.status() != State.PART) {
      add("Compare…", StudioIcon.GROUP, "", () -> CompareChoice.openFirst(actions, header));
    }
    add("Copy id " + run, StudioIcon.COPY, "", () -> copy(run));
  }

  private void copy(RunId run) {
    actions.ui().getPage().executeJs("navigator.clipboard?.writeText($0)", run.toString());
    Notifications.done("Copied " + run + ".");
  }

  private void addViews() {
    for (View view : View.values()) {
      if (view != actions.address().view()) {
        String name = StateLabel.capitalised(view == View.GRAPH ? "graph" : view.word());
        add(
            "Show " + name,
            StudioIcon.CHEVRON_RIGHT,
            Integer.toString(view.ordinal() + 1),
            () -> actions.open(actions.address().withView(view)));
      }
    }
  }

  private void add(String label, StudioIcon icon, String keys, Runnable act) {
    commands.add(new PaletteCommand(label, icon, keys, act));
  }
}
