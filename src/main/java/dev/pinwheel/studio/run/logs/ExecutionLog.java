package dev.pinwheel.studio.run.logs;

import com.vaadin.flow.component.html.Div;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.query.LogFilter;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.run.RunDeeds;

/** The messages of one execution. */
public final class ExecutionLog extends Div {

  private final LogArea area;

  public ExecutionLog(RunDeeds deeds) {
    this.area = new LogArea(deeds);
    addClassName("pw-execution-log");
    setTestId("panel-logs");
    area.list().setSteps(false);
    area.list().setWrap(true);
    add(area);
  }

  /** Shows the messages of an execution. */
  public void show(Viewpoint viewpoint, ExecutionId execution) {
    area.show(
        new LogReader.Question(viewpoint, execution.run(), LogFilter.of(execution), false, 0));
  }
}
