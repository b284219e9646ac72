package dev.pinwheel.studio.runs;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import dev.pinwheel.query.run.RunHistogram;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.EngineChanges;
import dev.pinwheel.studio.live.Watch;
import dev.pinwheel.studio.page.StudioContext;
import dev.pinwheel.studio.parts.ViewerZone;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The runs of the list over time, above it; selecting a stretch narrows the list. Read off the page
 * after the list was asked, and again, slowly, as runs change.
 */
final class RunsOverTime extends Div {

  private final StudioContext context;
  private final RunHistogramChart chart = new RunHistogramChart();
  private volatile @Nullable Request request;
  private @Nullable Read shown;
  private @Nullable Watch watch;

  /** The same question as that of the list. */
  private record Request(RunGridRows.Request list, ZoneId zone) {}

  private record Read(Request request, RunHistogram histogram) {}

  /**
   * @param selected called when a person selected a stretch
   * @param failed called when a person chose the runs that failed
   */
  RunsOverTime(StudioContext context, Consumer<ActivityRange> selected, Runnable failed) {
    this.context = context;
    addClassName("pw-over-time");
    setTestId("runs-over-time");
    chart.onSelect(event ->
        selected.accept(
            new ActivityRange(
                Instant.ofEpochMilli(event.from()), Instant.ofEpochMilli(event.to()))));
    chart.onSelectFailed(failed);
    add(chart);
  }

  /** What is shown stays until the answer is there. */
  void ask(RunGridRows.Request list) {
    request = new Request(list, ViewerZone.of(UI.getCurrent()));
    if (watch != null) {
      watch.refresh();
    }
  }

  @Override
  protected void onAttach(AttachEvent attach) {
    super.onAttach(attach);
    if (watch == null) {
      watch = context.live().watchSlowly(this, this::concerns, this::read, this::show);
    }
  }

  private boolean concerns(EngineChanges changes) {
    Request asked = request;
    return asked != null && changes.concernRunsIn(asked.list().viewpoint().chain());
  }

  private @Nullable Read read() {
    Request asked = request;
    if (asked == null) {
      return null;
    }
    Viewpoint viewpoint = asked.list().viewpoint();
    return new Read(
        asked, context.reads().histograms().load(viewpoint, asked.list().filter(), asked.zone()));
  }

  private void show(@Nullable Read read) {
    if (read != null && read.request().equals(request) && !read.equals(shown)) {
      shown = read;
      setVisible(!read.histogram().bars().isEmpty());
      chart.show(
          new RunHistogramBars(read.histogram(), read.request().zone(), context.clock().instant())
              .json(read.request().list().filter().statuses().isEmpty()));
    }
  }
}
