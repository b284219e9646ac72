package dev.pinwheel.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code runs plan R7K2:3}. */
@Command(
    name = "plan",
    description = {
      "Says what re-running a step, or a whole run, in the workspace would do: what would run, and",
      "what would be reused. Executes nothing."
    })
final class PlanCommand extends ServerCommand {

  private static final int LINES_SHOWN = 20;

  @Parameters(paramLabel = "STEP", description = "Such as R7K2:3; a run stands for its step 1")
  private String step = "";

  @Mixin private RerunChoices choices = new RerunChoices();

  PlanCommand(CliEnvironment environment) {
    super(environment);
  }

  @Override
  public Integer call() {
    String id = IdArguments.checked(step);
    choices.alsoForce.forEach(IdArguments::checked);
    JsonNode plan =
        api()
            .get(
                "/steps/" + IdArguments.step(id) + "/plan",
                api()
                    .here()
                    .with("reuseSuccesses", choices.reuseSuccesses ? "true" : null)
                    .with("memo", choices.memo)
                    .with(
                        "alsoForce",
                        choices.alsoForce.isEmpty() ? null : String.join(",", choices.alsoForce)));
    if (isJson()) {
      printJson(plan);
      return ExitCodes.DONE;
    }
    print(
        "Re-run of %s (%s) in %s: a prediction from the last call tree"
            .formatted(
                plan.path("target").asString(),
                plan.path("step").asString(),
                plan.path("workspace").asString()));
    printClass(plan.path("willRun"), "will run");
    printClass(plan.path("willBeReused"), "will be reused");
    JsonNode open = plan.path("reusedIfEqual");
    printClass(
        open,
        open.path("calls").asLong() == 1
            ? "reused if its arguments stay equal"
            : "reused if their arguments stay equal");
    print(
        "%s of work not repeated · can run there: %s"
            .formatted(
                DisplayText.duration(plan.path("workNotRepeatedMillis").asLong()),
                plan.path("canRun").asBoolean() ? "yes" : "no"));
    plan.path("obstacles").forEach(obstacle -> note(obstacle.asString() + "."));
    if (plan.has("note")) {
      note(plan.path("note").asString());
    }
    return ExitCodes.DONE;
  }

  private void printClass(JsonNode planned, String title) {
    print("%d %s".formatted(planned.path("calls").asLong(), title));
    TextTable table = new TextTable(style());
    int shown = 0;
    for (JsonNode line : planned.path("lines")) {
      if (shown++ < LINES_SHOWN) {
        table.row().cell("  " + name(line)).cell(String.join(" · ", about(line)), style()::quiet);
      }
    }
    printAll(table.lines());
    if (shown > LINES_SHOWN) {
      print(
          style()
              .quiet("  and %d more lines; --output json has all".formatted(shown - LINES_SHOWN)));
    }
  }

  private static String name(JsonNode line) {
    String name =
        line.has("target")
            ? line.path("module").asString() + "." + line.path("target").asString()
            : "calls not visible from here";
    long calls = line.path("calls").asLong();
    return calls == 1 ? name : name + " × " + calls;
  }

  private static List<String> about(JsonNode line) {
    List<String> about = new ArrayList<>();
    String cause = line.path("cause").asString();
    switch (cause) {
      case "forced" -> about.add("forced");
      case "alsoForced" -> about.add("also forced");
      case "nothingFits" -> about.add("nothing to reuse");
      case "cached" ->
          about.add(
              line.has("from")
                  ? "from the cache of " + line.path("from").asString()
                  : "from the cache");
      case "startsRun" -> about.add("starts a run of its own");
      case "joined" -> about.add("still running");
      case "madeBefore" -> about.add("made by this re-run");
      default -> {
        // Memoized or not: the class says it.
      }
    }
    if (line.has("attempt")) {
      String from = line.has("from") ? "from " + line.path("from").asString() + " " : "";
      about.add(from + "#" + line.path("attempt").asLong());
    }
    if (line.has("tookMillis")) {
      String took = DisplayText.duration(line.path("tookMillis").asLong());
      about.add(line.has("attempt") || cause.equals("cached") ? took : took + " last time");
    }
    if (line.has("after")) {
      about.add("after " + line.path("after").asString());
    }
    return about;
  }
}
