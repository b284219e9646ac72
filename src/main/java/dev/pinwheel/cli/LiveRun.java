package dev.pinwheel.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * Waits for the end of a run: on a terminal with its tree, redrawn as it grows; else silently, so
 * that scripts get nothing but the result.
 */
final class LiveRun {

  private static final int REDRAW_AFTER_MILLIS = 1000;
  private static final int BETWEEN_DRAWINGS_MILLIS = 150;
  private static final int WAIT_MILLIS = 30_000;
  private static final String CLEAR_BELOW = "\u001b[J";

  private final ServerCommand call;
  private int linesDrawn;

  LiveRun(ServerCommand call) {
    this.call = call;
  }

  /** Waits, prints the result, and returns the exit code. */
  int await(String run) {
    boolean live = call.environment().screen().terminal() && !call.isJson();
    if (live) {
      draw(run);
    }
    JsonNode result = result(run);
    if (call.isJson()) {
      call.printJson(result);
    } else {
      tell(result, live);
    }
    return exitCode(result.path("status").asString());
  }

  /** The exit code for a status or state. */
  static int exitCode(String status) {
    return status.equals("done") ? ExitCodes.DONE : ExitCodes.RUN_FAILED;
  }

  private JsonNode result(String run) {
    while (true) {
      JsonNode result =
          call.api()
              .get("/runs/" + run + "/result", call.api().here().with("waitMillis", WAIT_MILLIS));
      if (result.path("settled").asBoolean()) {
        return result;
      }
    }
  }

  /** Until step 1 has ended and nothing else is open. */
  private void draw(String run) {
    String path = "/runs/" + run + "/steps";
    JsonNode tree = call.api().get(path, call.api().here());
    while (true) {
      redraw(CallTreeText.lines(tree, call.style()));
      if (isSettled(tree)) {
        return;
      }
      pause();
      tree =
          call.api()
              .get(
                  path,
                  call.api()
                      .here()
                      .with("afterVersion", tree.path("version").asLong())
                      .with("waitMillis", REDRAW_AFTER_MILLIS));
    }
  }

  /** A large tree is not to be read for every step that ends. */
  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(BETWEEN_DRAWINGS_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isSettled(JsonNode tree) {
    return switch (tree.path("status").asString()) {
      case "waiting", "scheduled", "blocked", "queued", "running", "suspended" -> false;
      default -> true;
    };
  }

  private void redraw(List<String> lines) {
    PrintWriter out = call.environment().out();
    int room = Math.max(1, call.environment().screen().rows() - 2);
    List<String> shown = lines.size() <= room ? lines : lines.subList(0, room);
    if (linesDrawn > 0) {
      out.print("\u001b[%dA\r".formatted(linesDrawn) + CLEAR_BELOW);
    }
    int columns = call.environment().screen().columns();
    shown.forEach(line -> out.println(ClippedLines.to(columns, line)));
    linesDrawn = shown.size();
    out.flush();
  }

  private void tell(JsonNode result, boolean live) {
    String status = result.path("status").asString();
    if (status.equals("done")) {
      call.print(result.has("value") ? result.path("value").toString() : "null");
      return;
    }
    if (status.equals("part")) {
      call.note(
          "%s has no result here: its step 1 is not visible from this workspace."
              .formatted(result.path("run").asString()));
      return;
    }
    JsonNode failure = result.path("failure");
    String run = result.path("run").asString();
    call.note(
        call.style()
            .bad(
                failure.isObject()
                    ? "%s %s: %s: %s"
                        .formatted(
                            run,
                            DisplayText.state(status),
                            failure.path("type").asString(),
                            failure.path("message").asString())
                    : "%s %s.".formatted(run, DisplayText.state(status))));
    if (!live) {
      call.note("'./pinwheel runs inspect %s' shows its steps.".formatted(run));
    }
  }
}
