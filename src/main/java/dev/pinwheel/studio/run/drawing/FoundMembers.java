package dev.pinwheel.studio.run.drawing;

import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.view.ArgumentText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which of the steps that are drawn as one card a text matches, as the browser matches nodes. */
public final class FoundMembers {

  private FoundMembers() {}

  /**
   * The numbers of the steps in call order, by the id of the card; cards of one step are left out.
   *
   * @param text part of {@code module / target arguments}, ignoring case, or the number of a step
   */
  public static Map<String, List<Integer>> of(Drawing drawing, String text) {
    String wanted = text.strip().toLowerCase(Locale.ROOT);
    Map<String, List<Integer>> found = new LinkedHashMap<>();
    if (wanted.isEmpty()) {
      return found;
    }
    for (Card card : drawing.cards()) {
      if (card.collapsed()) {
        List<Integer> steps =
            card.members().stream()
                .filter(member -> matches(member, wanted))
                .map(member -> member.step().number())
                .toList();
        if (!steps.isEmpty()) {
          found.put(card.id(), steps);
        }
      }
    }
    return found;
  }

  private static boolean matches(StepNode node, String wanted) {
    return Integer.toString(node.step().number()).equals(wanted)
        || "%s / %s %s"
            .formatted(node.module(), node.target(), ArgumentText.plain(node.argumentLine()))
            .toLowerCase(Locale.ROOT)
            .contains(wanted);
  }
}
