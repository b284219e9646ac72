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
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.StateNames;
import dev.pinwheel.studio.run.RunDeeds;
import dev.pinwheel.studio.run.drawing.Card;
import dev.pinwheel.studio.run.drawing.CardWords;
import dev.pinwheel.studio.run.drawing.StepWords;
import dev.pinwheel.studio.theme.StudioIcon;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps of a card that stands for many, the worst first. */
final class CardMembers extends Div {

  private final H2 title = new H2();
  private final Span states = new Span();
  private final Grid<StepNode> grid = new Grid<>();
  private ZoneId zone = ZoneOffset.UTC;
  private @Nullable Card shown;

  CardMembers(RunDeeds deeds) {
    addClassName("pw-panel-step");
    setTestId("card-members");
    title.addClassNames("pw-target", "pw-strong", "pw-panel-name");
    states.addClassName("pw-quiet");
    Button close =
        Buttons.icon(StudioIcon.CLOSE, "Close", click -> deeds.open(deeds.address().withoutStep()));
    close.addClassName("pw-end");
    Div first = new Div(title, close);
    first.addClassName("pw-row");
    first.getElement().setAttribute("data-nowrap", true);
    Button apart = Buttons.secondary("Draw one by one", click -> toggle(deeds));
    apart.setTestId("draw-one-by-one");
    Div actions = new Div(apart);
    actions.addClassName("pw-row");
    Div header = new Div(first, states, actions);
    header.addClassName("pw-panel-header");
    grid.addColumn(
            LitRenderer.<StepNode>of("<span class=\"pw-mono pw-quiet\">${item.id}</span>")
                .withProperty("id", node -> ":" + node.step().number()))
        .setHeader("Step")
        .setFlexGrow(0)
        .setAutoWidth(true);
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
            deeds.select(change.getValue().step());
          }
        });
    grid.getElement().setProperty("accessibleName", "Steps of this card, the worst first");
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
    title.setText(card.title() + " × " + card.members().size());
    states.setText(
        TextFormat.count(card.members().size(), "step")
            + ": "
            + CardWords.statesInWords(card.members()));
    List<StepNode> worstFirst = CardWords.worstFirst(card.members());
    grid.setItems(worstFirst);
  }

  private String words(StepNode node) {
    return node.failure() == null
        ? StepWords.state(node, zone)
        : node.failure().type() + ": " + node.failure().message();
  }

  private void toggle(RunDeeds deeds) {
    if (shown != null) {
      deeds.toggleCard(shown.id());
    }
  }
}
