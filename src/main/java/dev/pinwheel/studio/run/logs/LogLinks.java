package dev.pinwheel.studio.run.logs;

import dev.pinwheel.query.LogLine;
import dev.pinwheel.studio.run.action.RunActions;
import dev.pinwheel.studio.run.action.RunAddress;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;

/** Log lines with links to themselves and to their steps, as seen from the page's workspace. */
final class LogLinks {

  private final RunActions actions;

  LogLinks(RunActions actions) {
    this.actions = actions;
  }

  ArrayNode json(List<LogLine> lines) {
    RunAddress page = RunAddress.of(actions.address().run());
    return LogRows.json(
        lines,
        line ->
            actions.href(
                page.withView(RunAddress.View.LOGS)
                    .withLogs(new RunAddress.Logs("", null, "", Long.toString(line)))),
        step -> actions.href(page.withStep(step.number())));
  }

  /** Makes the address of the page point to a line; the filters stay. */
  void pointTo(String line) {
    RunAddress address = actions.address();
    RunAddress.Logs logs = address.logs();
    actions.replace(
        address
            .withView(RunAddress.View.LOGS)
            .withLogs(new RunAddress.Logs(logs.level(), logs.step(), logs.text(), line)));
  }
}
