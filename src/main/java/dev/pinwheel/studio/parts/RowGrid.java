package dev.pinwheel.studio.parts;

import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A grid whose rows open something, by click or Enter. It tracks whether it is scrolled to its top
 * and whether it has the focus.
 */
@JsModule("./row-grid.ts")
public class RowGrid<T> extends Grid<T> {

  private boolean atTop = true;
  private boolean focused;
  private @Nullable T focusedItem;

  /**
   * @param open called with the row that was clicked, or on which Enter was pressed
   */
  public RowGrid(Consumer<T> open) {
    setSelectionMode(SelectionMode.NONE);
    addThemeVariants(GridVariant.LUMO_NO_BORDER);
    addItemClickListener(click -> open.accept(click.getItem()));
    addCellFocusListener(focus -> focusedItem = focus.getItem().orElse(null));
    getElement()
        .addEventListener(
            "pw-row-enter",
            enter -> {
              if (focusedItem != null) {
                open.accept(focusedItem);
              }
            });
    getElement()
        .addEventListener(
            "pw-grid-state",
            state -> {
              atTop = state.getEventData().get("event.detail.atTop").asBoolean();
              focused = state.getEventData().get("event.detail.focused").asBoolean();
            })
        .addEventData("event.detail.atTop")
        .addEventData("event.detail.focused");
    addAttachListener(attach -> getElement().executeJs("window.pinwheelWatchRows(this)"));
  }

  /** Whether rows may move: the list is at its top and does not have the focus. */
  public final boolean mayMove() {
    return atTop && !focused;
  }

  /**
   * Lets rows be selected: {@code x} toggles the focused one, with Shift everything up to it, Esc
   * clears.
   *
   * @param toggle called with a row and whether everything up to it is meant
   */
  public final void onSelectKeys(BiConsumer<T, Boolean> toggle, Runnable clear) {
    getElement().setAttribute("data-selectable", true);
    getElement()
        .addEventListener(
            "pw-row-select",
            select -> {
              if (focusedItem != null) {
                toggle.accept(
                    focusedItem, select.getEventData().get("event.detail.extend").asBoolean());
              }
            })
        .addEventData("event.detail.extend");
    getElement().addEventListener("pw-rows-clear", escape -> clear.run());
  }

  /** Puts the focus on the row that had it last, when nothing else has it. */
  public final void focusRows() {
    getElement().executeJs("window.pinwheelFocusRows(this)");
  }
}
