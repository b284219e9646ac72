package dev.pinwheel.studio.palette;

import com.vaadin.flow.component.UI;
import dev.pinwheel.query.view.State;
import dev.pinwheel.studio.page.PaletteCommand;
import dev.pinwheel.studio.theme.StudioIcon;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A line of the palette.
 *
 * @param state its glyph; null for things that have none
 * @param icon drawn where there is no state
 * @param title a target, or what is done
 * @param arguments of the target; empty for none
 * @param detail at the right, in quiet ink; empty for none
 * @param below a second line, such as an error; empty for none
 * @param keys what does the same on the keyboard; empty for nothing
 * @param act called with the page locked
 */
record PaletteItem(
    @Nullable State state,
    StudioIcon icon,
    String title,
    String arguments,
    String detail,
    String below,
    String keys,
    Consumer<UI> act) {

  /** A line of one word or name. */
  static PaletteItem of(StudioIcon icon, String title, String detail, Consumer<UI> act) {
    return new PaletteItem(null, icon, title, "", detail, "", "", act);
  }

  static PaletteItem of(PaletteCommand command) {
    return new PaletteItem(
        null,
        command.icon(),
        command.label(),
        "",
        "",
        "",
        command.keys(),
        ui -> command.act().run());
  }

  PaletteItem withBelow(String line) {
    return new PaletteItem(state, icon, title, arguments, detail, line, keys, act);
  }
}
