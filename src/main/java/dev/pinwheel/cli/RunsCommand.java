package dev.pinwheel.cli;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code runs list}, {@code inspect}, {@code explain}, {@code plan}, {@code result}, {@code rerun},
 * {@code cancel}.
 */
@Command(
    name = "runs",
    description = "Lists, shows, explains, plans, re-runs and cancels runs.",
    subcommands = {
      RunsCommand.ListRuns.class,
      RunsCommand.Inspect.class,
      ExplainCommand.class,
      CompareCommand.class,
      PlanCommand.class,
      RunsCommand.Result.class,
      RunsCommand.Rerun.class,
      RunsCommand.Cancel.class
    },
    synopsisSubcommandLabel = "COMMAND")
final class RunsCommand extends CommandGroup {

  /** {@code runs list}. */
  @Command(name = "list", description = "Lists runs, the one with the latest activity first.")
  static final class ListRuns extends ServerCommand {

    @Option(
        names = "--status",
        paramLabel = "STATUS",
        split = ",",
        description = "Only these: running, done, failed, …")
    private List<String> status = List.of();

    @Option(names = "--module", paramLabel = "MODULE", description = "Only of this module")
    private @Nullable String module;

    @Option(names = "--workflow", paramLabel = "NAME", description = "Only of this workflow")
    private @Nullable String workflow;

    @Option(
        names = "--text",
        paramLabel = "TEXT",
        description = "Part of the id, the workflow's name or an argument")
    private @Nullable String text;

    @Option(names = "--own", description = "Leave out runs of bases only")
    private boolean own;

    @Option(
        names = {"-n", "--limit"},
        paramLabel = "N",
        description = "How many; 20 by default")
    private int limit = 20;

    @Option(names = "--cursor", paramLabel = "CURSOR", description = "Continue where a list ended")
    private @Nullable String cursor;

    ListRuns(CliEnvironment environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      JsonNode page =
          api()
              .get(
                  "/runs",
                  api()
                      .here()
                      .with("status", status.isEmpty() ? null : String.join(",", status))
                      .with("module", module)
                      .with("workflow", workflow)
                      .with("text", text)
                      .with("includeBases", own ? "false" : null)
                      .with("limit", limit)
                      .with("cursor", cursor));
      if (isJson()) {
        printJson(page);
        return ExitCodes.DONE;
      }
      if (page.path("runs").isEmpty()) {
        note("No runs are visible from %s.".formatted(api().workspace()));
        return ExitCodes.DONE;
      }
      TextTable table =
          new TextTable(
              style(),
              "Run",
              "Workflow",
              "Status",
              "Workspace",
              "Activity",
              "Took",
              "Reused",
              "By");
      page.path("runs").forEach(run -> row(table, run));
      printAll(table.lines());
      if (page.has("nextCursor")) {
        note("More: --cursor " + page.path("nextCursor").asString());
      }
      return ExitCodes.DONE;
    }

    private void row(TextTable table, JsonNode run) {
      String status = run.path("status").asString();
      String stale = run.path("stale").asBoolean() ? " · stale" : "";
      table
          .row()
          .cell(run.path("run").asString())
          .cell(run.path("module").asString() + "." + run.path("workflow").asString())
          .cell(
              DisplayText.glyph(status) + " " + DisplayText.state(status) + stale,
              cell -> style().state(status, cell))
          .cell(run.path("submittedIn").asString("not visible"))
          .cell(DisplayText.time(run.path("lastActivityAt"), environment().zone()))
          .cell(DisplayText.took(run.path("timing")))
          .cell(run.path("reusedCalls").asInt() + "/" + run.path("calls").asInt())
          .cell(run.path("submittedBy").asString(), style()::quiet);
    }
  }

  /** {@code runs inspect R7K2}. */
  @Command(name = "inspect", description = "Shows a run and its steps.")
  static final class Inspect extends ServerCommand {

    @Parameters(paramLabel = "RUN", description = "Such as R7K2")
    private String run = "";

    @Option(names = "--earlier", description = "Also steps that only earlier attempts called")
    private boolean earlier;

    Inspect(CliEnvironment environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      String path = "/runs/" + IdArguments.checked(run);
      JsonNode detail = api().get(path, api().here());
      JsonNode tree =
          api().get(path + "/steps", api().here().with("earlier", earlier ? "true" : null));
      if (isJson()) {
        ObjectNode both = RestClient.MAPPER.createObjectNode();
        both.set("run", detail);
        both.set("tree", tree);
        printJson(both);
        return ExitCodes.DONE;
      }
      String status = detail.path("status").asString();
      print(
          "%s  %s.%s  %s"
              .formatted(
                  detail.path("run").asString(),
                  detail.path("module").asString(),
                  detail.path("workflow").asString(),
                  style()
                      .state(status, DisplayText.glyph(status) + " " + DisplayText.state(status))));
      print(
          style()
              .quiet(
                  "submitted in %s by %s at %s · seen from %s"
                      .formatted(
                          detail.path("submittedIn").asString("a workspace not visible from here"),
                          detail.path("submittedBy").asString(),
                          DisplayText.time(detail.path("submittedAt"), environment().zone()),
                          api().workspace())));
      JsonNode reuse = detail.path("reuse");
      print(
          style()
              .quiet(
                  "%s · reused %d of %s · %s of work not repeated"
                      .formatted(
                          DisplayText.count(detail.path("steps").asLong(), "step"),
                          reuse.path("reusedCalls").asInt(),
                          DisplayText.count(reuse.path("calls").asLong(), "call"),
                          DisplayText.duration(reuse.path("workNotRepeatedMillis").asLong()))));
      print("");
      printAll(CallTreeText.lines(tree, style()));
      long left = tree.path("stepsNotReached").asLong();
      if (left > 0 && !earlier) {
        note(
            "%s of earlier attempts not shown; --earlier shows them."
                .formatted(DisplayText.count(left, "step")));
      }
      return ExitCodes.DONE;
    }
  }

  /** {@code runs result R7K2}. */
  @Command(
      name = "result",
      description = "Prints the result of a run; exit code 1 when it ended without a value.")
  static final class Result extends ServerCommand {

    @Parameters(paramLabel = "RUN", description = "Such as R7K2")
    private String run = "";

    @Option(names = "--wait", description = "Wait until there is one")
    private boolean wait;

    Result(CliEnvironment environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      String id = IdArguments.checked(run);
      if (wait) {
        return new LiveRun(this).await(id);
      }
      JsonNode result = api().get("/runs/" + id + "/result", api().here());
      if (!result.path("settled").asBoolean() && !isJson()) {
        throw CliProblem.refused(
            "%s is %s and has no result yet; --wait waits for it."
                .formatted(id, DisplayText.state(result.path("status").asString())));
      }
      if (!result.path("settled").asBoolean()) {
        printJson(result);
        return ExitCodes.REFUSED;
      }
      return new LiveRun(this).await(id);
    }
  }

  /** {@code runs rerun R7K2:3}. */
  @Command(
      name = "rerun",
      description = {
        "Re-runs a step, or a whole run, in the workspace, and shows what happens.",
        "A new attempt is made, whatever is memoized; callers are not run."
      })
  static final class Rerun extends ServerCommand {

    @Parameters(paramLabel = "STEP", description = "Such as R7K2:3; a run stands for its step 1")
    private String step = "";

    @Option(
        names = "--reason",
        paramLabel = "TEXT",
        description = "Why, for people who look at it later")
    private @Nullable String reason;

    @Mixin private RerunChoices choices = new RerunChoices();

    @Option(names = "--no-wait", description = "Print the id of the execution and do not wait")
    private boolean noWait;

    Rerun(CliEnvironment environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      String id = IdArguments.checked(step);
      ObjectNode request = RestClient.MAPPER.createObjectNode();
      if (reason != null) {
        request.put("reason", reason);
      }
      if (choices.reuseSuccesses) {
        request.put("reuseSuccesses", true);
      }
      request.put("plan", true);
      if (choices.memo != null) {
        request.put("memo", choices.memo);
      }
      if (!choices.alsoForce.isEmpty()) {
        ArrayNode steps = request.putArray("alsoForce");
        choices.alsoForce.forEach(steps::add);
      }
      JsonNode answer =
          api().post("/steps/" + IdArguments.step(id) + "/rerun", api().here(), request, Map.of());
      String execution = answer.path("execution").asString();
      if (noWait) {
        if (isJson()) {
          printJson(answer);
        } else {
          print(execution);
        }
        return ExitCodes.DONE;
      }
      if (!isJson()) {
        note("%s re-runs in %s".formatted(execution, api().workspace()));
      }
      int exitCode = new LiveExecution(this).await(execution);
      if (!isJson()) {
        note(
            api()
                .get("/executions/" + execution + "/plan", api().here())
                .path("sentence")
                .asString());
      }
      return exitCode;
    }
  }

  /** {@code runs cancel R7K2}. */
  @Command(
      name = "cancel",
      description = "Cancels what is open of a run, or an execution, in the workspace.")
  static final class Cancel extends ServerCommand {

    @Parameters(paramLabel = "RUN", description = "Such as R7K2, or an execution: R7K2:3:2")
    private String id = "";

    Cancel(CliEnvironment environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      String path =
          (id.contains(":") ? "/executions/" : "/runs/") + IdArguments.checked(id) + "/cancel";
      JsonNode answer = api().post(path, api().here(), null, Map.of());
      if (isJson()) {
        printJson(answer);
      } else {
        long cancelled = answer.path("cancelled").asLong();
        print(
            cancelled == 0
                ? "Nothing of %s was open in %s.".formatted(id, api().workspace())
                : "Cancelled %s of %s in %s."
                    .formatted(DisplayText.count(cancelled, "execution"), id, api().workspace()));
      }
      return ExitCodes.DONE;
    }
  }
}
