package dev.pinwheel.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code tokens list}, {@code create}, {@code revoke}. */
@Command(
    name = "tokens",
    description = "Lists, makes and revokes tokens of programs and workers.",
    subcommands = {
      TokensCommand.ListTokens.class,
      TokensCommand.Create.class,
      TokensCommand.Revoke.class
    },
    synopsisSubcommandLabel = "COMMAND")
final class TokensCommand extends CommandGroup {

  private static final String PATH = "/tokens";

  /** {@code tokens list}. */
  @Command(name = "list", description = "Lists your tokens that are not revoked.")
  static final class ListTokens extends ServerCommand {

    @Option(names = "--all", description = "Those of everybody, for server administrators")
    private boolean all;

    ListTokens(CliEnvironment environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      return printTable(
          api().get(PATH, new RestClient.Query().with("all", all ? "true" : null)),
          "tokens",
          new TextTable.Columns(
              List.of("Id", "Token", "May be", "Expires", "Last used"), this::cells));
    }

    private void cells(TextTable.Row row, JsonNode token) {
      row.cell(Long.toString(token.path("id").asLong()))
          .cell(name(token))
          .cell(token.path("role").asString() + " on " + joined(token.path("on")))
          .cell(DisplayText.time(token.path("expiresAt"), environment().zone()))
          .cell(
              token.has("usedAt")
                  ? DisplayText.time(token.path("usedAt"), environment().zone())
                  : "never");
    }
  }

  private static String name(JsonNode token) {
    return token.path("service").asBoolean()
        ? token.path("name").asString()
        : token.path("user").asString() + "/" + token.path("name").asString();
  }

  private static String joined(JsonNode texts) {
    List<String> all = new ArrayList<>();
    texts.forEach(text -> all.add(text.asString()));
    return String.join(", ", all);
  }

  /** {@code tokens create laptop --role developer --on 'development/*'}. */
  @Command(
      name = "create",
      description =
          "Makes a token and prints its secret, which is shown only this once. A token may never do more than its owner.")
  static final class Create extends ServerCommand {

    @Parameters(paramLabel = "NAME", description = "What it is for, such as ci-build")
    private String name = "";

    @Option(
        names = "--role",
        required = true,
        paramLabel = "ROLE",
        description = "viewer, operator, developer or administrator")
    private String role = "";

    @Option(
        names = "--on",
        required = true,
        paramLabel = "WORKSPACE",
        description = "A workspace or a pattern; several times for several")
    private List<String> on = new ArrayList<>();

    @Option(
        names = "--module",
        paramLabel = "MODULE",
        description = "What its workers may declare, such as billing or 'shop.*'; several times")
    private List<String> modules = new ArrayList<>();

    @Option(
        names = "--days",
        paramLabel = "N",
        description = "How many days it is valid, 1 to 366; 90 by default")
    private @Nullable Integer days;

    @Option(
        names = "--service",
        description = "Acts under its own name; for administrators of its workspaces")
    private boolean service;

    Create(CliEnvironment environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      ObjectNode body = RestClient.MAPPER.createObjectNode().put("name", name).put("role", role);
      fill(body.putArray("on"), on);
      if (!modules.isEmpty()) {
        fill(body.putArray("modules"), modules);
      }
      if (days != null) {
        body.put("expiresInDays", days.intValue());
      }
      body.put("service", service);
      JsonNode answer = api().post(PATH, body);
      return print(answer, answer.path("secret").asString());
    }

    private static void fill(ArrayNode array, List<String> texts) {
      texts.forEach(array::add);
    }
  }

  /** {@code tokens revoke 1042}. */
  @Command(
      name = "revoke",
      description = "Revokes a token: it is refused at once, and its workers are disconnected.")
  static final class Revoke extends ServerCommand {

    @Parameters(paramLabel = "ID", description = "As 'tokens list' shows it")
    private long id;

    Revoke(CliEnvironment environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      JsonNode answer = api().delete(PATH + "/" + id);
      return print(answer, "Revoked %s.".formatted(name(answer)));
    }
  }
}
