package dev.pinwheel.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code grants list}, {@code add}, {@code remove}. */
@Command(
    name = "grants",
    description = "Lists, adds and removes roles of users.",
    subcommands = {
      GrantsCommand.ListGrants.class,
      GrantsCommand.Add.class,
      GrantsCommand.Remove.class
    },
    synopsisSubcommandLabel = "COMMAND")
final class GrantsCommand extends CommandGroup {

  private static final String PATH = "/grants";

  /** {@code grants list --user joe}. */
  @Command(name = "list", description = "Lists who has which role where.")
  static final class ListGrants extends ServerCommand {

    @Option(
        names = {"-u", "--user"},
        paramLabel = "NAME",
        description = "Only of this user")
    private @Nullable String user;

    ListGrants(CliEnvironment environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      return printTable(
          api().get(PATH, new RestClient.Query().with("user", user)),
          "grants",
          new TextTable.Columns(List.of("User", "Role", "On", "Granted by"), ListGrants::cells));
    }

    private static void cells(TextTable.Row row, JsonNode grant) {
      row.cell(grant.path("user").asString())
          .cell(grant.path("role").asString())
          .cell(grant.path("on").asString())
          .cell(
              grant.path("external").asBoolean()
                  ? "identity provider"
                  : grant.path("grantedBy").asString());
    }
  }

  /** {@code grants add joe developer 'development/*'}. */
  @Command(
      name = "add",
      description =
          "Grants a role on a workspace or a pattern; replaces the role that was granted there.")
  static final class Add extends ServerCommand {

    @Parameters(index = "0", paramLabel = "USER", description = "Such as joe")
    private String user = "";

    @Parameters(
        index = "1",
        paramLabel = "ROLE",
        description = "viewer, operator, developer or administrator")
    private String role = "";

    @Parameters(
        index = "2",
        paramLabel = "ON",
        description = "A workspace, or a pattern such as 'development/*'")
    private String on = "";

    Add(CliEnvironment environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      ObjectNode body =
          RestClient.MAPPER.createObjectNode().put("user", user).put("role", role).put("on", on);
      return print(api().put(PATH, body), "%s is %s on %s.".formatted(user, role, on));
    }
  }

  /** {@code grants remove joe 'development/*'}. */
  @Command(name = "remove", description = "Revokes the role that a user was granted there.")
  static final class Remove extends ServerCommand {

    @Parameters(index = "0", paramLabel = "USER", description = "Such as joe")
    private String user = "";

    @Parameters(
        index = "1",
        paramLabel = "ON",
        description = "A workspace, or a pattern such as 'development/*'")
    private String on = "";

    Remove(CliEnvironment environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      JsonNode answer =
          api().delete(PATH, new RestClient.Query().with("user", user).with("on", on));
      return print(
          answer, "%s is no longer %s on %s.".formatted(user, answer.path("role").asString(), on));
    }
  }
}
