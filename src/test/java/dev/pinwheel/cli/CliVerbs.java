package dev.pinwheel.cli;

import dev.pinwheel.access.Permission;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The verbs of the command line, and what each asks of the server (A7). */
public final class CliVerbs {

  /**
   * A verb.
   *
   * @param needs what it asks for
   * @param arguments the least that makes it valid; RUN, STEP and EXECUTION of a run in production,
   *     NEW a name that nobody has, TOKEN the id of a token of one's own
   */
  record Verb(Permission needs, List<String> arguments) {}

  static final Map<String, Verb> ALL = all();

  private CliVerbs() {}

  /** The permission that each verb asks for. */
  public static Map<String, Permission> permissions() {
    Map<String, Permission> permissions = new LinkedHashMap<>();
    ALL.forEach((name, verb) -> permissions.put(name, verb.needs()));
    return permissions;
  }

  /** The verbs that there are. */
  static Stream<String> inCode() {
    return leaves(
            PinwheelCommand.line(
                new CliEnvironment(
                    new PrintWriter(new StringWriter()),
                    new PrintWriter(new StringWriter()),
                    Map.of(),
                    Path.of("target"),
                    ZoneOffset.UTC,
                    Terminal.NONE)))
        .map(line -> line.getCommandSpec().qualifiedName().replaceFirst("^pinwheel ", ""));
  }

  private static Stream<CommandLine> leaves(CommandLine line) {
    return line.getSubcommands().isEmpty()
        ? Stream.of(line)
        : line.getSubcommands().values().stream().flatMap(CliVerbs::leaves);
  }

  private static Map<String, Verb> all() {
    Map<String, Verb> all = new LinkedHashMap<>();
    put(all, "submit", Permission.SUBMIT_RUN, "--no-wait", "users.welcome", "u2");
    put(all, "runs list", Permission.VIEW);
    put(all, "runs inspect", Permission.VIEW, "RUN");
    put(all, "runs explain", Permission.VIEW, "STEP");
    put(all, "runs compare", Permission.VIEW, "EXECUTION", "EXECUTION");
    put(all, "runs plan", Permission.VIEW, "STEP");
    put(all, "runs result", Permission.VIEW, "RUN");
    put(all, "runs rerun", Permission.RERUN_STEP, "--no-wait", "STEP");
    put(all, "runs cancel", Permission.CANCEL, "RUN");
    put(all, "runs keep", Permission.KEEP_RUN, "RUN");
    put(all, "runs release", Permission.KEEP_RUN, "RUN");
    put(all, "logs", Permission.VIEW, "RUN");
    put(all, "workspaces list", Permission.LIST_WORKSPACES);
    put(all, "workspaces create", Permission.CREATE_WORKSPACE, "development/NEW");
    put(
        all,
        "workspaces update",
        Permission.RENAME_WORKSPACE,
        "--name",
        "production",
        "production");
    put(all, "workspaces pause", Permission.PAUSE_WORKSPACE, "development");
    put(all, "workspaces resume", Permission.PAUSE_WORKSPACE, "development");
    put(all, "workspaces archive", Permission.ARCHIVE_WORKSPACE, "spare");
    put(all, "retention show", Permission.VIEW);
    put(all, "retention preview", Permission.VIEW, "--age", "30d");
    put(all, "retention set", Permission.SET_RETENTION, "--everything");
    put(all, "retention removed", Permission.VIEW);
    put(all, "workers list", Permission.VIEW);
    put(all, "servers list", Permission.SEE_SERVERS);
    put(all, "queue", Permission.VIEW);
    put(all, "backup", Permission.BACK_UP, "NEW.zip");
    put(all, "login", Permission.SIGN_IN, "--user", "spare", "--password-stdin");
    put(all, "logout", Permission.SIGN_IN);
    put(all, "whoami", Permission.OWN_ACCOUNT);
    put(all, "users list", Permission.MANAGE_USERS);
    put(all, "users add", Permission.MANAGE_USERS, "--password-stdin", "NEW");
    put(all, "users update", Permission.MANAGE_USERS, "--password-stdin", "spare");
    put(all, "users remove", Permission.MANAGE_USERS, "NEW");
    put(all, "users readmit", Permission.MANAGE_USERS, "NEW");
    put(all, "grants list", Permission.OWN_ACCOUNT);
    put(all, "grants add", Permission.GRANT_ROLE, "spare", "viewer", "production");
    put(all, "grants remove", Permission.GRANT_ROLE, "spare", "production");
    put(all, "tokens list", Permission.OWN_TOKENS);
    put(all, "tokens create", Permission.OWN_TOKENS, "--role", "viewer", "--on", "*", "NEW");
    put(all, "tokens revoke", Permission.OWN_TOKENS, "TOKEN");
    put(all, "reservations list", Permission.VIEW);
    put(all, "reservations set", Permission.RESERVE_MODULES, "billing");
    put(all, "activity", Permission.OWN_ACCOUNT);
    return all;
  }

  private static void put(
      Map<String, Verb> all, String name, Permission needs, String... arguments) {
    all.put(name, new Verb(needs, List.of(arguments)));
  }
}
