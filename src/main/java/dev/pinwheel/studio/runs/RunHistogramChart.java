package dev.pinwheel.studio.runs;

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
 * Runs over time as bars, and a table of the same numbers; selecting a stretch, with the pointer or
 * the keyboard, is the browser's part.
 */
@Tag("pw-run-histogram")
@JsModule("./lazy.ts")
final class RunHistogramChart extends Component {

  RunHistogramChart() {
    LazyElement.load(this);
  }

  /**
   * @param histogram of {@link RunHistogramBars#json}
   */
  void show(ObjectNode histogram) {
    getElement().callJsFunction("show", histogram);
  }

  void onSelect(ComponentEventListener<Select> listener) {
    addListener(Select.class, listener);
  }

  void onSelectFailed(Runnable listener) {
    getElement().addEventListener("failed-select", event -> listener.run());
  }

  /** The user selected a stretch. */
  @DomEvent("range-select")
  public static final class Select extends ComponentEvent<RunHistogramChart> {
    private final double from;
    private final double to;

    public Select(
        RunHistogramChart source,
        boolean fromClient,
        @EventData("event.detail.from") double from,
        @EventData("event.detail.to") double to) {
      super(source, fromClient);
      this.from = from;
      this.to = to;
    }

    /** In milliseconds since the epoch. */
    long from() {
      return (long) from;
    }

    /** It ends before. */
    long to() {
      return (long) to;
    }
  }
}
