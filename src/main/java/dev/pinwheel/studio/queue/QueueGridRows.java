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
 * The rows of a section. The first ones are read off the page and come with an update; those below
 * are read as the grid scrolls. The request and {@link #readUpdate} may be used from any thread,
 * the rest with the page locked.
 */
final class QueueGridRows {

  private static final int FIRST_PAGE = 100;

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

  /** The rows of the former request stay until an update answers this one. */
  void ask(Request asked) {
    request = asked;
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

  /** Whether the grid does not yet show what was asked for. */
  boolean isAwaiting() {
    return shown == null || !shown.request().equals(request);
  }

  /** Whether the grid shows something else than the update. */
  boolean isOutdatedBy(Update update) {
    Update before = shown;
    QueueSection section = update.request().section();
    return before == null
        || !before.request().equals(update.request())
        || !before.first().equals(update.first())
        || !Objects.equals(before.counts().get(section), update.counts().get(section));
  }

  /** Shows these rows from now on. */
  void show(Update update) {
    shown = update;
    provider.refreshAll();
  }

  private Stream<QueueRow> fetch(Query<QueueRow, Void> query) {
    int offset = query.getOffset();
    int limit = query.getLimit();
    Update known = shown;
    if (known == null) {
      return Stream.empty();
    }
    List<QueueRow> first = known.first();
    if (isComplete(known) || offset + limit <= first.size()) {
      return first.stream().skip(offset).limit(limit);
    }
    Request answered = known.request();
    return queue.page(answered.viewpoint(), answered.section(), offset, limit).stream();
  }

  private int count(Query<QueueRow, Void> query) {
    Update known = shown;
    if (known == null) {
      return 0;
    }
    return isComplete(known)
        ? known.first().size()
        : known.counts().getOrDefault(known.request().section(), 0);
  }

  private static boolean isComplete(Update update) {
    return update.first().size() < FIRST_PAGE;
  }
}
