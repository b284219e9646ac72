package dev.pinwheel.studio.access;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.ContextMenu;
import com.vaadin.flow.component.contextmenu.ContextMenuPosition;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.studio.access.AccessReads.GrantRow;
import dev.pinwheel.studio.access.AccessReads.UserRow;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.CardGrid;
import dev.pinwheel.studio.parts.CellLines;
import dev.pinwheel.studio.theme.StudioIcon;

/** The users, each with its grants and a menu. */
final class UserGrid extends CardGrid<UserRow> {

  private final StudioContext context;

  UserGrid(StudioContext context) {
    super("Users", "users");
    this.context = context;
    addTitle("User", UserGrid::name);
    addComponentColumn(this::grants)
        .setHeader("Roles")
        .setFlexGrow(4)
        .setPartNameGenerator(row -> "card-line");
    addColumn(row -> row.user().external() == null ? "password" : "identity provider")
        .setHeader("Signs in with")
        .setFlexGrow(1);
    addColumn(row -> row.tokens() == 0 ? "" : TextFormat.count(row.tokens(), "token"))
        .setHeader("Tokens")
        .setFlexGrow(1);
    addActions(this::menu);
  }

  private static Component name(UserRow row) {
    CellLines lines = new CellLines(CellLines.truncated(row.user().name()));
    if (row.user().administrator()) {
      lines.add(CellLines.quiet("server administrator"));
    }
    return lines;
  }

  private Component grants(UserRow row) {
    Div grants = new Div();
    grants.addClassName("pw-grants");
    if (row.grants().isEmpty()) {
      Span none = new Span("no role anywhere");
      none.addClassName("pw-quiet");
      grants.add(none);
    }
    row.grants().forEach(grant -> grants.add(chip(row, grant)));
    return grants;
  }

  private Component chip(UserRow row, GrantRow grant) {
    Span text = new Span("%s on %s".formatted(grant.role().word(), grant.on()));
    text.addClassName("pw-wrap");
    Span chip = new Span(text);
    chip.addClassNames("pw-row", "pw-grant");
    if (grant.external()) {
      chip.setTitle("Given by a group of the identity provider at the last sign-in");
    } else {
      Button revoke =
          Buttons.icon(
              StudioIcon.CLOSE,
              "Revoke %s on %s from %s"
                  .formatted(grant.role().word(), grant.on(), row.user().name()),
              click -> UserDialogs.revoke(context, row.user().name(), grant).open());
      revoke.addThemeVariants(ButtonVariant.SMALL);
      revoke.setTestId("revoke");
      chip.add(revoke);
    }
    return chip;
  }

  private Component menu(UserRow row) {
    String name = row.user().name();
    Button button = Buttons.icon(StudioIcon.MORE, "Actions on " + name, click -> {});
    button.addThemeVariants(ButtonVariant.SMALL);
    button.setTestId("user-actions");
    ContextMenu menu = new ContextMenu(button);
    menu.setOpenOnClick(true);
    menu.setPosition(ContextMenuPosition.BOTTOM_START);
    menu.addItem("Grant a role…", click -> GrantDialog.open(context, name));
    menu.addItem("What may they do?", click -> RightsDialog.open(context, row.user()));
    if (row.mayChange()) {
      menu.addItem(
          row.user().administrator() ? "Make an ordinary user…" : "Make a server administrator…",
          click -> UserDialogs.administrator(context, row.user()).open());
      if (row.user().external() == null) {
        menu.addItem("Set a password…", click -> PasswordDialog.ofOther(context, name).open());
      }
      menu.addItem("Remove…", click -> UserDialogs.remove(context, name).open());
    }
    return new Div(button, menu);
  }
}
