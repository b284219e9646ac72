package dev.pinwheel.studio.page;

import dev.pinwheel.studio.theme.StudioIcon;

/**
 * Something that can be done, found by its words.
 *
 * @param keys what does the same on the keyboard; empty for nothing
 * @param act called with the page locked
 */
public record PaletteCommand(String label, StudioIcon icon, String keys, Runnable act) {

  public static PaletteCommand of(String label, StudioIcon icon, Runnable act) {
    return new PaletteCommand(label, icon, "", act);
  }

  /** The same, which this key does, too. */
  public PaletteCommand by(String key) {
    return new PaletteCommand(label, icon, key, act);
  }
}
