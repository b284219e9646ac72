package dev.pinwheel.studio.run.compare;

import dev.pinwheel.model.Failure;
import dev.pinwheel.model.Json;
import dev.pinwheel.query.run.StepNode;
import dev.pinwheel.query.step.CallSide;
import dev.pinwheel.query.step.ExecutionView;
import dev.pinwheel.query.step.PairedTrees.PairedCall;
import dev.pinwheel.query.view.LineDifference;
import dev.pinwheel.query.view.PrettyJson;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.query.view.Value;
import dev.pinwheel.studio.run.value.ValueView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A call of both sides, line by line, as {@code frontend/line-difference.ts} shows it. */
final class CallLinesJson {

  /** Of each section. */
  private static final int MOST_LINES = 1_000;

  private CallLinesJson() {}

  static ObjectNode of(
      PairedCall call, Optional<CallSide> before, Optional<CallSide> after, SideLinks links) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("key", call.key());
    json.put("target", call.either().target());
    json.put("arguments", DifferenceListJson.arguments(call));
    before.ifPresent(side -> head(json.putObject("before"), side, links.before(side)));
    after.ifPresent(side -> head(json.putObject("after"), side, links.after(side)));
    ArrayNode sections = json.putArray("sections");
    section(
        sections.addObject(),
        "Arguments",
        before.map(CallLinesJson::arguments).orElse(List.of()),
        after.map(CallLinesJson::arguments).orElse(List.of()));
    section(
        sections.addObject(),
        "Outcome",
        before.map(CallLinesJson::outcome).orElse(List.of()),
        after.map(CallLinesJson::outcome).orElse(List.of()));
    return json;
  }

  /** Where each side is shown by itself. */
  interface SideLinks {
    String before(CallSide side);

    String after(CallSide side);
  }

  private static void head(ObjectNode json, CallSide side, String link) {
    StepNode node = side.node();
    json.put("id", node.execution().toString());
    json.put("link", link);
    json.put(
        "facts",
        node.state().word()
            + node.timing().took().map(took -> " " + TextFormat.duration(took)).orElse("")
            + " · "
            + node.workspace().name());
  }

  private static void section(
      ObjectNode json, String title, List<String> before, List<String> after) {
    List<LineDifference> lines = LineDifference.between(before, after);
    json.put("title", title);
    json.put("same", lines.stream().allMatch(LineDifference::isSame));
    ArrayNode rows = json.putArray("rows");
    List<LineDifference> folded = LineDifference.folded(lines);
    for (LineDifference line : folded.subList(0, Math.min(MOST_LINES, folded.size()))) {
      ObjectNode row = rows.addObject();
      if (line.skipped() > 0) {
        row.put("skipped", TextFormat.count(line.skipped(), "equal line"));
      } else {
        put(row, "before", line.before());
        put(row, "after", line.after());
      }
    }
    if (folded.size() > MOST_LINES) {
      rows.addObject().put("skipped", TextFormat.count(folded.size() - MOST_LINES, "more line"));
    }
  }

  private static void put(ObjectNode row, String name, @Nullable String line) {
    if (line != null) {
      row.put(name, line);
    }
  }

  private static List<String> arguments(CallSide side) {
    List<String> lines = new ArrayList<>();
    for (ExecutionView.Argument argument : side.arguments()) {
      List<String> value = value(argument.value());
      lines.add(argument.name() + ": " + value.getFirst());
      lines.addAll(value.subList(1, value.size()));
    }
    return lines;
  }

  private static List<String> outcome(CallSide side) {
    Failure failure = side.failure();
    Value result = side.result();
    if (failure != null) {
      List<String> lines = new ArrayList<>();
      lines.add(failure.type());
      failure.message().lines().forEach(lines::add);
      return lines;
    }
    return result == null ? List.of("(" + side.node().state().word() + ")") : value(result);
  }

  /** A large value is one line, which says so. */
  private static List<String> value(Value value) {
    Json json = value.json();
    return json == null
        ? List.of("(" + ValueView.sizeInWords(value.size()) + ", too large to compare here)")
        : PrettyJson.lines(json);
  }
}
