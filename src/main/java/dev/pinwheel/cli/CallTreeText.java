package dev.pinwheel.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Draws the call tree of a run: steps below their callers, reused calls as rows, many calls of one
 * target as one row with those that need a look.
 */
final class CallTreeText {

  /** More calls of one target by one caller are drawn as one row. */
  private static final int DRAWN_ONE_BY_ONE = 6;

  private static final int NEED_A_LOOK = 5;
  private static final String INDENT = "  ";

  private final Map<String, JsonNode> byStep = new LinkedHashMap<>();
  private final Map<String, List<JsonNode>> byCaller = new HashMap<>();
  private final Set<String> drawn = new HashSet<>();
  private final AnsiStyle style;
  private final TextTable table;

  private CallTreeText(JsonNode tree, AnsiStyle style) {
    this.style = style;
    this.table = new TextTable(style, "Step", "State", "Took", "Id", "");
    tree.path("steps").forEach(step -> byStep.put(step.path("step").asString(), step));
    tree.path("calls")
        .forEach(call ->
            byCaller
                .computeIfAbsent(call.path("caller").asString(), caller -> new ArrayList<>())
                .add(call));
    byCaller
        .values()
        .forEach(calls -> calls.sort(Comparator.comparingInt(call -> call.path("number").asInt())));
  }

  /** The lines of a tree as the API answers it. */
  static List<String> lines(JsonNode tree, AnsiStyle style) {
    CallTreeText drawing = new CallTreeText(tree, style);
    tree.path("steps")
        .forEach(step -> {
          if (step.path("depth").asInt() == 0) {
            drawing.draw(step, 0);
          }
        });
    return drawing.table.lines();
  }

  private void draw(JsonNode step, int depth) {
    if (!drawn.add(step.path("step").asString())) {
      return;
    }
    row(step, depth);
    List<JsonNode> calls = byCaller.getOrDefault(step.path("execution").asString(), List.of());
    Map<String, Long> targets =
        calls.stream().collect(Collectors.groupingBy(this::targetOf, Collectors.counting()));
    Set<String> summarised = new HashSet<>();
    for (JsonNode call : calls) {
      String target = targetOf(call);
      if (targets.getOrDefault(target, 0L) <= DRAWN_ONE_BY_ONE) {
        drawCall(call, depth + 1);
      } else if (summarised.add(target)) {
        summarise(
            calls.stream().filter(other -> targetOf(other).equals(target)).toList(),
            target,
            depth + 1);
      }
    }
  }

  private void drawCall(JsonNode call, int depth) {
    JsonNode step = byStep.get(stepOf(call));
    boolean reused = call.path("kind").asString().equals("reused");
    if (step != null && !reused && !drawn.contains(stepOf(call))) {
      draw(step, depth);
      return;
    }
    String from = call.path("reusedFrom").asString("");
    int times = call.path("times").asInt(1);
    table
        .row()
        .cell(INDENT.repeat(depth) + "↪ " + DisplayText.call(targetOf(call), argumentsOf(call)))
        .cell("reused" + (from.isEmpty() ? "" : " from " + from), style::quiet)
        .cell("")
        .cell(call.path("callee").asString(), style::quiet)
        .cell(times > 1 ? times + " times" : "", style::quiet);
  }

  /** One row for all, then those that failed or are at work, as far as there is room. */
  private void summarise(List<JsonNode> calls, String target, int depth) {
    Map<String, Integer> states = new TreeMap<>();
    List<JsonNode> notable = new ArrayList<>();
    for (JsonNode call : calls) {
      JsonNode step = byStep.get(stepOf(call));
      boolean reused = call.path("kind").asString().equals("reused");
      String state = reused || step == null ? "reused" : step.path("state").asString();
      states.merge(state, 1, Integer::sum);
      if (step != null && !reused) {
        if (!state.equals("done") && notable.size() < NEED_A_LOOK) {
          notable.add(step);
        } else {
          drawn.add(stepOf(call));
        }
      }
    }
    table
        .row()
        .cell(INDENT.repeat(depth) + "⋯ " + target + " × " + calls.size())
        .cell(
            states.entrySet().stream()
                .map(entry -> entry.getValue() + " " + DisplayText.state(entry.getKey()))
                .collect(Collectors.joining(", ")));
    notable.forEach(step -> draw(step, depth + 1));
  }

  private void row(JsonNode step, int depth) {
    String state = step.path("state").asString();
    table
        .row()
        .cell(
            INDENT.repeat(depth)
                + DisplayText.glyph(state)
                + " "
                + DisplayText.call(step.path("target").asString(), step.path("argumentLine")),
            text ->
                text.replace(
                    DisplayText.glyph(state), style.state(state, DisplayText.glyph(state))))
        .cell(DisplayText.state(state), text -> style.state(state, text))
        .cell(DisplayText.took(step.path("timing")))
        .cell(step.path("execution").asString(), style::quiet)
        .cell(remark(step), style::quiet);
  }

  private static String remark(JsonNode step) {
    List<String> remarks = new ArrayList<>();
    JsonNode failure = step.path("failure");
    if (failure.isObject()) {
      remarks.add(failure.path("type").asString() + ": " + failure.path("message").asString());
    }
    if (step.path("waiting").isObject()) {
      remarks.add(step.path("waiting").path("sentence").asString());
    }
    if (step.path("pin").isObject()) {
      int reused = step.path("pin").path("reused").asInt();
      remarks.add(reused == 0 ? "◇" : "◆ " + reused);
    }
    switch (step.path("staleness").asString()) {
      case "stale" -> remarks.add("stale");
      case "staleBelow" -> remarks.add("stale below");
      case "mayBecomeStale" -> remarks.add("may become stale");
      default -> {}
    }
    JsonNode forwarding = step.path("forwarding");
    if (forwarding.isObject()) {
      remarks.add(
          (forwarding.path("kind").asString() + " " + forwarding.path("to").asString("")).strip());
    }
    return String.join(" · ", remarks).replace('\n', ' ');
  }

  private String targetOf(JsonNode call) {
    JsonNode step = byStep.get(stepOf(call));
    return step == null ? stepOf(call) : step.path("target").asString();
  }

  /** The call's own arguments where they differ, else those of the step called. */
  private JsonNode argumentsOf(JsonNode call) {
    JsonNode step = byStep.get(stepOf(call));
    JsonNode own = call.path("argumentLine");
    return own.isString() || step == null ? own : step.path("argumentLine");
  }

  private static String stepOf(JsonNode call) {
    String callee = call.path("callee").asString();
    return callee.substring(0, Math.max(0, callee.lastIndexOf(':')));
  }
}
