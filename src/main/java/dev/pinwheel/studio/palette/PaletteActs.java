package dev.pinwheel.studio.palette;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.QueryParameters;
import dev.pinwheel.model.RunId;
import dev.pinwheel.query.LogLine;
import dev.pinwheel.query.ModuleList.TargetName;
import dev.pinwheel.query.WorkspaceNode;
import dev.pinwheel.query.run.FoundStep;
import dev.pinwheel.studio.page.CurrentViewpoint;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.RunLinks;
import dev.pinwheel.studio.run.action.RunAddress;
import dev.pinwheel.studio.run.action.RunAddress.Logs;
import dev.pinwheel.studio.run.action.RunAddress.View;
import dev.pinwheel.studio.runs.RunsView;
import dev.pinwheel.studio.theme.StudioIcon;
import dev.pinwheel.studio.workflows.RunDialog;
import dev.pinwheel.studio.workflows.WorkflowsView;
import java.util.function.Consumer;

/** What choosing a line of the palette does: mostly, it goes there. */
final class PaletteActs {

  /** The focus was in the palette, and goes to what was found. */
  private static final String FOCUS_CONTENT =
      "document.getElementById('main')?.focus({ preventScroll: true })";

  private final StudioContext context;

  PaletteActs(StudioContext context) {
    this.context = context;
  }

  private static Consumer<UI> go(RunAddress address) {
    return ui -> {
      String workspace = CurrentViewpoint.workspace(ui);
      go(ui, address.path(), QueryParameters.simple(address.parameters(workspace)));
    };
  }

  static void go(UI ui, String path, QueryParameters parameters) {
    ui.navigate(path, parameters);
    ui.getPage().executeJs(FOCUS_CONTENT);
  }

  Consumer<UI> openRun(RunId run) {
    return go(RunAddress.of(run.toString()));
  }

  Consumer<UI> openStep(FoundStep found) {
    int step = found.execution().step().number();
    RunAddress run = RunAddress.of(found.execution().run().toString());
    return go(
        found.current() ? run.withStep(step) : run.withAttempt(step, found.execution().attempt()));
  }

  PaletteItem run(TargetName workflow) {
    return PaletteItem.of(
        StudioIcon.PLAY,
        "Run %s / %s…".formatted(workflow.module(), workflow.name()),
        "",
        ui -> RunDialog.open(ui, context, workflow.module(), workflow.name()));
  }

  PaletteItem target(TargetName target) {
    return PaletteItem.of(
        StudioIcon.WORKFLOWS,
        PaletteText.target(target.module(), target.name()),
        target.isWorkflow() ? "workflow" : "task",
        ui ->
            go(
                ui,
                "workflows",
                CurrentViewpoint.parameters(ui).merging(WorkflowsView.FIND, target.name())));
  }

  PaletteItem workspace(WorkspaceNode node) {
    return PaletteItem.of(
        node.baseName() == null ? StudioIcon.SHIELD : StudioIcon.BRANCH,
        node.name().value(),
        node.baseName() == null ? "no base" : "› " + node.baseName(),
        ui -> CurrentViewpoint.switchTo(ui, node.name().value()));
  }

  PaletteItem logLine(RunId run, LogLine line) {
    Logs at = new Logs("", null, "", Long.toString(line.id()));
    return new PaletteItem(
        null,
        StudioIcon.LOGS,
        line.target(),
        "",
        line.execution().step() + " · " + line.level().word(),
        line.message(),
        "",
        go(RunAddress.of(run.toString()).withView(View.LOGS).withLogs(at)));
  }

  PaletteItem wholeLog(RunId run, String text) {
    Logs matching = new Logs("", null, text, "");
    return PaletteItem.of(
        StudioIcon.SEARCH,
        "Search the whole log for '%s'".formatted(text),
        "",
        go(RunAddress.of(run.toString()).withView(View.LOGS).withLogs(matching)));
  }

  PaletteItem allRuns(String text) {
    return PaletteItem.of(
        StudioIcon.SEARCH,
        "Search all runs for '%s'".formatted(text),
        "id, workflow, arguments",
        ui -> go(ui, RunLinks.LIST, RunsView.everContaining(CurrentViewpoint.workspace(ui), text)));
  }
}
