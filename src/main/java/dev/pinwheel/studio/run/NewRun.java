package dev.pinwheel.studio.run;

import com.vaadin.flow.component.UI;
import dev.pinwheel.query.run.RunHeader;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.Background;
import dev.pinwheel.studio.shell.StudioContext;
import dev.pinwheel.studio.workflows.RunDialog;

/** "Start a new run…": the run dialog, filled in with the arguments of a run. */
final class NewRun {

  private NewRun() {}

  static void open(StudioContext context, UI ui, Viewpoint viewpoint, RunHeader header) {
    Background.run(
        ui,
        () -> context.reads().modules().findArguments(viewpoint, header.run()),
        found ->
            found.ifPresentOrElse(
                last ->
                    RunDialog.open(
                        ui, context, header.module(), header.workflow(), last.arguments()),
                () -> RunDialog.open(ui, context, header.module(), header.workflow())),
        failure -> {
          throw failure;
        });
  }
}
