package dev.pinwheel.studio.access;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.access.User;
import dev.pinwheel.engine.command.AccessCommand;
import dev.pinwheel.model.Actor;
import dev.pinwheel.studio.access.AccessReads.GrantRow;
import dev.pinwheel.studio.access.AccessReads.TokenRow;
import dev.pinwheel.studio.live.Watch;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.PageHeader;
import dev.pinwheel.studio.parts.WindowTitle;
import dev.pinwheel.studio.theme.StudioIcon;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One's own account: roles, password, tokens. */
@Route(value = "account", layout = AccessLayout.class)
@Needs(Permission.OWN_ACCOUNT)
public final class AccountView extends Div implements HasDynamicTitle {

  private static final String TITLE = "Your account";

  private final StudioContext context;
  private final Paragraph roles = new Paragraph();
  private final TokenGrid tokens;
  private @Nullable Watch watch;

  private record Shown(List<GrantRow> grants, List<TokenRow> tokens) {}

  public AccountView(StudioContext context) {
    this.context = context;
    this.tokens = new TokenGrid(context, false);
    addClassNames("pw-page", "pw-access");
    setTestId("account-page");
    roles.setTestId("account-roles");
    H2 ofTokens = new H2("Tokens");
    ofTokens.addClassName("pw-subtitle");
    Div lists = new Div(roles, ofTokens, tokens);
    lists.addClassName("pw-access-lists");
    Div body = new Div(lists);
    body.addClassName("pw-body");
    add(header(), body);
  }

  private PageHeader header() {
    Actor actor = context.actor();
    Optional<User> user = Optional.ofNullable(actor.user()).flatMap(context.access()::findUser);
    Button password =
        Buttons.secondary(
            "Change password…", click -> PasswordDialog.ofOwn(context, actor.name()).open());
    password.setTestId("change-password");
    password.setVisible(user.filter(own -> own.external() == null).isPresent());
    Button everywhere = Buttons.secondary("Sign out everywhere", click -> signOutEverywhere());
    everywhere.setTestId("sign-out-everywhere");
    everywhere.setVisible(user.isPresent());
    Button token = Buttons.primary("New token…", click -> TokenDialog.open(context));
    token.setIcon(StudioIcon.PLUS.create());
    token.setTestId("new-token");
    token.setVisible(user.isPresent());
    Div end = new Div(password, everywhere, token);
    end.addClassNames("pw-row", "pw-end");
    PageHeader header = new PageHeader(TITLE, end);
    header.showWorkspace(actor.name());
    return header;
  }

  private void signOutEverywhere() {
    UI ui = UI.getCurrent();
    context.execute(
        ui,
        new AccessCommand.SignOut(null, context.actor()),
        done -> ui.getPage().setLocation("/sign-in?out"));
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
                  () -> new Shown(reads.readOwnGrants(), reads.readOwnTokens()),
                  this::show);
    }
  }

  private void show(Shown shown) {
    tokens.show(shown.tokens());
    roles.setText(
        context.actor().isLocal()
            ? "Nobody has to sign in on this server: you may do everything."
            : shown.grants().isEmpty()
                ? "You have no role in any workspace. Ask an administrator for one."
                : "You are "
                    + shown.grants().stream()
                        .map(grant -> "%s on %s".formatted(grant.role().word(), grant.on()))
                        .collect(Collectors.joining(", "))
                    + ".");
  }

  @Override
  public String getPageTitle() {
    return WindowTitle.of(TITLE);
  }
}
