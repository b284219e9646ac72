package dev.pinwheel.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code queue}. */
@Command(name = "queue", description = "Shows what executes, what waits, and why.")
final class QueueCommand extends ServerCommand {

  @Option(
      names = "--section",
      paramLabel = "SECTION",
      split = ",",
      description = "Only these, separated by commas: executing, due, scheduled, blocked")
  private List<String> sections = List.of();

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      description = "How many, at most 500; 100 by default")
  private int limit = 100;

  @Option(names = "--cursor", paramLabel = "CURSOR", description = "Continue where a list ended")
  private @Nullable String cursor;

  QueueCommand(CliEnvironment environment) {
    super(environment);
  }

  @Override
  public Integer call() {
    JsonNode queue =
        api()
            .get(
                "/queue",
                api()
                    .here()
                    .with("section", sections.isEmpty() ? null : String.join(",", sections))
                    .with("limit", limit)
                    .with("cursor", cursor));
    if (isJson()) {
      printJson(queue);
      return ExitCodes.DONE;
    }
    List<String> counts = new ArrayList<>();
    queue
        .path("counts")
        .properties()
        .forEach(count -> counts.add(count.getValue().asInt() + " " + count.getKey()));
    print(style().quiet(String.join(" · ", counts) + " · seen from " + api().workspace()));
    if (queue.path("entries").isEmpty()) {
      return ExitCodes.DONE;
    }
    int done =
        printTable(
            queue,
            "entries",
            new TextTable.Columns(
                List.of("Section", "Execution", "Target", "Workspace", "Since", "Why"),
                this::cells));
    noteMore(queue);
    return done;
  }

  private void cells(TextTable.Row row, JsonNode entry) {
    String why =
        entry.path("waiting").isObject()
            ? entry.path("waiting").path("sentence").asString() + "."
            : entry.has("worker") ? "on " + entry.path("worker").asString() : "";
    String remedy = entry.path("remedy").asString("");
    row.cell(entry.path("section").asString(), cell -> style().state(sectionState(cell), cell))
        .cell(entry.path("execution").asString())
        .cell(
            DisplayText.call(
                entry.path("module").asString() + "." + entry.path("target").asString(),
                entry.path("argumentLine")))
        .cell(entry.path("workspace").asString())
        .cell(DisplayText.time(entry.path("since"), environment().zone()))
        .cell((why + " " + remedy).strip());
  }

  private static String sectionState(String section) {
    return section.equals("due") ? "waiting" : "running";
  }
}
