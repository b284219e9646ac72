package dev.pinwheel.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code runs compare R7K2:3:1 R7K2:3:2}, {@code runs compare R7K2 R7K9}. */
@Command(
    name = "compare",
    description = {
      "Compares two executions of one target, such as two attempts of a step: results, errors,",
      "durations, and calls; or two runs of one workflow, two attempts of a run, or a run as two",
      "workspaces see it, call by call."
    })
final class CompareCommand extends ServerCommand {

  @Parameters(
      index = "0",
      paramLabel = "EXECUTION",
      description = "Such as R7K2:3:1; or a run: R7K2")
  private String before = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "WITH",
      description = "Such as R7K2:3:2; with a run: another run, or an attempt: R7K9, 2")
  private @Nullable String after;

  @Option(
      names = "--with-workspace",
      paramLabel = "NAME",
      description = "The workspace from which the second one is seen; else --workspace")
  private @Nullable String withWorkspace;

  CompareCommand(CliEnvironment environment) {
    super(environment);
  }

  @Override
  public Integer call() {
    JsonNode answer = compared();
    if (isJson()) {
      printJson(answer);
      return ExitCodes.DONE;
    }
    if (answer.has("first")) {
      print(answer.path("first"));
      printCalls(answer);
    } else {
      print(answer);
    }
    return ExitCodes.DONE;
  }

  private void print(JsonNode comparison) {
    TextTable sides = new TextTable(style());
    row(sides, comparison.path("before"));
    if (isOneAttempt(comparison)) {
      printAll(sides.lines());
      print(comparison.path("outcome").asString());
      return;
    }
    row(sides, comparison.path("after"));
    printAll(sides.lines());
    comparison
        .path("arguments")
        .forEach(argument ->
            argument
                .path("places")
                .forEach(place -> printPlace(argument.path("parameter").asString() + " ", place)));
    print(comparison.path("outcome").asString());
    comparison.path("values").forEach(place -> printPlace("", place));
    TextTable calls = new TextTable(style());
    comparison.path("calls").forEach(call -> difference(calls, call));
    printAll(calls.lines());
    print(
        style()
            .quiet(
                "%s the same%s"
                    .formatted(
                        DisplayText.count(comparison.path("sameCalls").asLong(), "call"),
                        comparison.path("cut").asBoolean()
                            ? " · only the first 2000 calls were compared"
                            : "")));
  }

  private static boolean isOneAttempt(JsonNode comparison) {
    return comparison
        .path("before")
        .path("execution")
        .equals(comparison.path("after").path("execution"));
  }

  private void printCalls(JsonNode comparison) {
    print("");
    TextTable groups = new TextTable(style());
    comparison.path("groups").forEach(group -> group(groups, group));
    printAll(groups.lines());
    long again = comparison.path("ranAgain").asLong();
    print(
        style()
            .quiet(
                DisplayText.count(comparison.path("sameCalls").asLong(), "call")
                    + " the same"
                    + (again == 0 ? "" : " · %d of them ran again".formatted(again))));
  }

  private static void group(TextTable table, JsonNode group) {
    long count = group.path("count").asLong();
    table
        .row()
        .cell(sign(group) + group.path("target").asString() + (count == 1 ? "" : " × " + count))
        .cell(group.path("sentence").asString());
  }

  private JsonNode compared() {
    String id = IdArguments.checked(before);
    if (id.contains(":")) {
      return api()
          .get(
              "/executions/" + id + "/comparison",
              api()
                  .here()
                  .with("with", IdArguments.checked(orUsage(after)))
                  .with("withWorkspace", withWorkspace));
    }
    if ((after == null) == (withWorkspace == null)) {
      throw usage();
    }
    return api().get("/runs/" + id + "/comparison", api().here().with("with", withOfRun()));
  }

  private String withOfRun() {
    if (after == null) {
      return "workspace:" + orUsage(withWorkspace);
    }
    return after.matches("\\d+") ? "attempt:" + after : "run:" + IdArguments.checked(after);
  }

  private static String orUsage(@Nullable String given) {
    if (given == null) {
      throw usage();
    }
    return given;
  }

  private static RuntimeException usage() {
    return CliProblem.usage(
        "Expected two executions, such as R7K2:3:1 R7K2:3:2, two runs, a run and the number of an attempt, or a run and --with-workspace.");
  }

  private void row(TextTable table, JsonNode side) {
    String state = side.path("state").asString();
    JsonNode took = side.path("tookMillis");
    table
        .row()
        .cell(side.path("execution").asString())
        .cell(side.path("workspace").asString())
        .cell(
            DisplayText.glyph(state) + " " + DisplayText.state(state),
            cell -> style().state(state, cell))
        .cell(took.isNumber() ? DisplayText.duration(took.asLong()) : "")
        .cell(side.path("failure").asString(""));
  }

  private void printPlace(String prefix, JsonNode place) {
    String path = place.path("path").asString();
    print(
        "  %s%s%s → %s"
            .formatted(
                prefix,
                path.equals("$") ? "" : path + " ",
                place.path("before").asString("(absent)"),
                place.path("after").asString("(absent)")));
  }

  private static void difference(TextTable table, JsonNode difference) {
    String before = difference.path("before").asString("");
    String after = difference.path("after").asString("");
    table
        .row()
        .cell(sign(difference) + difference.path("target").asString())
        .cell(before + (before.isEmpty() || after.isEmpty() ? "" : " → ") + after)
        .cell(difference.path("sentence").asString());
  }

  private static String sign(JsonNode difference) {
    return switch (difference.path("kind").asString()) {
      case "gone" -> "- ";
      case "added" -> "+ ";
      default -> "~ ";
    };
  }
}
