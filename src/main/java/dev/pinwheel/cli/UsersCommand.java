package dev.pinwheel.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code users list}, {@code add}, {@code update}, {@code remove}, {@code readmit}. */
@Command(
    name = "users",
    description = "Lists, adds, changes and removes users.",
    subcommands = {
      UsersCommand.ListUsers.class,
      UsersCommand.Add.class,
      UsersCommand.Update.class,
      UsersCommand.Remove.class,
      UsersCommand.Readmit.class
    },
    synopsisSubcommandLabel = "COMMAND")
final class UsersCommand extends CommandGroup {

  private static final String PATH = "/users";

  /** {@code users list}. */
  @Command(name = "list", description = "Lists users, for server administrators.")
  static final class ListUsers extends ServerCommand {

    ListUsers(CliEnvironment environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      return printTable(
          api().get(PATH),
          "users",
          new TextTable.Columns(
              List.of("User", "Server administrator", "Signs in with"), ListUsers::cells),
          "Nobody has to sign in at %s. Add the first administrator: ./pinwheel users add NAME --admin"
              .formatted(api().server()));
    }

    private static void cells(TextTable.Row row, JsonNode user) {
      row.cell(user.path("name").asString())
          .cell(user.path("administrator").asBoolean() ? "yes" : "")
          .cell(user.path("external").asBoolean() ? "identity provider" : "password");
    }
  }

  /** What is done with one user. */
  abstract static class OfUser extends ServerCommand {

    @Parameters(paramLabel = "NAME", description = "Such as joe")
    private String name = "";

    OfUser(CliEnvironment environment) {
      super(environment);
    }

    final String name() {
      return name;
    }

    final String path() {
      return PATH + "/" + RestClient.segment(name);
    }
  }

  /** {@code users add ada --admin}. */
  @Command(
      name = "add",
      description =
          "Adds a user, and asks for the password. The first user has to be a server administrator; from then on everybody signs in.")
  static final class Add extends ServerCommand {

    @Parameters(paramLabel = "NAME", description = "Such as joe")
    private String name = "";

    @Option(names = "--admin", description = "A server administrator, who manages users and grants")
    private boolean administrator;

    @Option(
        names = "--password-stdin",
        description = "Read the password from the standard input instead of the terminal")
    private boolean passwordFromInput;

    Add(CliEnvironment environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      ObjectNode body =
          RestClient.MAPPER
              .createObjectNode()
              .put("name", name)
              .put("password", password(passwordFromInput))
              .put("administrator", administrator);
      return print(
          api().post(PATH, body),
          administrator
              ? "Added %s, a server administrator. Next: ./pinwheel login --user %s"
                  .formatted(name, name)
              : "Added %s. Next: ./pinwheel grants add %s ROLE WORKSPACE".formatted(name, name));
    }
  }

  /** Asks twice, so that a slip does not lock anybody out. */
  private static String password(boolean fromInput) {
    if (fromInput) {
      return LoginCommand.firstLine("the password");
    }
    String password = LoginCommand.askSecretly("Password, at least 12 characters: ");
    if (!password.equals(LoginCommand.askSecretly("The same again: "))) {
      throw CliProblem.usage("The two passwords differ.");
    }
    return password;
  }

  /** {@code users readmit joe}. */
  @Command(
      name = "readmit",
      description =
          "Lets a removed user of an identity provider sign in again, as a new user without the former grants.")
  static final class Readmit extends ServerCommand {

    @Parameters(paramLabel = "NAME", description = "What the removed user was called")
    private String name = "";

    Readmit(CliEnvironment environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      return print(
          api()
              .post(
                  PATH + "/" + RestClient.segment(name) + "/readmit",
                  RestClient.MAPPER.createObjectNode()),
          "%s may sign in again.".formatted(name));
    }
  }

  /** {@code users update joe --admin}. */
  @Command(
      name = "update",
      description = "Sets a password, or grants or revokes server administration.")
  static final class Update extends OfUser {

    @Option(
        names = "--admin",
        negatable = true,
        description = "Grants server administration; --no-admin revokes it")
    private @Nullable Boolean administrator;

    @Option(names = "--password", description = "Ask for a new password")
    private boolean asksPassword;

    @Option(
        names = "--password-stdin",
        description = "Read the new password from the standard input")
    private boolean passwordFromInput;

    Update(CliEnvironment environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      boolean isPassword = asksPassword || passwordFromInput;
      if (isPassword == (administrator != null)) {
        throw CliProblem.usage("Expected either --admin, --no-admin or --password.");
      }
      ObjectNode body = RestClient.MAPPER.createObjectNode();
      if (administrator != null) {
        body.put("administrator", administrator.booleanValue());
      } else {
        body.put("password", password(passwordFromInput));
      }
      return print(api().patch(path(), body), "Changed %s.".formatted(name()));
    }
  }

  /** {@code users remove joe}. */
  @Command(
      name = "remove",
      description = "Removes a user for good, with grants; tokens are revoked.")
  static final class Remove extends OfUser {

    Remove(CliEnvironment environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      return print(api().delete(path()), "Removed %s.".formatted(name()));
    }
  }
}
