package dev.pinwheel.protocol;

import org.jspecify.annotations.Nullable;

/** Assembles a text that arrives in parts, up to a limit. Confined to the reading thread. */
public final class TextAssembly {

  private final int limit;
  private final StringBuilder parts = new StringBuilder();

  /**
   * @param limit the maximum length of one text, in characters
   */
  public TextAssembly(int limit) {
    this.limit = limit;
  }

  /**
   * Adds a part.
   *
   * @return the whole text when this was its last part, else null
   * @throws MalformedMessage when the text is too long
   */
  public @Nullable String add(CharSequence part, boolean last) {
    if ((long) parts.length() + part.length() > limit) {
      throw new MalformedMessage(
          "Expected at most %,d characters in one text, found more.".formatted(limit));
    }
    if (last && parts.isEmpty()) {
      return part.toString();
    }
    parts.append(part);
    if (!last) {
      return null;
    }
    String text = parts.toString();
    parts.setLength(0);
    if (parts.capacity() > 64 * 1024) {
      parts.trimToSize();
    }
    return text;
  }
}
