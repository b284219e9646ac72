package dev.pinwheel.studio.palette;

import java.util.List;

/**
 * Lines of the palette under one heading.
 *
 * @param note what was not searched; empty when there is nothing to say
 */
record PaletteGroup(String title, String note, List<PaletteItem> items) {

  PaletteGroup {
    items = List.copyOf(items);
  }

  PaletteGroup(String title, List<PaletteItem> items) {
    this(title, "", items);
  }
}
