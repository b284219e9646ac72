package dev.pinwheel.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code workspaces list}, {@code create}, {@code update}, {@code pause}, … */
@Command(
    name = "workspaces",
    description = "Lists, creates and changes workspaces.",
    subcommands = {
      WorkspacesCommand.ListWorkspaces.class,
      WorkspacesCommand.Create.class,
      WorkspacesCommand.Update.class,
      WorkspacesCommand.Pause.class,
      WorkspacesCommand.Resume.class,
      WorkspacesCommand.Archive.class
    },
    synopsisSubcommandLabel = "COMMAND")
final class WorkspacesCommand extends CommandGroup {

  /** {@code workspaces list}. */
  @Command(name = "list", description = "Lists workspaces, children below their base.")
  static final class ListWorkspaces extends ServerCommand {

    @Option(names = "--archived", description = "Archived ones, too")
    private boolean archived;

    ListWorkspaces(CliEnvironment environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      return printTable(
          api()
              .get(
                  "/workspaces",
                  new RestClient.Query().with("includeArchived", archived ? "true" : null)),
          "workspaces",
          new TextTable.Columns(List.of("Workspace", "Base", "State", "Workers"), this::cells));
    }

    private void cells(TextTable.Row row, JsonNode workspace) {
      String state = workspace.path("state").asString();
      row.cell("  ".repeat(workspace.path("depth").asInt()) + workspace.path("name").asString())
          .cell(workspace.path("base").asString(""))
          .cell(state, cell -> state.equals("active") ? cell : style().attention(cell))
          .cell(workers(workspace));
    }

    private static String workers(JsonNode workspace) {
      List<String> names = new ArrayList<>();
      workspace.path("workers").forEach(worker -> names.add(worker.asString()));
      if (workspace.path("embeddedWorker").asBoolean()) {
        names.add("embedded worker");
      }
      return names.isEmpty() ? "none" : String.join(", ", names);
    }
  }

  /** {@code workspaces create development/joe --base development}. */
  @Command(name = "create", description = "Creates a workspace.")
  static final class Create extends ServerCommand {

    @Parameters(paramLabel = "WORKSPACE", description = "Such as development/joe")
    private String name = "";

    @Option(
        names = "--base",
        paramLabel = "NAME",
        description = "The workspace whose results it sees and reuses; none by default")
    private @Nullable String base;

    Create(CliEnvironment environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      ObjectNode body = RestClient.MAPPER.createObjectNode().put("name", name);
      if (base != null) {
        body.put("base", base);
      }
      return print(
          api().post("/workspaces", body),
          base == null
              ? "Created %s.".formatted(name)
              : "Created %s from %s.".formatted(name, base));
    }
  }

  /** A command that changes one workspace. */
  abstract static class Change extends ServerCommand {

    @Parameters(paramLabel = "WORKSPACE", description = "Such as development/joe")
    private String name = "";

    Change(CliEnvironment environment) {
      super(environment);
    }

    /** What to change, one after the other, and the sentences that say so. */
    abstract List<Map.Entry<ObjectNode, String>> changes();

    @Override
    public Integer call() {
      String at = name;
      JsonNode answer = RestClient.MAPPER.createObjectNode();
      for (Map.Entry<ObjectNode, String> change : changes()) {
        answer = api().patch("/workspaces/" + path(at), change.getKey());
        at = answer.path("name").asString();
        if (!isJson()) {
          print(change.getValue().formatted(name));
        }
      }
      if (isJson()) {
        printJson(answer);
      }
      return ExitCodes.DONE;
    }

    private static String path(String name) {
      if (!name.matches("[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*")) {
        throw CliProblem.usage(
            "Expected the name of a workspace, such as development/joe, found '%s'."
                .formatted(name));
      }
      return name;
    }

    static Map.Entry<ObjectNode, String> state(String state, String sentence) {
      return Map.entry(RestClient.MAPPER.createObjectNode().put("state", state), sentence);
    }
  }

  /** {@code workspaces update development/joe --base production}. */
  @Command(
      name = "update",
      description =
          "Renames a workspace, gives it another base, or decides who may base others on it.")
  static final class Update extends Change {

    @Option(names = "--name", paramLabel = "NAME", description = "Its new name")
    private @Nullable String newName;

    @Option(names = "--base", paramLabel = "NAME", description = "Its new base")
    private @Nullable String base;

    @Option(names = "--no-base", description = "It has no base any more")
    private boolean noBase;

    @Option(
        names = "--basing",
        paramLabel = "WHO",
        description = "Who may base workspaces on it: viewers, developers or nobody")
    private @Nullable String basing;

    Update(CliEnvironment environment) {
      super(environment);
    }

    @Override
    List<Map.Entry<ObjectNode, String>> changes() {
      if (base != null && noBase) {
        throw CliProblem.usage("Expected --base or --no-base, found both.");
      }
      List<Map.Entry<ObjectNode, String>> changes = new ArrayList<>();
      if (base != null) {
        changes.add(
            Map.entry(
                RestClient.MAPPER.createObjectNode().put("base", base),
                "%s has the base " + base + "."));
      }
      if (noBase) {
        changes.add(
            Map.entry(
                RestClient.MAPPER.createObjectNode().putNull("base"), "%s has no base any more."));
      }
      if (basing != null) {
        changes.add(
            Map.entry(
                RestClient.MAPPER.createObjectNode().put("basing", basing),
                "Workspaces may be based on %s by " + basing + "."));
      }
      if (newName != null) {
        changes.add(
            Map.entry(
                RestClient.MAPPER.createObjectNode().put("name", newName),
                "%s is called " + newName + " now."));
      }
      if (changes.isEmpty()) {
        throw CliProblem.usage("Expected --name, --base, --no-base or --basing, found none.");
      }
      return changes;
    }
  }

  /** {@code workspaces pause development}. */
  @Command(name = "pause", description = "Nothing of it is dispatched until it is resumed.")
  static final class Pause extends Change {
    Pause(CliEnvironment environment) {
      super(environment);
    }

    @Override
    List<Map.Entry<ObjectNode, String>> changes() {
      return List.of(state("paused", "%s is paused."));
    }
  }

  /** {@code workspaces resume development}. */
  @Command(name = "resume", description = "Ends a pause.")
  static final class Resume extends Change {
    Resume(CliEnvironment environment) {
      super(environment);
    }

    @Override
    List<Map.Entry<ObjectNode, String>> changes() {
      return List.of(state("active", "%s is active."));
    }
  }

  /** {@code workspaces archive development}. */
  @Command(
      name = "archive",
      description = {
        "Archives it for good: open executions are cancelled, nothing can be submitted or re-run.",
        "Its descendants can still use its results."
      })
  static final class Archive extends Change {
    Archive(CliEnvironment environment) {
      super(environment);
    }

    @Override
    List<Map.Entry<ObjectNode, String>> changes() {
      return List.of(state("archived", "%s is archived."));
    }
  }
}
