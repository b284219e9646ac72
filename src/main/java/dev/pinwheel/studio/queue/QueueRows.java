package dev.pinwheel.studio.queue;

import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.provider.Query;
import dev.pinwheel.query.QueueList;
import dev.pinwheel.query.QueueRow;
import dev.pinwheel.query.QueueSection;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.Changes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a section, read as the grid scrolls. The question and {@link #readNews} may be used
 * from any thread, the rest with the page locked.
 */
final class QueueRows {

  private static final int FIRST_PAGE = 50;

  /** Which section is seen from where. */
  record Question(Viewpoint viewpoint, QueueSection section) {}

  /**
   * How it is now.
   *
   * @param first the first rows of the section
   */
  record News(Question question, Map<QueueSection, Integer> counts, List<QueueRow> first) {}

  private final QueueList queue;
  private final CallbackDataProvider<QueueRow, Void> provider =
      new CallbackDataProvider<>(this::fetch, this::count, QueueRow::execution);
  private volatile @Nullable Question question;
  private @Nullable News shown;

  QueueRows(QueueList queue) {
    this.queue = queue;
  }

  CallbackDataProvider<QueueRow, Void> provider() {
    return provider;
  }

  void ask(Question asked) {
    question = asked;
    shown = null;
    provider.refreshAll();
  }

  /** Whether these changes may move rows. */
  boolean concernedBy(Changes changes) {
    Question asked = question;
    return changes.sessions()
        || changes.workspaces()
        || asked != null && changes.concernRunsIn(asked.viewpoint().chain());
  }

  @Nullable News readNews() {
    Question asked = question;
    return asked == null
        ? null
        : new News(
            asked,
            queue.counts(asked.viewpoint()),
            queue.page(asked.viewpoint(), asked.section(), 0, FIRST_PAGE));
  }

  boolean answers(News news) {
    return news.question().equals(question);
  }

  /** Whether the grid shows something else than the news say. */
  boolean isOutdatedBy(News news) {
    News before = shown;
    QueueSection section = news.question().section();
    return before == null
        || !before.first().equals(news.first())
        || !Objects.equals(before.counts().get(section), news.counts().get(section));
  }

  /** Reads the rows that are seen anew. */
  void show(News news) {
    boolean first = shown == null;
    shown = news;
    if (!first) {
      provider.refreshAll();
    }
  }

  private Stream<QueueRow> fetch(Query<QueueRow, Void> query) {
    int offset = query.getOffset();
    int limit = query.getLimit();
    Question asked = question;
    return asked == null
        ? Stream.empty()
        : queue.page(asked.viewpoint(), asked.section(), offset, limit).stream();
  }

  private int count(Query<QueueRow, Void> query) {
    Question asked = question;
    return asked == null ? 0 : queue.counts(asked.viewpoint()).getOrDefault(asked.section(), 0);
  }
}
