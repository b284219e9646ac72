package dev.pinwheel.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/**
 * The options of all commands that call the server: its address, the workspace and the output
 * format.
 */
abstract class ServerCommand implements Callable<Integer> {

  private static final String USUAL_SERVER = "http://localhost:8080";
  private static final String USUAL_WORKSPACE = "production";

  @Option(
      names = {"-s", "--server"},
      paramLabel = "URL",
      description =
          "The server; else PINWHEEL_SERVER, 'server' in pinwheel.toml, or " + USUAL_SERVER)
  private @Nullable String server;

  @Option(
      names = {"-w", "--workspace"},
      paramLabel = "NAME",
      description =
          "The workspace to look from and act in; else PINWHEEL_WORKSPACE, 'workspace' in pinwheel.toml, or "
              + USUAL_WORKSPACE)
  private @Nullable String workspace;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text (for people) or json (as the API answers)")
  private @Nullable String output;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This text")
  @SuppressWarnings("UnusedVariable") // picocli asks for it
  private boolean help;

  private final CliEnvironment environment;
  private final AnsiStyle style;
  private @Nullable RestClient api;

  ServerCommand(CliEnvironment environment) {
    this.environment = environment;
    this.style = new AnsiStyle(environment.screen().colour());
  }

  final CliEnvironment environment() {
    return environment;
  }

  final AnsiStyle style() {
    return style;
  }

  final RestClient api() {
    RestClient made = api;
    if (made == null) {
      CliSettings settings = new CliSettings(environment.variables(), environment.directory());
      String address = ServerAddresses.working(settings.get(server, "server", USUAL_SERVER));
      made = new RestClient(address, settings.get(workspace, "workspace", USUAL_WORKSPACE), null);
      made = Credentials.token(environment.variables(), made.server()).map(made::with).orElse(made);
      api = made;
    }
    return made;
  }

  /** Whether to print the answer verbatim. */
  final boolean isJson() {
    String format = output == null ? "text" : output;
    return switch (format) {
      case "json" -> true;
      case "text" -> false;
      default ->
          throw CliProblem.usage(
              "Expected --output text or --output json, found '%s'.".formatted(format));
    };
  }

  final void print(String line) {
    environment.out().println(line);
  }

  final void printAll(List<String> lines) {
    lines.forEach(this::print);
  }

  final void printJson(JsonNode answer) {
    print(RestClient.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(answer));
  }

  /** Prints an answer of the server: as it is with {@code --output json}, else as a sentence. */
  final int print(JsonNode answer, String sentence) {
    if (isJson()) {
      printJson(answer);
    } else {
      print(sentence);
    }
    return ExitCodes.DONE;
  }

  /**
   * Prints an answer of the server that is a list: as it is with {@code --output json}, else as a
   * table.
   *
   * @param member of the answer, which has the objects of the list
   * @param empty a note in place of a table without rows; null: its titles are printed
   */
  final int printTable(
      JsonNode answer, String member, TextTable.Columns columns, @Nullable String empty) {
    if (isJson()) {
      printJson(answer);
    } else if (empty != null && answer.path(member).isEmpty()) {
      note(empty);
    } else {
      printAll(TextTable.of(style, columns, answer.path(member)).lines());
    }
    return ExitCodes.DONE;
  }

  final int printTable(JsonNode answer, String member, TextTable.Columns columns) {
    return printTable(answer, member, columns, null);
  }

  /** Says how a list goes on that was cut. */
  final void noteMore(JsonNode page) {
    if (!isJson() && page.has("nextCursor")) {
      note("More: --cursor " + page.path("nextCursor").asString());
    }
  }

  /** Something that is not the answer itself; scripts do not see it. */
  final void note(String line) {
    environment.out().flush();
    environment.err().println(line);
  }
}
