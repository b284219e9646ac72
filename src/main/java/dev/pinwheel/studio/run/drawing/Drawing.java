package dev.pinwheel.studio.run.drawing;

import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.view.CallEdge;
import dev.pinwheel.query.view.Staleness;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the graph of a run shows, apart from positions: cards and lines.
 *
 * @param cards in call order
 * @param lines between them
 * @param usedAttempts of stale steps: which attempt their outdated calls hold, when it is one
 */
public record Drawing(
    RunTree tree, List<Card> cards, List<CardEdge> lines, Map<StepId, Integer> usedAttempts) {

  public Drawing {
    cards = List.copyOf(cards);
    lines = List.copyOf(lines);
    usedAttempts = Map.copyOf(usedAttempts);
  }

  /**
   * @param toggled ids of cards and groups that the user expanded or collapsed
   */
  public static Drawing of(RunTree tree, Set<String> toggled) {
    List<Card> cards = CardGrouping.cards(tree, toggled);
    return new Drawing(tree, cards, CardEdges.between(tree, cards), usedAttempts(tree));
  }

  /** The steps that only earlier attempts called: they come behind the call tree, as its peers. */
  public Set<StepId> earlierSteps() {
    return tree.earlierSteps().stream().map(StepNode::step).collect(Collectors.toUnmodifiableSet());
  }

  /** The card on which a step is. */
  public Optional<Card> cardOf(StepId step) {
    return cards.stream()
        .filter(card -> card.members().stream().anyMatch(member -> member.step().equals(step)))
        .findFirst();
  }

  public Optional<Card> find(String id) {
    return cards.stream().filter(card -> card.id().equals(id)).findFirst();
  }

  /** The attempt that the outdated calls of a step hold; empty when there is none, or several. */
  public OptionalInt usedAttemptOf(StepId step) {
    Integer attempt = usedAttempts.get(step);
    return attempt == null ? OptionalInt.empty() : OptionalInt.of(attempt);
  }

  private static Map<StepId, Integer> usedAttempts(RunTree tree) {
    Map<StepId, Integer> used = new HashMap<>();
    for (CallEdge call : tree.calls()) {
      if (call.staleness() == Staleness.STALE && !call.usedNotVisible()) {
        used.merge(
            call.from(), call.callee().attempt(), (one, other) -> one.equals(other) ? one : 0);
      }
    }
    used.values().removeIf(attempt -> attempt == 0);
    return used;
  }
}
