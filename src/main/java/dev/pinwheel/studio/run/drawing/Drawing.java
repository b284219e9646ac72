package dev.pinwheel.studio.run.drawing;

import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.view.CallEdge;
import dev.pinwheel.query.view.Staleness;
import dev.pinwheel.studio.graph.GraphEdge;
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
 * @param unfolded cards of many steps that are drawn step by step
 * @param usedAttempts of stale steps: which attempt their outdated calls hold, when it is one
 */
public record Drawing(
    RunTree tree,
    List<Card> cards,
    List<GraphEdge> lines,
    Map<StepId, Integer> usedAttempts,
    List<Unfolded> unfolded) {

  /**
   * A card that the user had drawn step by step.
   *
   * @param id toggles it
   * @param count of its steps
   */
  public record Unfolded(String id, String title, int count) {}

  public Drawing {
    cards = List.copyOf(cards);
    lines = List.copyOf(lines);
    usedAttempts = Map.copyOf(usedAttempts);
    unfolded = List.copyOf(unfolded);
  }

  /**
   * @param toggled ids of cards and groups that the user expanded or collapsed
   */
  public static Drawing of(RunTree tree, Set<String> toggled) {
    List<Card> cards = cards(tree, toggled);
    return new Drawing(
        tree,
        cards,
        CardEdges.between(tree, cards),
        usedAttempts(tree),
        toggled.isEmpty() ? List.of() : unfolded(tree, cards, toggled));
  }

  private static List<Card> cards(RunTree tree, Set<String> toggled) {
    return ChainFolding.fold(CardGrouping.cards(tree, toggled), toggled);
  }

  /** What is one card when nothing is toggled, in call order. Groups have a button of their own. */
  private static List<Unfolded> unfolded(RunTree tree, List<Card> cards, Set<String> toggled) {
    Set<String> drawn = cards.stream().map(Card::id).collect(Collectors.toSet());
    Set<String> groups = cards.stream().map(CardGrouping::groupOf).collect(Collectors.toSet());
    return cards(tree, Set.of()).stream()
        .filter(card -> toggled.contains(card.id()))
        .filter(card -> !drawn.contains(card.id()) && !groups.contains(card.id()))
        .map(card -> new Unfolded(card.id(), card.title(), card.members().size()))
        .toList();
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
