package dev.pinwheel.studio.parts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.function.SerializableFunction;
import java.util.List;

/** A short grid that shows all its rows, as cards where there is little room. */
public class CardGrid<T> extends Grid<T> {

  private List<T> shown = List.of();

  /**
   * @param label for screen readers
   */
  public CardGrid(String label, String testId) {
    setAllRowsVisible(true);
    setAriaLabel(label);
    setTestId(testId);
    setSelectionMode(SelectionMode.NONE);
    addThemeVariants(GridVariant.LUMO_NO_BORDER);
    addClassName("pw-cards");
  }

  /** Adds the column in which a row is named; it is the title of a card. */
  public final Column<T> addTitle(String header, SerializableFunction<T, Component> title) {
    return addComponentColumn(title::apply)
        .setHeader(header)
        .setFlexGrow(2)
        .setPartNameGenerator(row -> "card-title");
  }

  /** Adds the column with what can be done with a row. */
  public final Column<T> addActions(SerializableFunction<T, Component> actions) {
    return addComponentColumn(actions::apply)
        .setHeader(new HiddenText("Actions"))
        .setAutoWidth(true)
        .setFlexGrow(0)
        .setPartNameGenerator(row -> "card-action");
  }

  /** Shows these; does nothing when they are shown already. */
  public final void show(List<T> rows) {
    if (!rows.equals(shown)) {
      shown = List.copyOf(rows);
      setItems(shown);
    }
  }
}
