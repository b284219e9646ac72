package dev.pinwheel.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code submit users.welcome u1}. */
@Command(
    name = "submit",
    description = {
      "Submits a run, shows its steps as they happen, and prints its result.",
      "Exit code 1 when the run ended without a value. Interrupting this command does not stop the run.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ./pinwheel submit users.welcome u1",
      "  ./pinwheel submit weather.nightly 2012 2015 --workspace development",
      "  ./pinwheel submit users.welcome --argument userId=u1 --no-wait --output json"
    })
final class SubmitCommand extends ServerCommand {

  @Parameters(
      index = "0",
      paramLabel = "MODULE.WORKFLOW",
      description = "What to run, such as users.welcome")
  private String workflow = "";

  @Parameters(
      index = "1..*",
      paramLabel = "ARGUMENT",
      description = "By position: JSON, or else plain text")
  private List<String> arguments = List.of();

  @Option(
      names = {"-a", "--argument"},
      paramLabel = "NAME=VALUE",
      description = "By name, instead of by position")
  private Map<String, String> named = new LinkedHashMap<>();

  @Option(names = "--no-wait", description = "Print the id of the run and do not wait")
  private boolean noWait;

  @Option(
      names = "--memo",
      paramLabel = "all|off",
      description = "The memo option, in this run, of tasks that have none of their own")
  private @Nullable String memo;

  @Option(
      names = "--idempotency-key",
      paramLabel = "KEY",
      description =
          "Submitting again with this key returns the same run instead of starting another")
  private @Nullable String idempotencyKey;

  SubmitCommand(CliEnvironment environment) {
    super(environment);
  }

  @Override
  public Integer call() {
    int dot = Math.max(workflow.lastIndexOf('.'), workflow.lastIndexOf('/'));
    if (dot <= 0 || dot == workflow.length() - 1) {
      throw CliProblem.usage(
          "Expected a module and a workflow, such as users.welcome, found '%s'."
              .formatted(workflow));
    }
    if (!named.isEmpty() && !arguments.isEmpty()) {
      throw CliProblem.usage("Expected arguments by position or by name, found both.");
    }
    JsonNode submitted =
        api()
            .post(
                "/runs",
                api().here(),
                submission(workflow.substring(0, dot), workflow.substring(dot + 1)),
                idempotencyKey == null ? Map.of() : Map.of("Idempotency-Key", idempotencyKey));
    String run = submitted.path("run").asString();
    if (noWait) {
      return print(submitted, run);
    }
    if (!isJson()) {
      note(
          "%s %s in %s"
              .formatted(
                  run,
                  submitted.path("existing").asBoolean() ? "was submitted before" : "submitted",
                  api().workspace()));
    }
    return new LiveRun(this).await(run);
  }

  private ObjectNode submission(String module, String name) {
    ObjectNode submission = RestClient.MAPPER.createObjectNode();
    submission.put("module", module).put("workflow", name);
    if (memo != null) {
      submission.put("memo", memo);
    }
    if (arguments.isEmpty() && named.isEmpty()) {
      return submission;
    }
    TypedArguments typed = TypedArguments.of(findModule(module), name);
    return named.isEmpty()
        ? submission.set("arguments", typed.byPosition(arguments))
        : submission.set("namedArguments", typed.byName(named));
  }

  /** Null when it is not declared: then the submission is refused with what there is. */
  private @Nullable JsonNode findModule(String module) {
    for (JsonNode found : api().get("/modules", api().here()).path("modules")) {
      if (found.path("module").asString().equals(module)) {
        return found;
      }
    }
    return null;
  }
}
