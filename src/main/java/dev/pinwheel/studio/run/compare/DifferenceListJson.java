package dev.pinwheel.studio.run.compare;

import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.step.CallDifference;
import dev.pinwheel.query.step.Comparison.Kind;
import dev.pinwheel.query.step.DifferenceGroup;
import dev.pinwheel.query.step.PairedTrees.PairedCall;
import dev.pinwheel.query.step.RunComparison;
import dev.pinwheel.query.view.ArgumentText;
import dev.pinwheel.query.view.CallEdge;
import dev.pinwheel.query.view.TextFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The differences as {@code frontend/difference-list.ts} shows them; bounded, texts are ready. */
final class DifferenceListJson {

  static final int MOST_GROUPS = 100;
  static final int MOST_MEMBERS = 20;
  private static final int COLUMNS = 80;

  private DifferenceListJson() {}

  static ObjectNode of(RunComparison comparison) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode groups = json.putArray("groups");
    comparison.groups().stream().limit(MOST_GROUPS).forEach(group -> add(groups, group));
    int more = comparison.groups().size() - MOST_GROUPS;
    if (more > 0) {
      json.put("more", TextFormat.count(more, "more group"));
    }
    return json;
  }

  private static void add(ArrayNode groups, DifferenceGroup group) {
    ObjectNode json = groups.addObject();
    json.put("sign", sign(group.kind()));
    json.put("kind", word(group.kind()));
    json.put("module", group.module());
    json.put("target", group.target());
    json.put("count", group.count());
    json.put("sentence", group.sentence());
    ArrayNode members = json.putArray("members");
    for (CallDifference member :
        group.members().subList(0, Math.min(MOST_MEMBERS, group.count()))) {
      ObjectNode one = members.addObject();
      one.put("key", member.call().key());
      one.put("arguments", arguments(member.call()));
      one.put("ids", member.asDifference().ids());
    }
    if (group.count() > MOST_MEMBERS) {
      json.put("more", TextFormat.number(group.count() - MOST_MEMBERS) + " more");
    }
  }

  /** The arguments of the newer call. */
  static String arguments(PairedCall call) {
    CallEdge edge = call.callAfter() == null ? call.callBefore() : call.callAfter();
    StepNode node = call.either();
    String line = ArgumentText.plain(ownLine(edge) == null ? node.argumentLine() : ownLine(edge));
    return ArgumentText.cut(line, COLUMNS);
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
