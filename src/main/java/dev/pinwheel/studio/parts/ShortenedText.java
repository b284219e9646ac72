package dev.pinwheel.studio.parts;

import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.function.ValueProvider;
import dev.pinwheel.query.view.ArgumentText;
import dev.pinwheel.query.view.Graphemes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text that loses its middle where there is too little room, because names and arguments differ
 * at their ends: a head that gives way and a tail that stays. Together they are the text, which is
 * also the title. The browser's own texts are split in the same way, by {@code shortened-text.ts}.
 */
public final class ShortenedText extends Span {

  /** No text so short is split. */
  private static final int SHORT = 12;

  /** The last segment of a path is the tail, unless it is longer than this, slash included. */
  private static final int LONGEST_SEGMENT = 13;

  private static final int TAIL = 8;

  /** As many columns of arguments as most tables have room for. */
  private static final int LINE_COLUMNS = 48;

  /** So far from there, the text is rather split between words: that is where readers pause. */
  private static final int NEARBY = 4;

  public ShortenedText(String text) {
    super(new Span(head(text)), new Span(tail(text)));
    addClassName("pw-shortened");
    setTitle(text);
  }

  /** What gives way. */
  public static String head(String text) {
    return text.substring(0, split(text));
  }

  /** What stays; empty when the text is short. */
  public static String tail(String text) {
    return text.substring(split(text));
  }

  /**
   * What gives way of a line of arguments: all of more than two, of which the first come first.
   *
   * @param stored null for none
   */
  public static String lineHead(@Nullable String stored) {
    String line = ArgumentText.cutLine(stored, LINE_COLUMNS);
    return ArgumentText.count(stored) > 2 ? line : head(line);
  }

  /** What stays of a line of arguments, as stored. */
  public static String lineTail(@Nullable String stored) {
    return ArgumentText.count(stored) > 2 ? "" : tail(ArgumentText.cutLine(stored, LINE_COLUMNS));
  }

  /** The cell of a column that shows such a text. */
  public static <T> LitRenderer<T> cell(ValueProvider<T, String> text) {
    return LitRenderer.<T>of(
            """
            <span class="pw-shortened" title="${item.head}${item.tail}"
              ><span>${item.head}</span><span>${item.tail}</span></span>\
            """)
        .withProperty("head", row -> head(text.apply(row)))
        .withProperty("tail", row -> tail(text.apply(row)));
  }

  private static int split(String text) {
    List<String> characters = Graphemes.of(text);
    return characters.stream().limit(split(characters)).mapToInt(String::length).sum();
  }

  private static int split(List<String> characters) {
    int length = characters.size();
    if (length <= SHORT) {
      return length;
    }
    for (int at = length - 2; at > 0 && at >= length - LONGEST_SEGMENT; at--) {
      if (characters.get(at).equals("/")) {
        return at;
      }
    }
    for (int away = 0; away <= NEARBY; away++) {
      for (int at : new int[] {length - TAIL - away, length - TAIL + away}) {
        if (isBetweenWords(characters.get(at - 1), characters.get(at))) {
          return at;
        }
      }
    }
    return length - TAIL;
  }

  private static boolean isBetweenWords(String before, String after) {
    return " -_.,:".contains(before)
        || Character.isLowerCase(before.codePointAt(0))
            && Character.isUpperCase(after.codePointAt(0));
  }
}
