package dev.pinwheel.studio.run.value;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.pinwheel.model.Json;
import dev.pinwheel.query.view.Value;
import dev.pinwheel.studio.live.Background;
import dev.pinwheel.studio.parts.Buttons;
import java.util.Locale;
import java.util.function.Supplier;

/** A value as a tree; a large one is loaded when it is asked for. */
public final class ValueView extends Div {

  private static final long KIB = 1024;

  /**
   * @param name what the value is: "Result", "userId"
   * @param load loads it in full; may block
   */
  public ValueView(String name, Value value, Supplier<Json> load) {
    addClassName("pw-value");
    Json json = value.json();
    if (json != null) {
      add(new JsonView(name, json));
      return;
    }
    Span size = new Span(sizeInWords(value.size()));
    size.addClassName("pw-quiet");
    Button all = Buttons.inline("Load", click -> load(click.getSource(), name, load));
    all.setAriaLabel("Load " + name);
    Div row = new Div(size, all);
    row.addClassName("pw-row");
    add(row);
  }

  private void load(Button button, String name, Supplier<Json> load) {
    UI ui = UI.getCurrent();
    button.setEnabled(false);
    Background.run(
        ui,
        load,
        json -> {
          removeAll();
          add(new JsonView(name, json));
        },
        failure -> {
          button.setEnabled(true);
          throw failure;
        });
  }

  /** {@code 812 bytes}, {@code 64 kB}, {@code 1.2 MB}. */
  public static String sizeInWords(long bytes) {
    if (bytes < KIB) {
      return bytes + " bytes";
    }
    if (bytes < KIB * KIB) {
      return bytes / KIB + " kB";
    }
    return String.format(Locale.ROOT, "%.1f MB", bytes / (double) (KIB * KIB));
  }
}
