package dev.pinwheel.studio.run.drawing;

import dev.pinwheel.query.run.StepNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Draws long rows of steps that each called one other as one card: the first and the last step of
 * such a row stay, those between them are folded.
 */
final class ChainFolding {

  /** More steps in a row than this are folded. */
  static final int CHAIN = 20;

  private final List<Card> cards;
  private final Set<String> toggled;
  private final Map<String, List<Card>> callees = new HashMap<>();

  private ChainFolding(List<Card> cards, Set<String> toggled) {
    this.cards = cards;
    this.toggled = toggled;
    for (Card card : cards) {
      if (card.parent() != null) {
        callees.computeIfAbsent(card.parent(), id -> new ArrayList<>()).add(card);
      }
    }
  }

  /**
   * The cards in call order.
   *
   * @param toggled ids of what the user unfolded
   */
  static List<Card> fold(List<Card> cards, Set<String> toggled) {
    return new ChainFolding(cards, toggled).fold();
  }

  private List<Card> fold() {
    Map<String, Card> chains = new HashMap<>();
    Map<String, String> homes = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (Card card : cards) {
      if (card.parent() == null || seen.contains(card.id()) || !isLink(card)) {
        continue;
      }
      List<Card> row = rowFrom(card, seen);
      String id = idOf(row);
      if (row.size() > CHAIN && !toggled.contains(id)) {
        List<Card> folded = row.subList(1, row.size() - 1);
        chains.put(folded.getFirst().id(), chain(id, folded));
        folded.forEach(link -> homes.put(link.id(), id));
      }
    }
    List<Card> all = new ArrayList<>();
    for (Card card : cards) {
      if (chains.containsKey(card.id())) {
        all.add(chains.getOrDefault(card.id(), card));
      } else if (!homes.containsKey(card.id())) {
        all.add(homes.containsKey(card.parent()) ? card.under(homes.get(card.parent())) : card);
      }
    }
    return all;
  }

  /** One step outside of any group that called exactly one. */
  private boolean isLink(Card card) {
    return !card.collapsed()
        && card.group() == null
        && callees.getOrDefault(card.id(), List.of()).size() == 1;
  }

  private List<Card> rowFrom(Card first, Set<String> seen) {
    List<Card> row = new ArrayList<>();
    for (Card card = first;
        isLink(card);
        card = callees.getOrDefault(card.id(), List.of()).getFirst()) {
      row.add(card);
      seen.add(card.id());
    }
    return row;
  }

  private static String idOf(List<Card> row) {
    return "chain-" + row.getFirst().id();
  }

  private static Card chain(String id, List<Card> folded) {
    List<StepNode> members = folded.stream().map(Card::first).toList();
    boolean alike = members.stream().map(StepNode::target).distinct().limit(2).count() == 1;
    String title =
        alike
            ? members.getFirst().target()
            : members.getFirst().target() + " … " + members.getLast().target();
    return new Card(id, folded.getFirst().parent(), null, title, members, Card.Kind.CHAIN);
  }
}
