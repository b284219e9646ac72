package dev.pinwheel.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code runs inspect R7K2}. */
@Command(name = "inspect", description = "Shows a run and its steps.")
final class InspectCommand extends ServerCommand {

  @Parameters(paramLabel = "RUN", description = "Such as R7K2")
  private String run = "";

  @Option(names = "--earlier", description = "Also steps that only earlier attempts called")
  private boolean earlier;

  InspectCommand(CliEnvironment environment) {
    super(environment);
  }

  @Override
  public Integer call() {
    String path = "/runs/" + IdArguments.checked(run);
    JsonNode detail = api().get(path, api().here());
    JsonNode tree =
        api().get(path + "/steps", api().here().with("earlier", earlier ? "true" : null));
    if (isJson()) {
      ObjectNode both = RestClient.MAPPER.createObjectNode();
      both.set("run", detail);
      both.set("tree", tree);
      printJson(both);
      return ExitCodes.DONE;
    }
    String status = detail.path("status").asString();
    print(
        "%s  %s  %s"
            .formatted(
                detail.path("run").asString(),
                DisplayText.call(
                    detail.path("module").asString() + "." + detail.path("workflow").asString(),
                    detail.path("argumentLine")),
                style()
                    .state(
                        status,
                        DisplayText.glyph(status)
                            + " "
                            + DisplayText.status(detail, environment().zone()))));
    print(
        style()
            .quiet(
                "submitted in %s by %s at %s · seen from %s"
                    .formatted(
                        detail.path("submittedIn").asString("a workspace not visible from here"),
                        detail.path("submittedBy").asString(),
                        DisplayText.time(detail.path("submittedAt"), environment().zone()),
                        api().workspace())));
    JsonNode reuse = detail.path("reuse");
    print(
        style()
            .quiet(
                "%s · reused %d of %s · %s of work not repeated"
                    .formatted(
                        DisplayText.count(detail.path("steps").asLong(), "step"),
                        reuse.path("reusedCalls").asInt(),
                        DisplayText.count(reuse.path("calls").asLong(), "call"),
                        DisplayText.duration(reuse.path("workNotRepeatedMillis").asLong()))));
    print("");
    printAll(CallTreeText.lines(tree, style()));
    long left = tree.path("stepsNotReached").asLong();
    if (left > 0 && !earlier) {
      note(
          "%s of earlier attempts not shown; --earlier shows them."
              .formatted(DisplayText.count(left, "step")));
    }
    return ExitCodes.DONE;
  }
}
