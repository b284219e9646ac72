package dev.pinwheel.cli;

import tools.jackson.databind.JsonNode;

/** Waits for the end of one execution, such as a re-run, and prints how it ended. */
final class LiveExecution {

  private static final int WAIT_MILLIS = 30_000;

  private final ServerCommand call;

  LiveExecution(ServerCommand call) {
    this.call = call;
  }

  /** Waits, prints the result, and returns the exit code. */
  int await(String execution) {
    String run = execution.substring(0, execution.indexOf(':'));
    JsonNode view = call.api().get("/executions/" + execution, call.api().here());
    while (isOpen(view)) {
      JsonNode tree = call.api().get("/runs/" + run + "/steps", call.api().here());
      view = call.api().get("/executions/" + execution, call.api().here());
      if (isOpen(view)) {
        call.api()
            .get(
                "/runs/" + run + "/steps",
                call.api()
                    .here()
                    .with("afterVersion", tree.path("version").asLong())
                    .with("waitMillis", WAIT_MILLIS));
        view = call.api().get("/executions/" + execution, call.api().here());
      }
    }
    if (call.isJson()) {
      call.printJson(view);
    } else {
      call.printAll(
          CallTreeText.lines(
              call.api().get("/runs/" + run + "/steps", call.api().here()), call.style()));
      tell(view);
    }
    return LiveRun.exitCode(view.path("state").asString());
  }

  private static boolean isOpen(JsonNode view) {
    return !view.path("timing").has("endedAt");
  }

  private void tell(JsonNode view) {
    JsonNode failure = view.path("failure");
    if (failure.isObject()) {
      call.note(
          call.style()
              .bad(
                  "%s %s: %s: %s"
                      .formatted(
                          view.path("execution").asString(),
                          DisplayText.state(view.path("state").asString()),
                          failure.path("type").asString(),
                          failure.path("message").asString())));
    } else if (view.has("value")) {
      call.print(view.path("value").toString());
    }
  }
}
