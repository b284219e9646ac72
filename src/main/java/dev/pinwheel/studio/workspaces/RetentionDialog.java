package dev.pinwheel.studio.workspaces;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.Retention;
import dev.pinwheel.query.RemovedRow;
import dev.pinwheel.query.RetentionView;
import dev.pinwheel.query.WorkspaceNode;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.Background;
import dev.pinwheel.studio.page.Notifications;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.ActionDialog;
import dev.pinwheel.studio.theme.LiveClock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sets how long the runs of a workspace are kept, and shows before what that would remove. */
final class RetentionDialog {

  private static final double MILLIS_PER_DAY = 86_400_000;
  private static final int HOURS_SHOWN = 5;

  private enum Choice {
    INHERIT,
    EVERYTHING,
    AGE
  }

  private final StudioContext context;
  private final String workspace;
  private final Viewpoint viewpoint;
  private final RadioButtonGroup<Choice> choice = new RadioButtonGroup<>("Runs of this workspace");
  private final NumberField age = new NumberField("Days after the last activity");
  private final IntegerField lastRuns = new IntegerField("Last runs of each workflow that stay");
  private final NumberField childLimit = new NumberField("Days more for child workspaces");
  private final Div fields = new Div(age, lastRuns, childLimit);
  private final Paragraph preview = new Paragraph();
  private final ActionDialog dialog;

  /** Counts previews, so that only the last one asked for is shown. */
  private int asked;

  RetentionDialog(StudioContext context, WorkspaceNode node) {
    this.context = context;
    this.workspace = node.name().value();
    this.viewpoint = context.reads().viewpoints().get(node.workspace().id(), context.sight());
    RetentionView view = context.reads().retentions().get(viewpoint);
    this.dialog =
        new ActionDialog("Retention of " + workspace, "Save", this::save)
            .testId("retention-dialog");
    choice.setItems(Choice.values());
    choice.setItemLabelGenerator(item -> label(item, view, node.baseName() != null));
    choice.setTestId("retention-choice");
    fill(view);
    fields.addClassName("pw-stack");
    preview.addClassName("pw-quiet");
    preview.setTestId("retention-preview");
    preview.getElement().setAttribute("role", "status");
    Paragraph holds = new Paragraph(RetentionText.holds(view));
    holds.setTestId("retention-holds");
    dialog.with(holds, choice, fields, preview, removed());
  }

  private static String label(Choice item, RetentionView view, boolean hasBase) {
    return switch (item) {
      case INHERIT -> RetentionText.inherit(view, hasBase);
      case EVERYTHING -> "Keep all runs";
      case AGE -> "Remove old runs";
    };
  }

  private void fill(RetentionView view) {
    Retention own = view.own();
    Duration ownAge = own == null ? null : own.age();
    choice.setValue(own == null ? Choice.INHERIT : ownAge == null ? Choice.EVERYTHING : Choice.AGE);
    age.setValue(ownAge == null ? 30.0 : days(ownAge));
    age.setMin(0);
    lastRuns.setMin(1);
    lastRuns.setClearButtonVisible(true);
    childLimit.setMin(0);
    if (own != null) {
      lastRuns.setValue(own.lastRuns());
      childLimit.setValue(days(own.childLimit()));
    } else {
      childLimit.setValue(0.0);
    }
    age.setTestId("retention-age");
    lastRuns.setTestId("retention-last-runs");
    childLimit.setTestId("retention-child-limit");
    age.setWidthFull();
    lastRuns.setWidthFull();
    childLimit.setWidthFull();
    age.setHelperText("In any workspace; re-running a step is activity");
    lastRuns.setHelperText("However old; none when empty");
    childLimit.setHelperText("In which something of a run was executed");
    age.setValueChangeMode(ValueChangeMode.LAZY);
    lastRuns.setValueChangeMode(ValueChangeMode.LAZY);
    childLimit.setValueChangeMode(ValueChangeMode.LAZY);
    age.addValueChangeListener(change -> changed());
    lastRuns.addValueChangeListener(change -> changed());
    childLimit.addValueChangeListener(change -> changed());
    choice.addValueChangeListener(change -> changed());
  }

  private static double days(Duration duration) {
    return duration.toMillis() / MILLIS_PER_DAY;
  }

  private static Duration duration(@Nullable Double days) {
    return days == null ? Duration.ZERO : Duration.ofMillis(Math.round(days * MILLIS_PER_DAY));
  }

  /** The hours in which something was removed last. */
  private Div removed() {
    Div list = new Div();
    list.addClassNames("pw-stack", "pw-small", "pw-quiet");
    list.setTestId("retention-removed");
    List<RemovedRow> rows = context.reads().retentions().listRemoved(viewpoint, HOURS_SHOWN);
    for (RemovedRow row : rows) {
      list.add(
          new Div(
              new Span("Removed " + TextFormat.count(row.runs(), "run") + " "),
              LiveClock.relativeTo(row.until())));
    }
    list.setVisible(!rows.isEmpty());
    return list;
  }

  void open() {
    dialog.open();
    changed();
  }

  /**
   * What is chosen; null to inherit.
   *
   * @throws Rejection (invalid argument)
   */
  private @Nullable Retention choice() {
    return switch (choice.getValue()) {
      case INHERIT -> null;
      case EVERYTHING -> Retention.EVERYTHING;
      case AGE ->
          new Retention(
              duration(age.getValue()), lastRuns.getValue(), duration(childLimit.getValue()));
    };
  }

  private void changed() {
    fields.setVisible(choice.getValue() == Choice.AGE);
    dialog.clearError();
    int number = ++asked;
    Retention chosen;
    try {
      chosen = choice();
    } catch (Rejection rejection) {
      preview.setText(rejection.getMessage());
      return;
    }
    Background.run(
        UI.getCurrent(),
        () -> context.reads().retentions().preview(viewpoint, chosen),
        found -> {
          if (number == asked) {
            preview.setText(
                RetentionText.preview(found)
                    + " What child workspaces keep is not visible from here.");
          }
        },
        failure -> {
          throw failure;
        });
  }

  private void save() {
    Retention chosen;
    try {
      chosen = choice();
    } catch (Rejection rejection) {
      dialog.reject(rejection);
      return;
    }
    context.execute(
        UI.getCurrent(),
        new Command.SetRetention(workspace, chosen, context.actor()),
        holds -> {
          dialog.close();
          Notifications.done("The retention of " + workspace + " is saved.");
        },
        dialog::reject);
  }
}
