package dev.pinwheel.cli;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/**
 * {@code runs list}, {@code inspect}, {@code explain}, {@code plan}, {@code result}, {@code rerun},
 * {@code cancel}, {@code keep}, {@code release}.
 */
@Command(
    name = "runs",
    description = "Lists, shows, explains, plans, re-runs, cancels and keeps runs.",
    subcommands = {
      RunsCommand.ListRuns.class,
      InspectCommand.class,
      ExplainCommand.class,
      CompareCommand.class,
      PlanCommand.class,
      RunsCommand.Result.class,
      RerunCommand.class,
      RunsCommand.Cancel.class,
      RunsCommand.Keep.class,
      RunsCommand.Release.class
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
        description =
            "Only these, separated by commas: waiting, scheduled, queued, running, done, failed, timedOut, abandoned, cancelled, part")
    private List<String> status = List.of();

    @Option(names = "--module", paramLabel = "MODULE", description = "Only of this module")
    private @Nullable String module;

    @Option(names = "--workflow", paramLabel = "NAME", description = "Only of this workflow")
    private @Nullable String workflow;

    @Option(
        names = "--text",
        paramLabel = "TEXT",
        description = "Part of the id, the workflow's name or an argument, ignoring case")
    private @Nullable String text;

    @Option(
        names = "--own",
        description = "Only runs that were submitted in the workspace or executed something in it")
    private boolean own;

    @Option(
        names = {"-n", "--limit"},
        paramLabel = "N",
        description = "How many, at most 200; 20 by default")
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
      int done =
          printTable(
              page,
              "runs",
              new TextTable.Columns(
                  List.of(
                      "Run", "Workflow", "Status", "Workspace", "Activity", "Took", "Reused", "By"),
                  this::cells),
              (isFiltered()
                      ? "No run that is visible from %s matches."
                      : "No runs are visible from %s.")
                  .formatted(api().workspace()));
      noteMore(page);
      return done;
    }

    private boolean isFiltered() {
      return !status.isEmpty()
          || module != null
          || workflow != null
          || text != null
          || own
          || cursor != null;
    }

    private void cells(TextTable.Row row, JsonNode run) {
      String status = run.path("status").asString();
      String stale =
          (run.path("stale").asBoolean() ? " · stale" : "")
              + (run.path("kept").asBoolean() ? " · kept" : "");
      row.cell(run.path("run").asString())
          .cell(
              DisplayText.call(
                  run.path("module").asString() + "." + run.path("workflow").asString(),
                  run.path("argumentLine")))
          .cell(
              DisplayText.glyph(status)
                  + " "
                  + DisplayText.status(run, environment().zone())
                  + stale,
              cell -> style().state(status, cell))
          .cell(run.path("submittedIn").asString("not visible"))
          .cell(DisplayText.time(run.path("lastActivityAt"), environment().zone()))
          .cell(DisplayText.took(run.path("timing")))
          .cell(run.path("reusedCalls").asInt() + "/" + run.path("calls").asInt())
          .cell(run.path("submittedBy").asString(), style()::quiet);
    }
  }

  /** {@code runs result R7K2}. */
  @Command(
      name = "result",
      description =
          "Prints the result of a run. Exit code 1 when it ended without a value, 3 when it has no result yet and --wait is not given.")
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
      long cancelled = answer.path("cancelled").asLong();
      return print(
          answer,
          cancelled == 0
              ? "Nothing of %s was open in %s.".formatted(id, api().workspace())
              : "Cancelled %s of %s in %s."
                  .formatted(DisplayText.count(cancelled, "execution"), id, api().workspace()));
    }
  }

  /** {@code runs keep R7K2}. */
  @Command(
      name = "keep",
      description =
          "Keeps a run, so that it is never removed. Only in the workspace in which it was submitted.")
  static final class Keep extends ServerCommand {

    @Parameters(paramLabel = "RUN", description = "Such as R7K2")
    private String run = "";

    Keep(CliEnvironment environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      JsonNode answer =
          api().put("/runs/" + IdArguments.checked(run) + "/keep", api().here(), null);
      return print(answer, "%s is kept until it is released.".formatted(run));
    }
  }

  /** {@code runs release R7K2}. */
  @Command(
      name = "release",
      description =
          "Releases a run that is kept: from now on the retention of its workspace applies. Only in the workspace in which it was submitted.")
  static final class Release extends ServerCommand {

    @Parameters(paramLabel = "RUN", description = "Such as R7K2")
    private String run = "";

    Release(CliEnvironment environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      JsonNode answer = api().delete("/runs/" + IdArguments.checked(run) + "/keep", api().here());
      return print(answer, "%s is kept as long as %s says.".formatted(run, api().workspace()));
    }
  }
}
