package dev.pinwheel.studio.shell;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.studio.access.AccessLayout;
import dev.pinwheel.studio.access.AccessView;
import dev.pinwheel.studio.access.AccountView;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.EmptyState;
import dev.pinwheel.studio.parts.WindowTitle;

/** For who has no role in any workspace yet: what to do about it. */
@Route(value = "no-workspace", layout = AccessLayout.class)
@Needs(Permission.OWN_ACCOUNT)
public final class NoWorkspaceView extends Div implements HasDynamicTitle {

  private static final String TITLE = "No workspace yet";

  public NoWorkspaceView(StudioContext context) {
    addClassName("pw-page");
    boolean isAdministrator = context.isServerAdministrator();
    RouterLink next =
        isAdministrator
            ? new RouterLink("Grant roles", AccessView.class)
            : new RouterLink("Your account", AccountView.class);
    next.addClassName("pw-link");
    add(
        EmptyState.page(
            TITLE,
            isAdministrator
                ? "You manage users and grants, and see workspaces as soon as you have a role there. Grant yourself one."
                : "You have no role in any workspace. Ask an administrator for one; your name is %s."
                    .formatted(context.actor().name()),
            next));
  }

  @Override
  public String getPageTitle() {
    return WindowTitle.of(TITLE);
  }
}
