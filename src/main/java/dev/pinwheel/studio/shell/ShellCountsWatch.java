package dev.pinwheel.studio.shell;

import com.vaadin.flow.component.Component;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.EngineChanges;
import dev.pinwheel.studio.live.Watch;
import dev.pinwheel.studio.page.StudioContext;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps the counts in the frame of a page up to date. Call with the page locked. */
final class ShellCountsWatch {

  private final StudioContext context;
  private final WorkspaceCounts.Shared counts;
  private final Sight sight;
  private final Supplier<Viewpoint> current;
  private final Consumer<ShellCounts> show;
  private @Nullable Watch watch;

  /** When the page asked last, or heard of a change: counts from before are too old. */
  private volatile long waitsSince;

  /**
   * @param current from where the page looks; asked in any thread
   * @param show called with the page locked
   */
  ShellCountsWatch(
      StudioContext context,
      WorkspaceCounts.Shared counts,
      Supplier<Viewpoint> current,
      Consumer<ShellCounts> show) {
    this.context = context;
    this.counts = counts;
    this.sight = context.sight();
    this.current = current;
    this.show = show;
  }

  /** Counts now, and after changes while the frame is attached. */
  void start(Component frame) {
    waitsSince = counts.now();
    if (watch == null) {
      watch = context.live().watchCalmly(frame, this::concerns, this::read, show);
    }
  }

  /** The page looks from another workspace. */
  void restart() {
    waitsSince = counts.now();
    if (watch != null) {
      watch.refresh();
    }
  }

  private ShellCounts read() {
    return ShellCounts.read(context.reads(), counts, sight, current.get(), waitsSince);
  }

  private boolean concerns(EngineChanges changes) {
    boolean concerned =
        changes.workspaces()
            || changes.manifests()
            || changes.sessions()
            || changes.concernRunsIn(current.get().chain());
    if (concerned) {
      waitsSince = counts.now();
    }
    return concerned;
  }
}
