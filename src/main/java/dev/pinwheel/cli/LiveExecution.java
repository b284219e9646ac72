package dev.pinwheel.cli;

import tools.jackson.databind.JsonNode;

/**
 * Waits for the end of one execution, such as a re-run, with the attempts that follow it (E2), and
 * prints how it ended.
 */
final class LiveExecution {

  private static final int WAIT_MILLIS = 30_000;

  private final ServerCommand call;

  LiveExecution(ServerCommand call) {
    this.call = call;
  }

  /** Waits, prints the result, and returns the exit code. */
  int await(String execution) {
    String run = execution.substring(0, execution.indexOf(':'));
    JsonNode view = read(execution);
    while (isOpen(view) || !successor(view).isEmpty()) {
      view = isOpen(view) ? readWhenChanged(run, execution(view)) : read(successor(view));
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

  private JsonNode read(String execution) {
    return call.api().get("/executions/" + execution, call.api().here());
  }

  private JsonNode readWhenChanged(String run, String execution) {
    JsonNode tree = call.api().get("/runs/" + run + "/steps", call.api().here());
    JsonNode view = read(execution);
    if (!isOpen(view)) {
      return view;
    }
    call.api()
        .get(
            "/runs/" + run + "/steps",
            call.api()
                .here()
                .with("afterVersion", tree.path("version").asLong())
                .with("waitMillis", WAIT_MILLIS));
    return read(execution);
  }

  private static String execution(JsonNode view) {
    return view.path("execution").asString();
  }

  private static boolean isOpen(JsonNode view) {
    return !view.path("timing").has("endedAt");
  }

  /** The attempt that a retry or a re-run put in its place; empty when none did. */
  private static String successor(JsonNode view) {
    JsonNode first = view.path("forwarding").path(0);
    return switch (first.path("kind").asString("")) {
      case "retried", "superseded" -> first.path("to").asString("");
      default -> "";
    };
  }

  private void tell(JsonNode view) {
    JsonNode failure = view.path("failure");
    if (failure.isObject()) {
      call.note(
          call.style()
              .bad(
                  "%s %s: %s: %s"
                      .formatted(
                          execution(view),
                          DisplayText.state(view.path("state").asString()),
                          failure.path("type").asString(),
                          failure.path("message").asString())));
    } else if (view.has("value")) {
      call.print(view.path("value").toString());
    }
  }
}
