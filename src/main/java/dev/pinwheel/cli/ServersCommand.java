package dev.pinwheel.cli;

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
      description =
          "Lists the server that works on the database and those that stand by, for server administrators.")
  static final class ListServers extends ServerCommand {

    ListServers(CliEnvironment environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      JsonNode answer = api().get("/servers", new RestClient.Query());
      if (isJson()) {
        printJson(answer);
        return ExitCodes.DONE;
      }
      TextTable table = new TextTable(style(), "Server", "State", "Version", "Started", "Heard of");
      for (JsonNode server : answer.path("servers")) {
        String state = server.path("state").asString();
        table
            .row()
            .cell(server.path("name").asString())
            .cell(
                state,
                cell -> state.equals("silent") ? style().attention(cell) : style().good(cell))
            .cell(server.path("version").asString())
            .cell(DisplayText.time(server.path("startedAt"), environment().zone()))
            .cell(
                server.has("heardAt")
                    ? DisplayText.time(server.path("heardAt"), environment().zone())
                    : "");
      }
      printAll(table.lines());
      return ExitCodes.DONE;
    }
  }
}
