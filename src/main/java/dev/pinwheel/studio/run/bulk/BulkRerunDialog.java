package dev.pinwheel.studio.run.bulk;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.plan.BulkRerunChoice;
import dev.pinwheel.query.plan.RerunPlaces;
import dev.pinwheel.query.run.RunRow;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.Background;
import dev.pinwheel.studio.page.CurrentViewpoint;
import dev.pinwheel.studio.page.Notifications;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.ActionDialog;
import dev.pinwheel.studio.run.rerun.PlanSumArea;
import dev.pinwheel.studio.run.rerun.ReasonField;
import dev.pinwheel.studio.run.rerun.RerunText;
import dev.pinwheel.studio.run.rerun.RerunWhere;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Asks where to re-run whole runs, all in one place, says what that does together, and does it: a
 * command for each. It stays open when some are refused, and sends only those again.
 */
public final class BulkRerunDialog {

  private final StudioContext context;
  private final UI ui;
  private final WorkspaceName from;
  private final List<BulkRun> runs;
  private final BulkRerunChoice choice;
  private final Consumer<Rerun> done;
  private final ActionDialog dialog;
  private final RerunWhere where;
  private final PlanSumArea plan;
  private final ReasonField reason;
  private final Paragraph consequence = new Paragraph();
  private final Paragraph warning = new Paragraph();
  private final Paragraph outcome = new Paragraph();
  private final BulkLines refused = new BulkLines("bulk-refused");
  private final BulkLines failed = new BulkLines("bulk-failed");
  private final BulkSending<ExecutionId> sending;
  private String sentTo = "";
  private int ordered;

  /**
   * What was re-run.
   *
   * @param runs those of which a new attempt was accepted
   * @param workspace in which they execute
   */
  public record Rerun(Set<RunId> runs, String workspace) {

    public Rerun {
      runs = Set.copyOf(runs);
    }
  }

  /** What the dialog shows of the runs. */
  private record Loaded(List<RunRow> rows, BulkRerunChoice choice) {}

  private BulkRerunDialog(
      StudioContext context,
      UI ui,
      WorkspaceName from,
      List<BulkRun> runs,
      int all,
      BulkRerunChoice choice,
      Consumer<Rerun> done) {
    this.context = context;
    this.ui = ui;
    this.from = from;
    this.runs = runs;
    this.choice = choice;
    this.done = done;
    this.sending =
        new BulkSending<>(
            (commands, answers) -> context.executeEach(ui, commands, answers), this::answered);
    this.dialog = new ActionDialog("Re-run " + BulkText.runs(runs.size()), "Re-run", this::perform);
    this.where = new RerunWhere(context, ui, choice.offer(), dialog, this::placeChanged);
    this.reason = new ReasonField(dialog);
    this.plan =
        new PlanSumArea(
            context,
            ui,
            runs.stream().filter(run -> run.row() != null).map(BulkRun::run).toList(),
            this::show);
    consequence.setTestId("rerun-consequence");
    warning.addClassName("pw-warning");
    warning.setTestId("rerun-warning");
    outcome.addClassName("pw-strong");
    outcome.getElement().setAttribute("role", "status");
    outcome.setTestId("bulk-outcome");
    Paragraph leftOut = new Paragraph(BulkText.leftOut(runs.size(), all));
    leftOut.setVisible(!leftOut.getText().isEmpty());
    leftOut.setTestId("bulk-left-out");
    dialog
        .wide()
        .testId("bulk-rerun-dialog")
        .with(leftOut, consequence, where, plan, refused, warning, reason, outcome, failed)
        .onClosed(this::closed);
    placeChanged();
  }

  /**
   * Reads where the runs may be re-run, then opens the dialog.
   *
   * @param runs the newest first
   * @param done called with the page locked once the dialog is closed, if any was re-run
   */
  public static void open(StudioContext context, UI ui, List<RunId> runs, Consumer<Rerun> done) {
    Viewpoint viewpoint = CurrentViewpoint.get(ui);
    List<RunId> taken = runs.stream().limit(BulkText.MOST).toList();
    RerunPlaces.Permit permit = context.rerunPermit();
    Background.run(
        ui,
        () ->
            new Loaded(
                context.reads().runs().list(viewpoint, taken),
                context.reads().rerunPlaces().listForRuns(viewpoint, taken, permit)),
        loaded ->
            new BulkRerunDialog(
                    context,
                    ui,
                    viewpoint.name(),
                    BulkRun.of(taken, loaded.rows),
                    runs.size(),
                    loaded.choice,
                    done)
                .open(),
        failure -> {
          if (!(failure instanceof Rejection rejection)) {
            throw failure;
          }
          Notifications.rejected(rejection);
        });
  }

  private void open() {
    where.focusIn(dialog);
    dialog.open();
  }

  private void placeChanged() {
    plan.planFor(where.viewpoint());
    show();
  }

  /** The place and what is known of the plan. */
  private void show() {
    String workspace = where.workspace();
    consequence.removeAll();
    consequence.add(new Span("Each run gets a new attempt of its workflow"));
    if (workspace != null && !workspace.isEmpty()) {
      Span name = new Span(workspace);
      name.addClassName("pw-strong");
      consequence.add(new Span(" in "), name);
    }
    consequence.add(new Span("; what is memoized is reused. Callers are not run."));
    WorkspaceId existing = where.existing();
    warning.setText(
        BulkText.openWarning(existing == null ? 0 : choice.openIn(existing), workspace));
    warning.setVisible(!warning.getText().isEmpty());
    Map<RunId, String> refusals = refusals();
    refused.show(BulkText.refusedTitle(refusals.size(), workspace), runs, refusals);
    if (!sending.isGoingOn()) {
      int left = runs.size() - refusals.size();
      boolean chosen = where.isChosen();
      dialog
          .button()
          .setText(
              chosen && left == 0
                  ? "None of them can be re-run there"
                  : where.buttonText(chosen ? " " + BulkText.runs(left) : ""));
      dialog.button().setEnabled(chosen && left > 0);
    }
  }

  /** What would be refused in the chosen place, as far as it is known. */
  private Map<RunId, String> refusals() {
    Map<RunId, String> all = new LinkedHashMap<>(plan.refused());
    for (BulkRun run : runs) {
      if (run.row() == null) {
        all.put(run.run(), BulkText.notVisible(from));
      }
    }
    return all;
  }

  private void perform() {
    where.prepare(this::rerunIn);
  }

  private void rerunIn(String workspace) {
    Map<RunId, String> refusals = refusals();
    List<BulkRun> wanted = runs.stream().filter(run -> !refusals.containsKey(run.run())).toList();
    sentTo = workspace;
    ordered = wanted.size();
    where.fix();
    dialog.dismissBy("Close");
    dialog.button().setEnabled(false);
    String why = reason.value();
    boolean reuseSuccesses = plan.reusesSuccesses();
    sending.send(
        wanted,
        run ->
            new Command.RerunStep(
                workspace,
                new StepId(run, 1),
                reuseSuccesses,
                Set.of(),
                null,
                why,
                context.actor(),
                plan.planOf(run)));
    showProgress();
  }

  private void showProgress() {
    dialog.button().setText(BulkText.progress("Re-running", sending.answered(), sending.sent()));
  }

  private void answered() {
    if (sending.isGoingOn()) {
      showProgress();
      return;
    }
    String sentence = BulkText.outcome("Re-ran", sending.done().size(), ordered, sentTo);
    if (sending.refused().isEmpty()) {
      // In this order: what opens while it is open, closes with it.
      dialog.close();
      Notifications.done(sentence);
      finish();
    } else if (dialog.isOpen()) {
      showFailed(sentence);
    } else {
      Notifications.stays(sentence + " " + sending.refused().values().iterator().next());
      finish();
    }
  }

  private void showFailed(String sentence) {
    int left = sending.refused().size();
    outcome.setText(sentence);
    failed.show(BulkText.runs(left) + " failed to re-run", runs, sending.refused());
    dialog.button().setText("Retry " + BulkText.runs(left) + " in " + RerunText.brief(sentTo));
    dialog.button().setEnabled(true);
    failed.getElement().executeJs("this.scrollIntoView({ block: 'nearest' })");
  }

  /** Closed by a person; what was ordered goes on. */
  private void closed() {
    if (!sending.isGoingOn() && !sending.refused().isEmpty()) {
      finish();
    }
  }

  private void finish() {
    if (!sending.done().isEmpty()) {
      where.remember(sentTo);
      done.accept(new Rerun(sending.done(), sentTo));
    }
  }
}
