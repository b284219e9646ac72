package dev.pinwheel.studio.run;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.pinwheel.model.RunId;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.access.ActivityGrid;
import dev.pinwheel.studio.live.Watch;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.Buttons;
import dev.pinwheel.studio.parts.ViewerZone;
import org.jspecify.annotations.Nullable;

/** Who did what with a run, as far as its workspace sees it (A6, W4). Follows what is done. */
final class RunActivityDialog extends Dialog {

  private static final int MOST = 100;

  private final StudioContext context;
  private final RunId run;
  private final Viewpoint viewpoint;
  private final ActivityGrid grid = new ActivityGrid(false);
  private @Nullable Watch watch;

  private RunActivityDialog(StudioContext context, RunId run, Viewpoint viewpoint) {
    this.context = context;
    this.run = run;
    this.viewpoint = viewpoint;
    setHeaderTitle("Activity of " + run);
    addClassNames("pw-dialog", "pw-dialog-wide");
    setTop("0");
    setTestId("run-activity-dialog");
    Paragraph about =
        new Paragraph(
            "The last %d actions that are visible from %s.".formatted(MOST, viewpoint.name()));
    about.addClassNames("pw-flush", "pw-quiet");
    Div content = new Div(about, grid);
    content.addClassName("pw-stack");
    add(content);
    Button close = Buttons.primary("Close", click -> close());
    close.setAutofocus(true);
    getFooter().add(close);
  }

  static void open(StudioContext context, RunId run, Viewpoint viewpoint) {
    new RunActivityDialog(context, run, viewpoint).open();
  }

  @Override
  protected void onAttach(AttachEvent attach) {
    super.onAttach(attach);
    if (watch == null) {
      watch =
          context
              .live()
              .watchCalmly(
                  this,
                  changes -> changes.concernRun(run, viewpoint.chain()),
                  () -> context.reads().activity().ofRun(viewpoint, run, MOST),
                  rows -> grid.show(rows, ViewerZone.of(attach.getUI())));
    }
  }
}
