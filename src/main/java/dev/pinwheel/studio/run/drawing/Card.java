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
 * @param collapsed whether it represents several steps
 */
public record Card(
    String id,
    @Nullable String parent,
    @Nullable String group,
    String title,
    List<StepNode> members,
    boolean collapsed) {

  public Card {
    members = List.copyOf(members);
  }

  /** The step of a card that is not collapsed, else the first one. */
  public StepNode first() {
    return members.getFirst();
  }
}
