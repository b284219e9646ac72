package dev.pinwheel.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code runs explain R7K2:3}. */
@Command(
    name = "explain",
    description = {
      "Says why a step executed, and why calls reused it: the memo key, what could have been",
      "reused, and why it was taken or not."
    })
final class ExplainCommand extends ServerCommand {

  private static final int KEY_SHOWN = 12;
  private static final int VALUE_SHOWN = 60;

  @Parameters(
      paramLabel = "STEP",
      description = "Such as R7K2:3, or one attempt: R7K2:3:2; a run stands for its step 1")
  private String id = "";

  ExplainCommand(CliEnvironment environment) {
    super(environment);
  }

  @Override
  public Integer call() {
    JsonNode explanation = api().get(path(IdArguments.checked(id)), api().here());
    if (isJson()) {
      printJson(explanation);
      return ExitCodes.DONE;
    }
    print(
        "%s  %s.%s  %s"
            .formatted(
                explanation.path("execution").asString(),
                explanation.path("module").asString(),
                explanation.path("target").asString(),
                style().quiet(explanation.path("workspace").asString())));
    print(explanation.path("sentence").asString());
    print(style().quiet(option(explanation)));
    printAll(arguments(explanation.path("arguments"), explanation.has("key")));
    JsonNode advice = explanation.path("advice");
    if (!advice.isMissingNode()) {
      print(
          style()
              .attention(
                  advice.path("sentence").asString() + " " + advice.path("remedy").asString()));
    }
    printLookup(explanation.path("lookup"), "");
    JsonNode reuses = explanation.path("reuses");
    if (!reuses.isEmpty()) {
      print("");
      print("Reused by");
      reuses.forEach(this::printReuse);
      if (explanation.path("moreReuses").asBoolean()) {
        print(style().quiet("  and further calls"));
      }
    }
    return ExitCodes.DONE;
  }

  private static String path(String id) {
    return switch (id.split(":", -1).length) {
      case 1 -> "/steps/" + id + ":1/explanation";
      case 2 -> "/steps/" + id + "/explanation";
      default -> "/executions/" + id + "/explanation";
    };
  }

  private static String option(JsonNode explanation) {
    JsonNode option = explanation.path("option");
    String origin = explanation.path("optionOrigin").asString();
    if (option.isMissingNode()) {
      return "memo is not set anywhere, so off";
    }
    String words =
        switch (option.isArray() ? "some" : option.asString()) {
          case "off" -> "off";
          case "all" -> "all arguments";
          default -> option.isEmpty() ? "once per run" : names(option);
        };
    String key = explanation.path("key").asString("");
    return "memo: %s (%s)%s"
        .formatted(
            words, origin, key.isEmpty() ? "" : " · key " + key.substring(0, KEY_SHOWN) + "…");
  }

  private static String names(JsonNode names) {
    List<String> list = new ArrayList<>();
    names.forEach(name -> list.add(name.asString()));
    return String.join(", ", list);
  }

  private List<String> arguments(JsonNode arguments, boolean memoized) {
    TextTable table = new TextTable(style());
    for (JsonNode argument : arguments) {
      JsonNode value = argument.path("value");
      table
          .row()
          .cell("  " + argument.path("name").asString())
          .cell(
              value.isMissingNode()
                  ? argument.path("bytes").asLong() + " bytes"
                  : clip(value.toString()))
          .cell(
              memoized && !argument.path("inKey").asBoolean() ? "not in the key" : "",
              style()::quiet);
    }
    return table.lines();
  }

  private static String clip(String text) {
    return text.length() <= VALUE_SHOWN ? text : text.substring(0, VALUE_SHOWN) + "…";
  }

  private void printReuse(JsonNode reuse) {
    long times = reuse.path("times").asLong();
    print(
        "  %s (%s)%s: %s"
            .formatted(
                reuse.path("callerTarget").asString(),
                reuse.path("caller").asString(),
                times > 1 ? ", %d times".formatted(times) : "",
                reuse.path("sentence").asString()));
    printLookup(reuse, "  ");
  }

  /** What a lookup saw, below what it decided. */
  private void printLookup(JsonNode lookup, String indent) {
    TextTable table = new TextTable(style());
    for (JsonNode candidate : lookup.path("candidates")) {
      boolean taken = candidate.path("reason").asString().equals("taken");
      table
          .row()
          .cell(indent + "  " + (taken ? "✓ " : "· ") + candidate.path("execution").asString())
          .cell(candidate.path("workspace").asString())
          .cell(candidate.path("outcome").asString())
          .cell(candidate.path("sentence").asString(), style()::quiet);
    }
    printAll(table.lines());
    if (lookup.path("moreCandidates").asBoolean()) {
      print(indent + "  · and further ones, which were not recorded");
    }
    JsonNode nearest = lookup.path("nearestMiss");
    if (!nearest.isMissingNode()) {
      print(indent + nearest.path("sentence").asString());
      nearest.path("differences").forEach(difference -> printNote(difference, indent));
    }
    for (JsonNode difference : lookup.path("outsideKey")) {
      print(
          indent
              + "  %s is not part of the key. It differs: %s."
                  .formatted(difference.path("parameter").asString(), places(difference)));
    }
  }

  private void printNote(JsonNode difference, String indent) {
    if (difference.has("note")) {
      print(indent + difference.path("note").asString());
    }
  }

  private static String places(JsonNode difference) {
    List<String> places = new ArrayList<>();
    for (JsonNode place : difference.path("places")) {
      String path = place.path("path").asString();
      places.add(
          "%s%s → %s"
              .formatted(
                  path.equals("$") ? "" : path + " ",
                  place.path("before").asString("(absent)"),
                  place.path("after").asString("(absent)")));
    }
    return String.join(", ", places);
  }
}
