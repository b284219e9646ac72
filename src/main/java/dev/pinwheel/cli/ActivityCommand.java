package dev.pinwheel.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code activity}: who did what. */
@Command(
    name = "activity",
    description = "Lists who did what in the workspaces that you administer, the latest first.")
final class ActivityCommand extends ServerCommand {

  @Option(
      names = "--in",
      paramLabel = "WORKSPACE",
      description = "Only in this workspace; --workspace has no effect here")
  private @Nullable String in;

  @Option(names = "--by", paramLabel = "NAME", description = "Only by this user or token")
  private @Nullable String by;

  @Option(names = "--action", paramLabel = "ACTION", description = "Only this, such as rerunStep")
  private @Nullable String action;

  @Option(names = "--run", paramLabel = "RUN", description = "Only with this run")
  private @Nullable String run;

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      description = "How many entries, at most 500; 50 by default")
  private int limit = 50;

  ActivityCommand(CliEnvironment environment) {
    super(environment);
  }

  @Override
  public Integer call() {
    return printTable(
        api()
            .get(
                "/activity",
                new RestClient.Query()
                    .with("workspace", in)
                    .with("by", by)
                    .with("action", action)
                    .with("run", run)
                    .with("limit", limit)),
        "entries",
        new TextTable.Columns(
            List.of("When", "By", "Via", "Action", "Workspace", "Run", "What"), this::cells));
  }

  private void cells(TextTable.Row row, JsonNode entry) {
    String word = entry.path("action").asString();
    row.cell(DisplayText.time(entry.path("at"), environment().zone()))
        .cell(entry.path("by").asString())
        .cell(entry.path("via").asString())
        .cell(entry.path("refused").asBoolean() ? word + ", refused" : word)
        .cell(entry.path("hidden").asBoolean() ? "another" : entry.path("workspace").asString(""))
        .cell(entry.path("run").asString(""))
        .cell(entry.path("subject").asString(""));
  }
}
