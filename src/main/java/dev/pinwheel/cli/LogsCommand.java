package dev.pinwheel.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code logs R7K2 -f}. */
@Command(
    name = "logs",
    description = "Prints what the executions of a run logged, oldest first.",
    footer = {"", "With --output json each message is a line of JSON."})
final class LogsCommand extends ServerCommand {

  private static final int PAGE = 1000;
  private static final int LEVEL_WIDTH = 6;

  @Parameters(
      paramLabel = "RUN",
      description = "Such as R7K2; a step (R7K2:3) or an execution (R7K2:3:2) for its own only")
  private String id = "";

  @Option(
      names = {"-f", "--follow"},
      description = "Keep printing until the run has ended")
  private boolean follow;

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      split = ",",
      description = "Only these, separated by commas: debug, info, warn, error, stdout, stderr")
  private List<String> levels = List.of();

  @Option(
      names = "--text",
      paramLabel = "TEXT",
      description = "Only messages that contain this text, ignoring case")
  private @Nullable String text;

  LogsCommand(CliEnvironment environment) {
    super(environment);
  }

  @Override
  public Integer call() {
    String[] parts = IdArguments.checked(id).split(":", -1);
    String path = "/runs/" + parts[0] + "/logs";
    if (follow) {
      follow(path + "/follow", filter(parts.length));
      return ExitCodes.DONE;
    }
    String cursor = null;
    boolean more = true;
    while (more) {
      JsonNode page =
          api().get(path, filter(parts.length).with("limit", PAGE).with("cursor", cursor));
      page.path("messages").forEach(this::print);
      cursor = page.path("cursor").asString();
      more = page.path("more").asBoolean();
    }
    return ExitCodes.DONE;
  }

  private RestClient.Query filter(int parts) {
    return api()
        .here()
        .with("step", parts == 2 ? id : null)
        .with("execution", parts == 3 ? id : null)
        .with("level", levels.isEmpty() ? null : String.join(",", levels))
        .with("text", text);
  }

  /** Reads until the server reports the end of the run; reconnects when the connection breaks. */
  private void follow(String path, RestClient.Query filter) {
    String cursor = null;
    while (true) {
      try (InputStream stream = api().stream(path, filter.with("cursor", cursor));
          BufferedReader lines =
              new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
        String event = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.startsWith("event:")) {
            event = line.substring("event:".length()).strip();
          } else if (line.startsWith("id:")) {
            cursor = line.substring("id:".length()).strip();
          } else if (line.startsWith("data:") && event.equals("log")) {
            print(RestClient.MAPPER.readTree(line.substring("data:".length())));
            environment().out().flush();
          } else if (line.startsWith("data:") && event.equals("end")) {
            return;
          }
        }
      } catch (IOException broken) {
        // Reads again from the cursor; if the server is gone, that reports it.
      }
    }
  }

  private void print(JsonNode message) {
    if (isJson()) {
      print(message.toString());
      return;
    }
    String level = message.path("level").asString();
    String padded = level + " ".repeat(Math.max(0, LEVEL_WIDTH - level.length()));
    print(
        "%s  %s  %s  %s  %s"
            .formatted(
                style().quiet(DisplayText.clock(message.path("at"), environment().zone())),
                switch (level) {
                  case "error", "stderr" -> style().bad(padded);
                  case "warn" -> style().attention(padded);
                  default -> style().quiet(padded);
                },
                style().quiet(message.path("execution").asString()),
                message.path("target").asString(),
                message.path("message").asString()));
  }
}
