package dev.pinwheel.studio.access;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.engine.command.AccessCommand;
import dev.pinwheel.studio.access.AccessReads.TokenRow;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.ActionDialog;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.CardGrid;
import dev.pinwheel.studio.parts.CellLines;
import dev.pinwheel.studio.parts.EmptyState;
import dev.pinwheel.studio.parts.ViewerZone;
import dev.pinwheel.studio.theme.LiveClock;
import java.time.Instant;
import java.util.List;

/** Tokens, each with what it may do and a button to revoke it. */
@JsModule("./live-clock.ts")
final class TokenGrid extends CardGrid<TokenRow> {

  private final StudioContext context;

  /**
   * @param ofOthers whether their owners are shown
   */
  TokenGrid(StudioContext context, boolean ofOthers) {
    super("Tokens", "tokens");
    this.context = context;
    addTitle("Token", TokenGrid::name);
    if (ofOthers) {
      addColumn(TokenRow::owner).setHeader("Owner").setFlexGrow(1);
    }
    addComponentColumn(TokenGrid::rights)
        .setHeader("May be")
        .setFlexGrow(4)
        .setPartNameGenerator(row -> "card-line");
    addComponentColumn(row -> used(row)).setHeader("Last used").setFlexGrow(1);
    addColumn(row ->
            ViewerZone.brief(
                row.token().expiresAt(), ViewerZone.of(UI.getCurrent()), context.clock().instant()))
        .setHeader("Expires")
        .setFlexGrow(1)
        .setPartNameGenerator(row -> "card-expires");
    addActions(this::revoke);
    setEmptyStateComponent(
        new EmptyState(
            "No tokens", "Programs, workers and the command line authenticate with a token."));
  }

  private static Component name(TokenRow row) {
    CellLines lines = new CellLines(CellLines.truncated(row.token().name()));
    if (row.token().service()) {
      lines.add(CellLines.quiet("service"));
    }
    return lines;
  }

  private static Component rights(TokenRow row) {
    Span role =
        new Span("%s on %s".formatted(row.token().role().word(), String.join(", ", row.on())));
    role.addClassName("pw-wrap");
    CellLines lines = new CellLines(role);
    List<String> modules = row.token().modules();
    if (modules != null) {
      lines.add(CellLines.quietWrapped("modules " + String.join(", ", modules)));
    }
    if (row.token().administrator()) {
      lines.add(CellLines.quietWrapped("also as a server administrator"));
    }
    return lines;
  }

  private static Component used(TokenRow row) {
    Instant used = row.token().usedAt();
    return used == null ? CellLines.quietWrapped("never used") : LiveClock.relativeTo(used);
  }

  private Component revoke(TokenRow row) {
    Button revoke =
        Buttons.quiet(
            "Revoke…",
            click -> {
              UI ui = UI.getCurrent();
              ActionDialog[] dialog = new ActionDialog[1];
              dialog[0] =
                  new ActionDialog(
                      "Revoke the token %s?".formatted(row.token().name()),
                      "Revoke",
                      () ->
                          context.execute(
                              ui,
                              new AccessCommand.RevokeToken(row.token().id(), context.actor()),
                              done -> dialog[0].close(),
                              rejection -> dialog[0].reject(rejection)));
              dialog[0]
                  .with(
                      new Paragraph(
                          "Programs with it are refused at once, and its workers are disconnected:"
                              + " what they execute is abandoned."))
                  .irreversible()
                  .testId("confirm-dialog")
                  .open();
            });
    revoke.addThemeVariants(ButtonVariant.SMALL);
    revoke.setTestId("revoke-token");
    return revoke;
  }
}
