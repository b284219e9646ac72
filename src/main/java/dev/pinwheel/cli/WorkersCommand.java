package dev.pinwheel.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** {@code workers list}. */
@Command(
    name = "workers",
    description = "Lists workers.",
    subcommands = WorkersCommand.ListWorkers.class,
    synopsisSubcommandLabel = "COMMAND")
final class WorkersCommand extends CommandGroup {

  /** {@code workers list}. */
  @Command(name = "list", description = "Lists the workers that serve the workspace or its bases.")
  static final class ListWorkers extends ServerCommand {

    ListWorkers(CliEnvironment environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      return printTable(
          api().get("/workers", api().here()),
          "workers",
          new TextTable.Columns(
              List.of("Worker", "Serves", "State", "Executing", "Code version", "Since", "Modules"),
              this::cells),
          "No worker serves %s or its bases.".formatted(api().workspace()));
    }

    private void cells(TextTable.Row row, JsonNode worker) {
      String state = worker.path("state").asString();
      List<String> modules = new ArrayList<>();
      worker.path("modules").forEach(module -> modules.add(withReplacement(worker, module)));
      row.cell(worker.path("worker").asString())
          .cell(worker.path("serves").asString("every workspace, last in line"))
          .cell(
              state,
              cell -> state.equals("connected") ? style().good(cell) : style().attention(cell))
          .cell(worker.path("executing").asInt() + " of " + worker.path("slots").asInt())
          .cell(worker.path("codeVersion").asString())
          .cell(DisplayText.time(worker.path("since"), environment().zone()))
          .cell(String.join(", ", modules));
    }

    /** {@code users (newer one by ann@build since 10:31)} when another worker declared it since. */
    private String withReplacement(JsonNode worker, JsonNode module) {
      for (JsonNode replaced : worker.path("replaced")) {
        if (replaced.path("module").equals(module)) {
          return "%s (newer one by %s since %s)"
              .formatted(
                  module.asString(),
                  replaced.path("by").asString("another worker"),
                  DisplayText.time(replaced.path("since"), environment().zone()));
        }
      }
      return module.asString();
    }
  }
}
