package dev.pinwheel.studio.run.bulk;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Paragraph;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.run.RunRow;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.Background;
import dev.pinwheel.studio.page.CurrentViewpoint;
import dev.pinwheel.studio.page.Notifications;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.ActionDialog;
import dev.pinwheel.studio.run.action.CancelText;
import dev.pinwheel.studio.run.rerun.RerunText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Says which of the runs go on in the viewer's workspace and would be cancelled there, and which
 * cannot be and why; then cancels them, a command for each.
 */
public final class BulkCancelDialog {

  private final StudioContext context;
  private final UI ui;
  private final WorkspaceName workspace;
  private final List<BulkRun> runs;
  private final List<BulkRun> cancellable = new ArrayList<>();
  private final Consumer<Set<RunId>> done;
  private final ActionDialog dialog;
  private final Paragraph outcome = new Paragraph();
  private final BulkLines failed = new BulkLines("bulk-failed");
  private final BulkSending<Integer> sending;

  private BulkCancelDialog(
      StudioContext context,
      UI ui,
      WorkspaceName workspace,
      List<BulkRun> runs,
      Consumer<Set<RunId>> done) {
    this.context = context;
    this.ui = ui;
    this.workspace = workspace;
    this.runs = runs;
    this.done = done;
    this.sending =
        new BulkSending<>(
            (commands, answers) -> context.executeEach(ui, commands, answers), this::answered);
    Map<RunId, String> open = new LinkedHashMap<>();
    Map<RunId, String> not = new LinkedHashMap<>();
    int executions = sort(open, not);
    String action = "Cancel " + BulkText.runs(cancellable.size());
    this.dialog =
        new ActionDialog(
            action, action + " in " + RerunText.brief(workspace.value()), this::perform);
    dialog.button().setEnabled(!cancellable.isEmpty());
    Paragraph consequence =
        new Paragraph(
            cancellable.isEmpty()
                ? "Nothing can be cancelled from " + workspace + "."
                : CancelText.consequence(executions, BulkText.runs(cancellable.size()), workspace));
    consequence.setTestId("cancel-consequence");
    BulkLines cancelled = new BulkLines("bulk-cancelled");
    cancelled.show("Will be cancelled", runs, open);
    BulkLines refused = new BulkLines("bulk-refused");
    refused.show(
        "%s cannot be cancelled from %s".formatted(BulkText.runs(not.size()), workspace),
        runs,
        not);
    outcome.addClassName("pw-strong");
    outcome.getElement().setAttribute("role", "status");
    outcome.setTestId("bulk-outcome");
    dialog
        .wide()
        .testId("bulk-cancel-dialog")
        .with(consequence, cancelled, refused, outcome, failed)
        .dismissBy("Let them run")
        .irreversible()
        .onClosed(this::closed);
  }

  /** Which can be cancelled and which cannot; how many executions would end. */
  private int sort(Map<RunId, String> open, Map<RunId, String> not) {
    int executions = 0;
    for (BulkRun run : runs) {
      RunRow row = run.row();
      String why = BulkText.whyNotCancel(run, workspace).orElse(null);
      if (row == null || why != null) {
        not.put(run.run(), String.valueOf(why));
      } else {
        cancellable.add(run);
        executions += row.openHere();
        open.put(run.run(), TextFormat.count(row.openHere(), "open execution"));
      }
    }
    return executions;
  }

  /**
   * Reads what the runs do now, then opens the dialog.
   *
   * @param done called with the page locked, with those that were cancelled, once the dialog is
   *     closed
   */
  public static void open(
      StudioContext context, UI ui, List<RunId> runs, Consumer<Set<RunId>> done) {
    Viewpoint viewpoint = CurrentViewpoint.get(ui);
    List<RunId> taken = runs.stream().limit(BulkText.MOST).toList();
    Background.run(
        ui,
        () -> context.reads().runs().list(viewpoint, taken),
        rows ->
            new BulkCancelDialog(context, ui, viewpoint.name(), BulkRun.of(taken, rows), done)
                .dialog.open(),
        failure -> {
          throw failure;
        });
  }

  private void perform() {
    dialog.dismissBy("Close");
    dialog.button().setEnabled(false);
    sending.send(
        cancellable, run -> new Command.CancelRun(workspace.value(), run, context.actor()));
    showProgress();
  }

  private void showProgress() {
    dialog.button().setText(BulkText.progress("Cancelling", sending.answered(), sending.sent()));
  }

  private void answered() {
    if (sending.isGoingOn()) {
      showProgress();
      return;
    }
    String sentence =
        BulkText.outcome("Cancelled", sending.done().size(), cancellable.size(), workspace.value());
    if (sending.refused().isEmpty()) {
      // In this order: what opens while it is open, closes with it.
      dialog.close();
      Notifications.done(sentence);
      finish();
    } else if (dialog.isOpen()) {
      outcome.setText(sentence);
      int left = sending.refused().size();
      failed.show(BulkText.runs(left) + " failed to cancel", runs, sending.refused());
      dialog
          .button()
          .setText("Retry " + BulkText.runs(left) + " in " + RerunText.brief(workspace.value()));
      dialog.button().setEnabled(true);
    } else {
      Notifications.stays(sentence + " " + sending.refused().values().iterator().next());
      finish();
    }
  }

  private void closed() {
    if (!sending.isGoingOn() && !sending.refused().isEmpty()) {
      finish();
    }
  }

  private void finish() {
    if (!sending.done().isEmpty()) {
      done.accept(Set.copyOf(sending.done()));
    }
  }
}
