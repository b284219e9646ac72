package dev.pinwheel.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code reservations list}, {@code set}. */
@Command(
    name = "reservations",
    description =
        "Lists and sets which modules of the workspace are reserved to tokens of workers.",
    subcommands = {ReservationsCommand.ListReservations.class, ReservationsCommand.Set.class},
    synopsisSubcommandLabel = "COMMAND")
final class ReservationsCommand extends CommandGroup {

  private static final String PATH = "/reservations";

  /** {@code reservations list}. */
  @Command(name = "list", description = "Lists the reserved modules of the workspace.")
  static final class ListReservations extends ServerCommand {

    ListReservations(CliEnvironment environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      return printTable(
          api().get(PATH, api().here()),
          "reservations",
          new TextTable.Columns(List.of("Module", "Tokens"), ListReservations::cells),
          "No module of %s is reserved.".formatted(api().workspace()));
    }

    private static void cells(TextTable.Row row, JsonNode reservation) {
      List<String> tokens = new ArrayList<>();
      reservation.path("tokens").forEach(token -> tokens.add(token.path("name").asString()));
      row.cell(reservation.path("module").asString()).cell(String.join(", ", tokens));
    }
  }

  /** {@code reservations set billing 17}. */
  @Command(
      name = "set",
      description =
          "Reserves a module of the workspace to these tokens; workers with other tokens that declare it are disconnected. Without tokens, the reservation is removed.")
  static final class Set extends ServerCommand {

    @Parameters(index = "0", paramLabel = "MODULE", description = "Such as billing, or 'shop.*'")
    private String module = "";

    @Parameters(
        index = "1..*",
        paramLabel = "TOKEN",
        description = "Ids, as 'tokens list' shows them")
    private List<Long> tokens = new ArrayList<>();

    Set(CliEnvironment environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      ObjectNode body = RestClient.MAPPER.createObjectNode().put("module", module);
      ArrayNode ids = body.putArray("tokens");
      tokens.forEach(ids::add);
      return print(
          api().put(PATH, api().here(), body),
          tokens.isEmpty()
              ? "%s is no longer reserved in %s.".formatted(module, api().workspace())
              : "%s is reserved in %s.".formatted(module, api().workspace()));
    }
  }
}
