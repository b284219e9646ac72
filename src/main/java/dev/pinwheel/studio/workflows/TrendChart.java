package dev.pinwheel.studio.workflows;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import dev.pinwheel.studio.parts.LazyElement;
import tools.jackson.databind.node.ObjectNode;

/**
 * The bars of a trend, and a table of the same runs; keyboard and pointer are the browser's part.
 */
@Tag("pw-trend")
@JsModule("./lazy.ts")
final class TrendChart extends Component {

  TrendChart() {
    LazyElement.load(this);
  }

  /**
   * @param trend of {@link TrendBars#json}
   */
  void show(ObjectNode trend) {
    getElement().callJsFunction("show", trend);
  }

  void onRunOpen(ComponentEventListener<RunOpen> listener) {
    addListener(RunOpen.class, listener);
  }

  /** The user opened the run of a bar. */
  @DomEvent("run-open")
  public static final class RunOpen extends ComponentEvent<TrendChart> {
    private final String run;

    public RunOpen(
        TrendChart source, boolean fromClient, @EventData("event.detail.run") String run) {
      super(source, fromClient);
      this.run = run;
    }

    String run() {
      return run;
    }
  }
}
