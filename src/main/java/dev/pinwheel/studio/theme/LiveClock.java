package dev.pinwheel.studio.theme;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.time.Instant;

/**
 * A time that ticks in the browser, without the server: an elapsed time, or the distance to a
 * moment. The absolute time in the viewer's zone is its title.
 */
@Tag("pw-clock")
@JsModule("./live-clock.ts")
public final class LiveClock extends Component implements HasStyle {

  private LiveClock(Instant since, String mode) {
    getElement().setAttribute("since", Long.toString(since.toEpochMilli()));
    getElement().setAttribute("mode", mode);
  }

  /** "4 s", "12 min": the time passed since {@code start}. */
  public static LiveClock elapsedSince(Instant start) {
    return new LiveClock(start, "elapsed");
  }

  /** "2 min ago", "in 3 h": the distance of {@code moment} from now. */
  public static LiveClock relativeTo(Instant moment) {
    return new LiveClock(moment, "relative");
  }
}
