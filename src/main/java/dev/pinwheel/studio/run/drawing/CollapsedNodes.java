package dev.pinwheel.studio.run.drawing;

import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.view.PinSentence;
import dev.pinwheel.query.view.State;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.studio.graph.GraphNode;
import dev.pinwheel.studio.graph.GraphNodeBuilder;
import dev.pinwheel.studio.graph.NodeState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Nodes that stand for several steps. */
final class CollapsedNodes {

  private static final String MORE_SUFFIX = "-more";

  private CollapsedNodes() {}

  static GraphNodeBuilder of(Card card) {
    List<StepNode> members = card.members();
    State worst = CardLabels.worst(members);
    int memoized = CardLabels.memoized(members);
    int reused = CardLabels.reused(members);
    boolean chain = card.kind() == Card.Kind.CHAIN;
    GraphNode.Kind kind =
        switch (card.kind()) {
          case CHAIN -> GraphNode.Kind.CHAIN;
          case WALL -> GraphNode.Kind.WALL;
          case STACK, STEP -> GraphNode.Kind.COLLAPSED;
        };
    GraphNodeBuilder builder =
        GraphNode.of(card.id(), kind, card.first().module(), card.title())
            .state(GraphModelBuilder.stateOf(worst), CardLabels.statesInWords(members))
            .count(members.size(), counts(members))
            .label(CardLabels.label(card))
            .arguments(
                chain
                    ? CardLabels.firstAndLastArguments(members)
                    : CardLabels.sharedArguments(members));
    if (memoized > 0) {
      builder.memo(
          new GraphNode.Memo(
              reused > 0, reused, null, null, PinSentence.ofGroup(memoized, reused)));
    }
    if (members.stream().allMatch(member -> !member.ownWorkspace())) {
      builder.workspaceChip(card.first().workspace().name().value());
    }
    return builder;
  }

  /**
   * The failed steps of a card, of which others stand beside it; empty when it has none.
   *
   * @param group in which the card stands; null for none
   */
  static Optional<GraphNode> more(Card card, @Nullable String group) {
    long failed = card.members().stream().filter(member -> member.state().isFailure()).count();
    if (failed == 0) {
      return Optional.empty();
    }
    String text = TextFormat.number(failed) + " more";
    return Optional.of(
        GraphNode.of(card.id() + MORE_SUFFIX, GraphNode.Kind.MORE, card.first().module(), text)
            .state(NodeState.FAILED, text)
            .label("%s failed %s, shows them in the table of steps".formatted(text, card.title()))
            .parent(group)
            .build());
  }

  static boolean isMore(String nodeId) {
    return nodeId.endsWith(MORE_SUFFIX);
  }

  static GraphNode.Counts counts(List<StepNode> members) {
    Map<State, Integer> counts = CardLabels.counts(members);
    int done = counts.getOrDefault(State.DONE, 0);
    int running = counts.getOrDefault(State.RUNNING, 0);
    int open =
        counts.entrySet().stream()
            .filter(entry -> entry.getKey().isOpen())
            .mapToInt(Map.Entry::getValue)
            .sum();
    return new GraphNode.Counts(done, members.size() - done - open, running, open - running);
  }
}
