package dev.pinwheel.studio.run.timeline;

import com.vaadin.flow.component.html.Div;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.run.PinnedAttempts;
import dev.pinwheel.query.run.RunTree;
import dev.pinwheel.query.timeline.Timeline;
import dev.pinwheel.query.view.Attempt;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.EngineChanges;
import dev.pinwheel.studio.live.Watch;
import dev.pinwheel.studio.run.action.RunActions;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The Timeline tab. It reads only while it is looked at, at most once a second. */
public final class TimelineTab extends Div {

  private final RunActions actions;
  private final RunTimeline picture = new RunTimeline();
  private volatile @Nullable Request request;
  private volatile boolean lookedAt;
  private @Nullable Request shown;
  private @Nullable RunTree tree;
  private @Nullable Watch watch;

  /** What is asked for. */
  private record Request(Viewpoint viewpoint, RunId run, PinnedAttempts pins, ZoneId zone) {}

  /**
   * What was read.
   *
   * @param timeline empty when nothing of the run is visible any more
   */
  private record Read(Request request, Optional<Timeline> timeline) {}

  public TimelineTab(RunActions actions) {
    this.actions = actions;
    addClassNames("pw-body", "pw-timeline-tab");
    getElement().setAttribute("data-flush", true);
    setTestId("timeline");
    picture.onRowOpen(event -> withRun(run -> actions.select(new StepId(run, event.step()))));
    picture.onRowRerun(event -> withRun(run -> actions.rerun(new StepId(run, event.step()))));
    picture.onRowAttempt(event -> showAttempt(event.step(), event.direction()));
    add(picture);
  }

  /** Shows what the page draws, with this step selected. */
  public void show(
      Viewpoint viewpoint,
      RunTree drawn,
      PinnedAttempts pins,
      @Nullable Integer selected,
      ZoneId zone) {
    RunTree before = tree;
    tree = drawn;
    picture.setSelectedStep(selected);
    Request asked = new Request(viewpoint, drawn.header().run(), pins, zone);
    // Of what changes in runs that this one started, only the page knows.
    boolean changed = before != null && before.version() != drawn.version();
    boolean again = !asked.equals(request) || !lookedAt || changed && !drawn.header().active();
    request = asked;
    lookedAt = true;
    if (watch == null) {
      watch =
          actions.context().live().watchCalmly(this, this::concerns, this::read, this::showRead);
    } else if (again) {
      watch.refresh();
    }
  }

  /** Another view of the run is looked at. */
  public void leave() {
    lookedAt = false;
  }

  /** Clears the timeline, for another run or workspace. */
  public void clear() {
    request = null;
    shown = null;
    tree = null;
    lookedAt = false;
    picture.clear();
  }

  private boolean concerns(EngineChanges changes) {
    Request asked = request;
    return lookedAt && asked != null && changes.concernRun(asked.run(), asked.viewpoint().chain());
  }

  private @Nullable Read read() {
    Request asked = request;
    if (asked == null) {
      return null;
    }
    try {
      return new Read(
          asked,
          Optional.of(
              actions
                  .context()
                  .reads()
                  .timelines()
                  .load(asked.viewpoint(), asked.run(), asked.pins())));
    } catch (Rejection notVisible) {
      return new Read(asked, Optional.empty());
    }
  }

  private void showRead(@Nullable Read read) {
    if (read == null || !read.request().equals(request)) {
      return;
    }
    shown = read.request();
    read.timeline()
        .ifPresent(timeline ->
            picture.show(
                new TimelineRows(
                        timeline,
                        read.request().viewpoint().name().value(),
                        read.request().zone(),
                        actions.now())
                    .json()));
  }

  private void withRun(Consumer<RunId> action) {
    Request seen = shown;
    if (seen != null) {
      action.accept(seen.run());
    }
  }

  private void showAttempt(int step, int direction) {
    RunTree drawn = tree;
    if (drawn == null) {
      return;
    }
    drawn
        .find(new StepId(drawn.header().run(), step))
        .ifPresent(node -> {
          List<Attempt> attempts = node.attempts();
          for (int i = 0; i < attempts.size(); i++) {
            int to = i + direction;
            if (attempts.get(i).number() == node.execution().attempt()
                && to >= 0
                && to < attempts.size()) {
              actions.selectAttempt(attempts.get(to));
              return;
            }
          }
        });
  }
}
