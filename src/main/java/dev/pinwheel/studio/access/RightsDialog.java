package dev.pinwheel.studio.access;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Paragraph;
import dev.pinwheel.access.Permission;
import dev.pinwheel.access.Role;
import dev.pinwheel.access.User;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.query.WorkspaceNode;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.ActionDialog;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Answers what a user may do in a workspace. */
final class RightsDialog {

  private RightsDialog() {}

  static void open(StudioContext context, User user) {
    List<WorkspaceNode> workspaces =
        context.reads().workspaces().list(administered(context), false);
    ComboBox<WorkspaceNode> where = new ComboBox<>("Workspace");
    where.setItems(workspaces);
    where.setItemLabelGenerator(node -> node.name().value());
    where.setWidthFull();
    where.setTestId("rights-workspace");
    Paragraph answer = new Paragraph();
    answer.setTestId("rights-answer");
    answer.getElement().setAttribute("role", "status");
    where.addValueChangeListener(change ->
        answer.setText(
            change.getValue() == null
                ? ""
                : sentence(context, user, change.getValue().workspace())));
    if (!workspaces.isEmpty()) {
      where.setValue(workspaces.getFirst());
    }
    UI ui = UI.getCurrent();
    ActionDialog[] dialog = new ActionDialog[1];
    dialog[0] =
        new ActionDialog(
            "What may %s do?".formatted(user.name()),
            "Grant a role…",
            () -> {
              dialog[0].close();
              ui.access(() -> GrantDialog.open(context, user.name()));
            });
    dialog[0].dismissBy("Close").with(where, answer).testId("rights-dialog").open();
  }

  /** Where one may be told what others may do. */
  private static Sight administered(StudioContext context) {
    Actor asking = context.actor();
    return context.isServerAdministrator()
        ? Sight.EVERYTHING
        : place ->
            context
                .access()
                .role(asking, place, context.clock().instant())
                .filter(Role.ADMINISTRATOR::equals)
                .isPresent();
  }

  static String sentence(StudioContext context, User user, Workspace workspace) {
    Actor actor = Actor.user(user.name(), user.id(), Actor.Via.STUDIO);
    Instant now = context.clock().instant();
    Optional<Role> role = context.access().role(actor, workspace, now);
    if (role.isEmpty()) {
      return "Nothing: %s has no role in %s, which does not exist for them."
          .formatted(user.name(), workspace.name());
    }
    String may =
        Arrays.stream(Permission.values())
            .filter(permission -> permission.need().role().isPresent())
            .filter(permission -> permission != Permission.CREATE_WORKSPACE)
            .filter(
                permission -> context.access().refusal(actor, permission, workspace, now).isEmpty())
            .map(Permission::purpose)
            .collect(Collectors.joining(", "));
    return "%s is %s in %s and may: %s."
        .formatted(user.name(), role.get().word(), workspace.name(), may);
  }
}
