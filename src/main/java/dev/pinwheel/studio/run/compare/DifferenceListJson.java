package dev.pinwheel.studio.run.compare;

import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.step.CallDifference;
import dev.pinwheel.query.step.Comparison.Kind;
import dev.pinwheel.query.step.DifferenceGroup;
import dev.pinwheel.query.step.PairedTrees.PairedCall;
import dev.pinwheel.query.view.ArgumentText;
import dev.pinwheel.query.view.CallEdge;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The differences as {@code frontend/difference-list.ts} shows them; bounded, texts are ready. */
final class DifferenceListJson {

  private static final int COLUMNS = 80;

  private DifferenceListJson() {}

  /** Of groups and of calls that are not shown, {@code more} is how many there are. */
  static ObjectNode of(List<DifferenceGroup> differences, DifferenceLimits limits) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode groups = json.putArray("groups");
    differences.stream().limit(limits.groups()).forEach(group -> add(groups, group, limits));
    json.put("more", Math.max(0, differences.size() - limits.groups()));
    return json;
  }

  private static void add(ArrayNode groups, DifferenceGroup group, DifferenceLimits limits) {
    ObjectNode json = groups.addObject();
    String id = group.id();
    int shown = Math.min(limits.membersOf(id), group.count());
    json.put("id", id);
    json.put("sign", sign(group.kind()));
    json.put("kind", word(group.kind()));
    json.put("module", group.module());
    json.put("target", group.target());
    json.put("count", group.count());
    json.put("sentence", group.sentence());
    ArrayNode members = json.putArray("members");
    for (CallDifference member : group.members().subList(0, shown)) {
      ObjectNode one = members.addObject();
      one.put("key", member.call().key());
      one.put("arguments", arguments(member.call()));
      one.put("ids", member.asDifference().ids());
    }
    json.put("more", group.count() - shown);
  }

  /** The arguments of the newer call. */
  static String arguments(PairedCall call) {
    CallEdge edge = call.callAfter() == null ? call.callBefore() : call.callAfter();
    StepNode node = call.either();
    return ArgumentText.cutLine(
        ownLine(edge) == null ? node.argumentLine() : ownLine(edge), COLUMNS);
  }

  private static @Nullable String ownLine(@Nullable CallEdge edge) {
    return edge == null ? null : edge.argumentLine();
  }

  static String sign(Kind kind) {
    return switch (kind) {
      case ADDED -> "+";
      case GONE -> "−";
      case OTHER_ARGUMENTS, OTHER_RESULT, OTHER_TIMES, SAME_RESULT -> "≠";
    };
  }

  /** How it is drawn. */
  static String word(Kind kind) {
    return switch (kind) {
      case ADDED -> "added";
      case GONE -> "gone";
      case OTHER_ARGUMENTS, OTHER_RESULT, OTHER_TIMES, SAME_RESULT -> "changed";
    };
  }
}
