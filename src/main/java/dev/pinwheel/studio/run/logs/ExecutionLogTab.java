package dev.pinwheel.studio.run.logs;

import com.vaadin.flow.component.html.Div;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.query.LogFilter;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.run.action.RunActions;

/** The messages of one execution. */
public final class ExecutionLogTab extends Div {

  private final LogArea area;

  public ExecutionLogTab(RunActions actions) {
    this.area = new LogArea(actions);
    addClassName("pw-execution-log");
    setTestId("panel-logs");
    area.list().setSteps(false);
    area.list().setWrap(true);
    area.count().addClassName("pw-small");
    add(area.count(), area);
  }

  /** Shows the messages of an execution. */
  public void show(Viewpoint viewpoint, ExecutionId execution) {
    area.show(new LogReader.Request(viewpoint, execution.run(), LogFilter.of(execution), false, 0));
  }
}
