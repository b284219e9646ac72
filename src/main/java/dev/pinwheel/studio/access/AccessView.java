package dev.pinwheel.studio.access;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.studio.live.Watch;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.EmptyState;
import dev.pinwheel.studio.parts.PageHeader;
import dev.pinwheel.studio.parts.WindowTitle;
import dev.pinwheel.studio.theme.StudioIcon;
import org.jspecify.annotations.Nullable;

/** Users with their grants, and tokens, for administrators (A2, A3). */
@Route(value = "access", layout = AccessLayout.class)
@Needs(Permission.GRANT_ROLE)
public final class AccessView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private static final String TITLE = "Access";

  private final StudioContext context;
  private final UserGrid users;
  private final TokenGrid tokens;
  private final Div nobody = new Div();
  private final Div somebody;
  private @Nullable Watch watch;

  public AccessView(StudioContext context) {
    this.context = context;
    this.users = new UserGrid(context);
    this.tokens = new TokenGrid(context, true);
    addClassNames("pw-page", "pw-access");
    setTestId("access-page");
    H2 ofTokens = new H2("Tokens");
    ofTokens.addClassName("pw-subtitle");
    somebody = new Div(users, ofTokens, tokens);
    somebody.addClassName("pw-access-lists");
    nobody.add(
        new EmptyState(
            "Nobody has to sign in on this server",
            "Everyone who reaches it may see and change everything. Adding the first administrator ends this for good: from then on everybody signs in or gives a token.",
            Buttons.secondary(
                "Add the first administrator…", click -> UserDialogs.add(context, true).open())));
    Div body = new Div(nobody, somebody);
    body.addClassName("pw-body");
    add(header(), body);
  }

  private PageHeader header() {
    Button add = Buttons.primary("Add user…", click -> UserDialogs.add(context, false).open());
    add.setIcon(StudioIcon.PLUS.create());
    add.setTestId("add-user");
    add.setVisible(context.isServerAdministrator() && context.access().isSecured());
    Button grant = Buttons.secondary("Grant a role…", click -> GrantDialog.open(context, ""));
    grant.setTestId("grant-role");
    grant.setVisible(context.access().isSecured());
    Div end = new Div(grant, add);
    end.addClassNames("pw-row", "pw-end");
    return new PageHeader(TITLE, end);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    if (!context.isAdministrator()) {
      throw Rejection.forbidden(
          "Access is for administrators of the server or of a workspace; %s is not one."
              .formatted(context.actor().name()));
    }
  }

  @Override
  protected void onAttach(AttachEvent attach) {
    super.onAttach(attach);
    if (watch == null) {
      AccessReads reads = AccessReads.of(context);
      watch =
          context
              .live()
              .watchCalmly(
                  this,
                  changes -> changes.access() || changes.workspaces(),
                  reads::read,
                  this::show);
    }
  }

  private void show(AccessReads.Shown shown) {
    nobody.setVisible(!shown.secured());
    somebody.setVisible(shown.secured());
    users.show(shown.users());
    tokens.show(shown.tokens());
  }

  @Override
  public String getPageTitle() {
    return WindowTitle.of(TITLE);
  }

  /** What is said after something was done. */
  static UI page() {
    return UI.getCurrent();
  }
}
