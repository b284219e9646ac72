package dev.pinwheel.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code runs rerun R7K2:3}. */
@Command(
    name = "rerun",
    description = {
      "Re-runs a step, or a whole run, in the workspace, and shows what happens.",
      "A new attempt is made, whatever is memoized; callers are not run.",
      "Exit code 1 when it, with its retries, ended without a value."
    })
final class RerunCommand extends ServerCommand {

  @Parameters(paramLabel = "STEP", description = "Such as R7K2:3; a run stands for its step 1")
  private String step = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, for people who look at it later")
  private @Nullable String reason;

  @Mixin private RerunChoices choices = new RerunChoices();

  @Option(names = "--no-wait", description = "Print the id of the execution and do not wait")
  private boolean noWait;

  RerunCommand(CliEnvironment environment) {
    super(environment);
  }

  @Override
  public Integer call() {
    String id = IdArguments.checked(step);
    ObjectNode request = RestClient.MAPPER.createObjectNode();
    if (reason != null) {
      request.put("reason", reason);
    }
    if (choices.reuseSuccesses) {
      request.put("reuseSuccesses", true);
    }
    request.put("plan", true);
    if (choices.memo != null) {
      request.put("memo", choices.memo);
    }
    if (!choices.alsoForce.isEmpty()) {
      ArrayNode steps = request.putArray("alsoForce");
      choices.alsoForce.forEach(steps::add);
    }
    JsonNode answer =
        api().post("/steps/" + IdArguments.step(id) + "/rerun", api().here(), request, Map.of());
    String execution = answer.path("execution").asString();
    if (noWait) {
      return print(answer, execution);
    }
    if (!isJson()) {
      note("%s re-runs in %s".formatted(execution, api().workspace()));
    }
    int exitCode = new LiveExecution(this).await(execution);
    if (!isJson()) {
      note(
          api()
              .get("/executions/" + execution + "/plan", api().here())
              .path("sentence")
              .asString());
    }
    return exitCode;
  }
}
