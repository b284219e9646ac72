package dev.pinwheel.cli;

import java.util.List;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** {@code servers list}. */
@Command(
    name = "servers",
    description = "Lists servers.",
    subcommands = ServersCommand.ListServers.class,
    synopsisSubcommandLabel = "COMMAND")
final class ServersCommand extends CommandGroup {

  /** {@code servers list}. */
  @Command(
      name = "list",
      description = "Lists the active server and the standby servers, for server administrators.")
  static final class ListServers extends ServerCommand {

    ListServers(CliEnvironment environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      return printTable(
          api().get("/servers"),
          "servers",
          new TextTable.Columns(
              List.of("Server", "State", "Version", "Started", "Heard of"), this::cells));
    }

    private void cells(TextTable.Row row, JsonNode server) {
      String state = server.path("state").asString();
      row.cell(server.path("name").asString())
          .cell(
              state, cell -> state.equals("silent") ? style().attention(cell) : style().good(cell))
          .cell(server.path("version").asString())
          .cell(DisplayText.time(server.path("startedAt"), environment().zone()))
          .cell(
              server.has("heardAt")
                  ? DisplayText.time(server.path("heardAt"), environment().zone())
                  : "");
    }
  }
}
