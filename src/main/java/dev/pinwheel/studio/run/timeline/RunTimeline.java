package dev.pinwheel.studio.run.timeline;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.DomEvent;
import com.vaadin.flow.component.EventData;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import dev.pinwheel.studio.parts.LazyElement;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The picture of a timeline; folding, zoom and keyboard are the browser's part. */
@Tag("pw-run-timeline")
@JsModule("./lazy.ts")
final class RunTimeline extends Component {

  RunTimeline() {
    LazyElement.load(this);
  }

  /**
   * @param timeline of {@link TimelineRows#json}
   */
  void show(ObjectNode timeline) {
    getElement().callJsFunction("show", timeline);
  }

  /** Forgets rows, folds and zoom, for another run. */
  void clear() {
    getElement().callJsFunction("clear");
  }

  /** The step whose panel is open, by number; null for none. */
  void setSelectedStep(@Nullable Integer number) {
    getElement().setProperty("selectedStep", number == null ? "" : number.toString());
  }

  void onRowOpen(ComponentEventListener<RowOpen> listener) {
    addListener(RowOpen.class, listener);
  }

  void onRowRerun(ComponentEventListener<RowRerun> listener) {
    addListener(RowRerun.class, listener);
  }

  void onRowAttempt(ComponentEventListener<RowAttempt> listener) {
    addListener(RowAttempt.class, listener);
  }

  /** The user opened the step of a row. */
  @DomEvent("step-open")
  public static final class RowOpen extends ComponentEvent<RunTimeline> {
    private final int step;

    public RowOpen(
        RunTimeline source, boolean fromClient, @EventData("Number(event.detail.step)") int step) {
      super(source, fromClient);
      this.step = step;
    }

    int step() {
      return step;
    }
  }

  /** The user asked to re-run the step of a row. */
  @DomEvent("step-rerun")
  public static final class RowRerun extends ComponentEvent<RunTimeline> {
    private final int step;

    public RowRerun(
        RunTimeline source, boolean fromClient, @EventData("Number(event.detail.step)") int step) {
      super(source, fromClient);
      this.step = step;
    }

    int step() {
      return step;
    }
  }

  /** The user asked for the previous or next attempt of the step of a row. */
  @DomEvent("attempt-step")
  public static final class RowAttempt extends ComponentEvent<RunTimeline> {
    private final int step;
    private final int direction;

    public RowAttempt(
        RunTimeline source,
        boolean fromClient,
        @EventData("Number(event.detail.step)") int step,
        @EventData("event.detail.direction") int direction) {
      super(source, fromClient);
      this.step = step;
      this.direction = direction;
    }

    int step() {
      return step;
    }

    /** -1 for the attempt before, 1 for the one after. */
    int direction() {
      return direction;
    }
  }
}
