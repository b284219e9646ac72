package dev.pinwheel.studio.access;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.engine.AccessCommand;
import dev.pinwheel.studio.access.AccessReads.TokenRow;
import dev.pinwheel.studio.parts.ActionDialog;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.EmptyState;
import dev.pinwheel.studio.run.ViewerZone;
import dev.pinwheel.studio.shell.StudioContext;
import dev.pinwheel.studio.theme.LiveClock;
import java.time.Instant;
import java.util.List;

/** Tokens, each with what it may do and a button to revoke it. */
@JsModule("./live-clock.ts")
final class TokenGrid extends Grid<TokenRow> {

  private final StudioContext context;
  private List<TokenRow> shown = List.of();

  /**
   * @param ofOthers whether their owners are shown
   */
  TokenGrid(StudioContext context, boolean ofOthers) {
    this.context = context;
    setAllRowsVisible(true);
    setAriaLabel("Tokens");
    setTestId("tokens");
    setSelectionMode(SelectionMode.NONE);
    addThemeVariants(GridVariant.LUMO_NO_BORDER);
    addClassName("pw-cards");
    addComponentColumn(TokenGrid::name)
        .setHeader("Token")
        .setFlexGrow(2)
        .setPartNameGenerator(row -> "card-title");
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
    addComponentColumn(this::revoke)
        .setHeader(actionsHeader())
        .setAutoWidth(true)
        .setFlexGrow(0)
        .setPartNameGenerator(row -> "card-action");
    setEmptyStateComponent(
        new EmptyState("No tokens", "Programs, workers and the command line come with a token."));
  }

  void show(List<TokenRow> rows) {
    if (!rows.equals(shown)) {
      shown = List.copyOf(rows);
      setItems(shown);
    }
  }

  private static Component actionsHeader() {
    Span header = new Span("Actions");
    header.addClassName("pw-hidden");
    return header;
  }

  private static Component name(TokenRow row) {
    Span name = new Span(row.token().name());
    name.addClassName("pw-truncate");
    name.setTitle(row.token().name());
    Div stack = new Div(name);
    stack.addClassName("pw-stack");
    stack.getElement().setAttribute("data-gap", "none");
    if (row.token().service()) {
      Span service = new Span("service");
      service.addClassNames("pw-small", "pw-quiet");
      stack.add(service);
    }
    return stack;
  }

  private static Component rights(TokenRow row) {
    Span role =
        new Span("%s on %s".formatted(row.token().role().word(), String.join(", ", row.on())));
    role.addClassName("pw-wrap");
    Div stack = new Div(role);
    stack.addClassName("pw-stack");
    stack.getElement().setAttribute("data-gap", "none");
    List<String> modules = row.token().modules();
    if (modules != null) {
      stack.add(quiet("modules " + String.join(", ", modules)));
    }
    if (row.token().administrator()) {
      stack.add(quiet("also as a server administrator"));
    }
    return stack;
  }

  private static Span quiet(String text) {
    Span span = new Span(text);
    span.addClassNames("pw-small", "pw-quiet", "pw-wrap");
    return span;
  }

  private static Component used(TokenRow row) {
    Instant used = row.token().usedAt();
    return used == null ? quiet("never used") : LiveClock.relativeTo(used);
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
                          "Programs with it are refused at once, and its workers are disconnected: what they execute is abandoned."))
                  .testId("confirm-dialog")
                  .open();
            });
    revoke.addThemeVariants(ButtonVariant.SMALL);
    revoke.setTestId("revoke-token");
    return revoke;
  }
}
