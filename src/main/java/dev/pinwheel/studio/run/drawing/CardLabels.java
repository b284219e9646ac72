package dev.pinwheel.studio.run.drawing;

import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.view.ArgumentText;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.TextFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The labels of a card for several steps; its state is the most severe of theirs. */
public final class CardLabels {

  /** From best to worst. */
  private static final List<State> SEVERITY =
      List.of(
          State.DONE,
          State.RUNNING,
          State.SUSPENDED,
          State.SCHEDULED,
          State.QUEUED,
          State.BLOCKED,
          State.WAITING,
          State.CANCELLED,
          State.ABANDONED,
          State.TIMED_OUT,
          State.FAILED);

  private CardLabels() {}

  /** The state that needs attention most. */
  public static State worst(List<StepNode> members) {
    return members.stream()
        .map(StepNode::state)
        .max(Comparator.comparingInt(SEVERITY::indexOf))
        .orElse(State.DONE);
  }

  /** How many steps are in which state: done first, then from worst to least bad. */
  public static Map<State, Integer> counts(List<StepNode> members) {
    Map<State, Integer> found = new EnumMap<>(State.class);
    members.forEach(member -> found.merge(member.state(), 1, Integer::sum));
    Map<State, Integer> ordered = new LinkedHashMap<>();
    if (found.containsKey(State.DONE)) {
      ordered.put(State.DONE, found.getOrDefault(State.DONE, 0));
    }
    for (State state : SEVERITY.reversed()) {
      if (state != State.DONE && found.containsKey(state)) {
        ordered.put(state, found.getOrDefault(state, 0));
      }
    }
    return ordered;
  }

  /** {@code 496 done, 3 failed, 1 running}. */
  public static String statesInWords(List<StepNode> members) {
    List<String> parts = new ArrayList<>();
    counts(members)
        .forEach((state, count) -> parts.add(TextFormat.number(count) + " " + state.word()));
    return String.join(", ", parts);
  }

  /** Those that need attention first, else in call order. */
  public static List<StepNode> worstFirst(List<StepNode> members) {
    return members.stream()
        .sorted(
            Comparator.comparingInt((StepNode node) -> SEVERITY.indexOf(node.state())).reversed())
        .toList();
  }

  /** How many calls reused steps within. */
  public static int reused(List<StepNode> members) {
    int reused = 0;
    for (StepNode member : members) {
      reused += member.pin() == null ? 0 : member.pin().reused();
    }
    return reused;
  }

  /** How many steps within have a memo key. */
  public static int memoized(List<StepNode> members) {
    return (int) members.stream().filter(member -> member.pin() != null).count();
  }

  /** The arguments that all have in common, in one line; empty for none. */
  static String sharedArguments(List<StepNode> members) {
    return ArgumentText.plain(
        ArgumentText.shared(members.stream().map(StepNode::argumentLine).toList()));
  }

  /** {@code n 199 … n 4}; empty when one of them has none. */
  static String firstAndLastArguments(List<StepNode> members) {
    String first = ArgumentText.plain(members.getFirst().argumentLine());
    String last = ArgumentText.plain(members.getLast().argumentLine());
    return first.isEmpty() || last.isEmpty() ? "" : first + " … " + last;
  }

  /** {@code parseRow, 500 steps, 496 done, 3 failed, 1 running, memoized, reused by 480 calls}. */
  public static String label(Card card) {
    if (!card.collapsed()) {
      return StepLabels.label(card.first());
    }
    List<String> parts = new ArrayList<>();
    parts.add(card.title());
    parts.add(
        TextFormat.count(card.members().size(), "step")
            + (card.kind() == Card.Kind.CHAIN ? " in a row" : ""));
    String shared = sharedArguments(card.members());
    if (!shared.isEmpty()) {
      parts.add(StepLabels.spoken(shared));
    }
    parts.add(statesInWords(card.members()));
    long stale = card.members().stream().filter(m -> m.staleness().isStale()).count();
    if (stale > 0) {
      parts.add(TextFormat.number(stale) + " stale");
    }
    if (memoized(card.members()) > 0) {
      int reused = reused(card.members());
      parts.add("memoized");
      parts.add(reused == 0 ? "not reused yet" : "reused by " + TextFormat.count(reused, "call"));
    }
    return String.join(", ", parts);
  }
}
