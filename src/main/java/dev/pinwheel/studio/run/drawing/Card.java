package dev.pinwheel.studio.run.drawing;

import dev.pinwheel.query.run.StepNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One box of the graph for one step or for several.
 *
 * @param id stable as long as the same step comes first in it
 * @param parent the card of the first caller; null for step 1
 * @param group title of the group that it stands in; null for none, and when it is the group
 * @param title what the second row says: the target, or the title of a collapsed group
 * @param members in call order, never empty
 */
public record Card(
    String id,
    @Nullable String parent,
    @Nullable String group,
    String title,
    List<StepNode> members,
    Kind kind) {

  /** What a card stands for. */
  public enum Kind {
    STEP,
    /** Siblings of one target, or a group. */
    STACK,
    /** So many siblings of one target that each is a cell. */
    WALL,
    /** Steps in a row that each called the next one. */
    CHAIN
  }

  public Card {
    members = List.copyOf(members);
  }

  /** Whether it represents several steps. */
  public boolean collapsed() {
    return kind != Kind.STEP;
  }

  /** The same card, called from another one. */
  Card under(@Nullable String caller) {
    return new Card(id, caller, group, title, members, kind);
  }

  /** The step of a card that is not collapsed, else the first one. */
  public StepNode first() {
    return members.getFirst();
  }
}
