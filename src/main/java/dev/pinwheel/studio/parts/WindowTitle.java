package dev.pinwheel.studio.parts;

import com.vaadin.flow.component.UI;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What the browser shows on its tab, the most telling part first: {@code Failed · welcome u1 · R7K2
 * · production · Pinwheel}.
 */
public final class WindowTitle {

  private WindowTitle() {}

  /** Sets the title of a page; parts that are empty are left out. */
  public static void show(UI ui, String... parts) {
    String title = of(parts);
    if (!title.equals(ui.getInternals().getTitle())) {
      ui.getPage().setTitle(title);
    }
  }

  /** The title of a page with these parts. */
  public static String of(String... parts) {
    return Arrays.stream(parts)
        .filter(part -> !part.isEmpty())
        .map(part -> part + " · ")
        .collect(Collectors.joining("", "", "Pinwheel"));
  }
}
