package dev.pinwheel.studio.parts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.contextmenu.ContextMenu;
import com.vaadin.flow.component.contextmenu.ContextMenuPosition;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * A menu that a click opens, whose items are made whenever it opens: of most menus of a page, none
 * is ever opened.
 */
public final class LazyMenu extends ContextMenu {

  /**
   * A menu that is open, or that has just been told to open, goes on showing its former items
   * otherwise; one that opened without items does not even know that it has a list of them.
   */
  private static final String SHOW_ITEMS =
      """
      const show = left => {
        if (this.opened && this._listBox?.items) {
          this.requestContentUpdate();
        } else if (this.opened && this._listBox) {
          this._overlayElement.requestContentUpdate();
          this._listBox._observer?.flush();
          this._listBox.focus();
        } else if (this.opened && left > 0) {
          requestAnimationFrame(() => show(left - 1));
        }
      };
      show(20);\
      """;

  private final Consumer<LazyMenu> fill;
  private boolean filled;

  /**
   * @param target what opens it
   * @param fill adds the items
   */
  public LazyMenu(Component target, Consumer<LazyMenu> fill) {
    super(target);
    this.fill = fill;
    setOpenOnClick(true);
    setPosition(ContextMenuPosition.BOTTOM_START);
  }

  /** Makes the items anew, also while they are shown; nothing when it was never opened. */
  public void refill() {
    if (filled) {
      fill();
    }
  }

  private void fill() {
    filled = true;
    removeAll();
    fill.accept(this);
    // After the browser was told of the items, which happens just before it is answered.
    getElement()
        .getNode()
        .runWhenAttached(
            ui -> ui.beforeClientResponse(this, told -> getElement().executeJs(SHOW_ITEMS)));
  }

  @Override
  protected boolean onBeforeOpenMenu(ObjectNode detail) {
    fill();
    return super.onBeforeOpenMenu(detail);
  }
}
