package dev.pinwheel.studio.queue;

import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.provider.Query;
import dev.pinwheel.query.QueueList;
import dev.pinwheel.query.QueueRow;
import dev.pinwheel.query.QueueSection;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.EngineChanges;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a section, read as the grid scrolls. The request and {@link #readUpdate} may be used
 * from any thread, the rest with the page locked.
 */
final class QueueGridRows {

  private static final int FIRST_PAGE = 50;

  /** The section to list, and the viewpoint. */
  record Request(Viewpoint viewpoint, QueueSection section) {}

  /**
   * The current state.
   *
   * @param first the first rows of the section
   */
  record Update(Request request, Map<QueueSection, Integer> counts, List<QueueRow> first) {}

  private final QueueList queue;
  private final CallbackDataProvider<QueueRow, Void> provider =
      new CallbackDataProvider<>(this::fetch, this::count, QueueRow::execution);
  private volatile @Nullable Request request;
  private @Nullable Update shown;

  QueueGridRows(QueueList queue) {
    this.queue = queue;
  }

  CallbackDataProvider<QueueRow, Void> provider() {
    return provider;
  }

  void ask(Request asked) {
    request = asked;
    shown = null;
    provider.refreshAll();
  }

  /** Whether these changes may affect the rows. */
  boolean concernedBy(EngineChanges changes) {
    Request asked = request;
    return changes.sessions()
        || changes.workspaces()
        || asked != null && changes.concernRunsIn(asked.viewpoint().chain());
  }

  @Nullable Update readUpdate() {
    Request asked = request;
    return asked == null
        ? null
        : new Update(
            asked,
            queue.counts(asked.viewpoint()),
            queue.page(asked.viewpoint(), asked.section(), 0, FIRST_PAGE));
  }

  boolean answers(Update update) {
    return update.request().equals(request);
  }

  /** Whether the grid shows something else than the update. */
  boolean isOutdatedBy(Update update) {
    Update before = shown;
    QueueSection section = update.request().section();
    return before == null
        || !before.first().equals(update.first())
        || !Objects.equals(before.counts().get(section), update.counts().get(section));
  }

  /** Reloads the visible rows. */
  void show(Update update) {
    boolean first = shown == null;
    shown = update;
    if (!first) {
      provider.refreshAll();
    }
  }

  private Stream<QueueRow> fetch(Query<QueueRow, Void> query) {
    int offset = query.getOffset();
    int limit = query.getLimit();
    Request asked = request;
    return asked == null
        ? Stream.empty()
        : queue.page(asked.viewpoint(), asked.section(), offset, limit).stream();
  }

  private int count(Query<QueueRow, Void> query) {
    Request asked = request;
    return asked == null ? 0 : queue.counts(asked.viewpoint()).getOrDefault(asked.section(), 0);
  }
}
