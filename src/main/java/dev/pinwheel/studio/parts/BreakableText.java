package dev.pinwheel.studio.parts;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import java.util.ArrayList;
import java.util.List;

/**
 * A text whose long names go on in the next line where one of their words begins, instead of
 * anywhere: {@code apply|Configuration}. What is copied of it is the text.
 */
public final class BreakableText extends Span {

  /** Shorter names are rather moved to the next line as a whole. */
  private static final int LONG = 12;

  public BreakableText(String text) {
    for (String part : parts(text)) {
      if (getElement().getChildCount() > 0) {
        getElement().appendChild(new Element("wbr"));
      }
      add(new Text(part));
    }
  }

  /** The parts between which a line may end, besides at spaces. */
  static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    int word = 0;
    for (int at = 1; at < text.length(); at++) {
      if (text.charAt(at - 1) == ' ') {
        word = at;
      } else if (isLong(text, word) && startsWord(text.charAt(at - 1), text.charAt(at))) {
        parts.add(text.substring(from, at));
        from = at;
      }
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static boolean isLong(String text, int word) {
    int end = text.indexOf(' ', word);
    return (end < 0 ? text.length() : end) - word > LONG;
  }

  private static boolean startsWord(char before, char after) {
    return Character.isLowerCase(before) && Character.isUpperCase(after)
        || "-_.,:/".indexOf(before) >= 0 && Character.isLetterOrDigit(after);
  }
}
