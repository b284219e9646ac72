package dev.pinwheel.studio.run.panel;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.LitRenderer;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.view.ArgumentText;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.StateNames;
import dev.pinwheel.studio.run.action.RunActions;
import dev.pinwheel.studio.run.drawing.Card;
import dev.pinwheel.studio.run.drawing.CardLabels;
import dev.pinwheel.studio.run.drawing.StepLabels;
import dev.pinwheel.studio.theme.StudioIcon;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps of a card, most severe state first. */
final class CardMembers extends Div {

  private final H2 title = new H2();
  private final Span states = new Span();
  private final Grid<StepNode> grid = new Grid<>();
  private ZoneId zone = ZoneOffset.UTC;
  private @Nullable Card shown;

  CardMembers(RunActions actions) {
    addClassName("pw-panel-step");
    setTestId("card-members");
    title.addClassNames("pw-target", "pw-strong", "pw-panel-name");
    states.addClassName("pw-quiet");
    Button close =
        Buttons.icon(
            StudioIcon.CLOSE, "Close", click -> actions.open(actions.address().withoutStep()));
    close.addClassName("pw-end");
    Div first = new Div(title, close);
    first.addClassName("pw-row");
    first.getElement().setAttribute("data-nowrap", true);
    Button apart = Buttons.secondary("Draw steps separately", click -> toggle(actions));
    apart.setTestId("draw-one-by-one");
    Div buttons = new Div(apart);
    buttons.addClassName("pw-row");
    Div header = new Div(first, states, buttons);
    header.addClassName("pw-panel-header");
    grid.addColumn(
            LitRenderer.<StepNode>of(
                    """
                    <span class="pw-mono pw-quiet">${item.id}</span>
                    <span class="pw-arguments" title="${item.arguments}">${item.arguments}</span>\
                    """)
                .withProperty("id", node -> ":" + node.step().number())
                .withProperty("arguments", node -> ArgumentText.plain(node.argumentLine())))
        .setHeader("Step");
    grid.addColumn(
            LitRenderer.<StepNode>of(
                    "<span class=\"pw-state\" data-state=${item.state}><span>${item.words}</span></span>")
                .withProperty("state", node -> StateNames.of(node.state()))
                .withProperty("words", this::words))
        .setHeader("State");
    grid.setSelectionMode(Grid.SelectionMode.SINGLE);
    grid.asSingleSelect()
        .addValueChangeListener(change -> {
          if (change.isFromClient() && change.getValue() != null) {
            actions.select(change.getValue().step());
          }
        });
    grid.getElement().setProperty("accessibleName", "Steps of this card, most severe state first");
    grid.addThemeVariants(GridVariant.LUMO_NO_BORDER);
    grid.setSizeFull();
    add(header, grid);
  }

  void show(RunTree tree, Card card, ZoneId viewerZone) {
    zone = viewerZone;
    if (card.equals(shown)) {
      return;
    }
    shown = card;
    title.setText(card.title() + " × " + TextFormat.number(card.members().size()));
    states.setText(
        TextFormat.count(card.members().size(), "step")
            + ": "
            + CardLabels.statesInWords(card.members()));
    List<StepNode> worstFirst = CardLabels.worstFirst(card.members());
    grid.setItems(worstFirst);
  }

  private String words(StepNode node) {
    return node.failure() == null
        ? StepLabels.state(node, zone)
        : node.failure().type() + ": " + node.failure().message();
  }

  private void toggle(RunActions actions) {
    if (shown != null) {
      actions.toggleCard(shown.id());
    }
  }
}
