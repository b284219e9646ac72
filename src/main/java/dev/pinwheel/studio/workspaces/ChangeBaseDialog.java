package dev.pinwheel.studio.workspaces;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Paragraph;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.query.WorkspaceNode;
import dev.pinwheel.studio.page.Notifications;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.ActionDialog;
import dev.pinwheel.studio.workspaces.base.BaseField;
import dev.pinwheel.studio.workspaces.base.SightNote;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes the base of a workspace, or takes it away. */
final class ChangeBaseDialog {

  private final StudioContext context;
  private final WorkspaceNode node;
  private final BaseField base;
  private final Paragraph consequence = new Paragraph();
  private final SightNote sight;
  private final ActionDialog dialog;
  private final Set<String> descendants = new HashSet<>();

  ChangeBaseDialog(StudioContext context, WorkspaceNode node) {
    this.context = context;
    this.node = node;
    List<WorkspaceNode> workspaces = context.reads().workspaces().list(context.sight(), false);
    context
        .reads()
        .workspaces()
        .listDescendants(context.sight(), node.workspace().id())
        .forEach(descendant -> descendants.add(descendant.name().value()));
    this.sight = new SightNote(UI.getCurrent(), context, node.workspace());
    this.base = new BaseField(workspaces, current());
    this.dialog =
        new ActionDialog("Change the base of " + node.name(), "Change base", this::change)
            .testId("change-base-dialog")
            .with(base, consequence, sight);
    base.setManualValidation(true);
    base.addValueChangeListener(change -> check());
    check();
  }

  void open() {
    dialog.open();
  }

  private @Nullable String current() {
    return node.baseName() == null ? null : node.baseName().value();
  }

  private boolean check() {
    @Nullable String chosen = base.base();
    String self = node.name().value();
    String problem = "";
    if (self.equals(chosen)) {
      problem = "A workspace cannot be its own base.";
    } else if (chosen != null && descendants.contains(chosen)) {
      problem = "%s is based on %s. That would be a cycle.".formatted(chosen, self);
    }
    boolean other = !Objects.equals(chosen, current());
    base.setErrorMessage(problem);
    base.setInvalid(!problem.isEmpty());
    consequence.setText(
        other ? WorkspaceChangeText.changeBase(node, chosen) : WorkspaceChangeText.SAME_BASE);
    consequence.setVisible(problem.isEmpty());
    dialog.button().setEnabled(other);
    sight.show(self, problem.isEmpty() ? chosen : null);
    dialog.clearError();
    return problem.isEmpty();
  }

  private void change() {
    if (!check()) {
      dialog.button().setEnabled(true);
      base.focus();
      return;
    }
    context.execute(
        UI.getCurrent(),
        new Command.ChangeBase(node.name().value(), base.base(), context.actor()),
        workspace -> {
          dialog.close();
          Notifications.done("The base of " + node.name() + " has changed.");
        },
        dialog::reject);
  }
}
