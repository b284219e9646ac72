package dev.pinwheel.studio.access;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Div;
import dev.pinwheel.engine.command.AccessCommand;
import dev.pinwheel.model.Actor;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.LazyMenu;
import dev.pinwheel.studio.theme.StudioIcon;

/** The menu of who is signed in: account, access, activity, sign-out. */
public final class AccountMenu extends Div {

  /** The id of the sign-in for which a page was opened; absent when nobody has to sign in. */
  public static final String SIGN_IN = "pinwheel.sign-in";

  private static final String AFTER_SIGN_OUT = "/sign-in?out";

  private final StudioContext context;

  public AccountMenu(StudioContext context) {
    this.context = context;
    Actor actor = context.actor();
    String name = actor.isLocal() ? "Access and activity" : "Signed in as " + actor.name();
    Button button = Buttons.icon(StudioIcon.USER, name, click -> {});
    button.setTestId("account-menu");
    button.setId("pw-account");
    add(button, new LazyMenu(button, this::fill));
    setVisible(!actor.isLocal() || context.isAdministrator() || context.isServerAdministrator());
  }

  private void fill(LazyMenu menu) {
    Actor actor = context.actor();
    if (!actor.isLocal()) {
      MenuItem who = menu.addItem(actor.name());
      who.setEnabled(false);
      go(menu, "Your account and tokens", AccountView.class);
    }
    if (context.isAdministrator()) {
      go(menu, "Access", AccessView.class);
      go(menu, "Activity", ActivityView.class);
    }
    if (context.isServerAdministrator()) {
      go(menu, "Servers", ServersView.class);
    }
    if (!actor.isLocal()) {
      menu.addItem("Sign out", click -> signOut(UI.getCurrent()));
    }
  }

  private static void go(LazyMenu menu, String label, Class<? extends Component> view) {
    menu.addItem(label, click -> UI.getCurrent().navigate(view));
  }

  /** Ends the sign-in of this browser, and all its pages. */
  private void signOut(UI ui) {
    Long signIn = (Long) ComponentUtil.getData(ui, SIGN_IN);
    context.execute(
        ui,
        new AccessCommand.SignOut(signIn, context.actor()),
        done -> ui.getPage().setLocation(AFTER_SIGN_OUT));
  }
}
