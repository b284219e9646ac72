package dev.pinwheel.studio.runs;

import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.provider.Query;
import dev.pinwheel.model.RunId;
import dev.pinwheel.query.run.RunList;
import dev.pinwheel.query.run.RunRow;
import dev.pinwheel.studio.live.Changes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the grid, read as it scrolls, and what has changed since they were read. The
 * question, the note of changes and {@link #readNews} may be used from any thread, the rest with
 * the page locked.
 */
final class RunRows {

  private static final int REMEMBERED = 500;
  private static final int FIRST_PAGE = 50;

  private final RunList runs;
  private final Set<RunId> changed = ConcurrentHashMap.newKeySet();
  private final Map<RunId, RunRow> loaded = new LinkedHashMap<>();
  private final CallbackDataProvider<RunRow, Void> provider =
      new CallbackDataProvider<>(this::fetch, this::count, RunRow::run);
  private volatile @Nullable RunQuestion question;
  private volatile Instant readAt = Instant.EPOCH;

  RunRows(RunList runs) {
    this.runs = runs;
  }

  /**
   * What has changed.
   *
   * @param first the first rows as they are now
   * @param fresh rows that changed
   * @param moved how many rows are new or would move
   */
  record News(RunQuestion question, List<RunRow> first, List<RunRow> fresh, int moved) {}

  CallbackDataProvider<RunRow, Void> provider() {
    return provider;
  }

  void ask(RunQuestion asked) {
    question = asked;
    reread();
  }

  /** Reads everything anew. */
  void reread() {
    loaded.clear();
    changed.clear();
    provider.refreshAll();
  }

  /** Notes what changed; true when something visible from here did. */
  boolean note(Changes changes) {
    RunQuestion asked = question;
    if (asked == null || !changes.concernRunsIn(asked.viewpoint().chain())) {
      return false;
    }
    changes.runs().stream().map(Changes.InRun::run).forEach(changed::add);
    return true;
  }

  /** Reads what has changed; blocks. */
  @Nullable News readNews() {
    RunQuestion asked = question;
    if (asked == null) {
      return null;
    }
    List<RunId> noted = List.copyOf(changed);
    noted.forEach(changed::remove);
    List<RunRow> first = runs.page(asked.viewpoint(), asked.filter(), 0, FIRST_PAGE);
    List<RunRow> fresh = new ArrayList<>(first);
    Set<RunId> inFirst = Set.copyOf(first.stream().map(RunRow::run).toList());
    noted.stream()
        .filter(run -> !inFirst.contains(run))
        .limit(FIRST_PAGE)
        .flatMap(run -> runs.find(asked.viewpoint(), run).stream())
        .forEach(fresh::add);
    return new News(
        asked, first, fresh, runs.countChangedSince(asked.viewpoint(), asked.filter(), readAt));
  }

  /** Puts what changed into rows that stay where they are. */
  void refresh(News news) {
    for (RunRow row : news.fresh()) {
      RunRow before = loaded.get(row.run());
      if (before != null && !before.equals(row)) {
        loaded.put(row.run(), row);
        provider.refreshItem(row);
      }
    }
  }

  /** True when the first rows are the same runs in the same order. */
  boolean sameOrder(News news) {
    List<RunId> before = loaded.keySet().stream().limit(news.first().size()).toList();
    return before.equals(news.first().stream().map(RunRow::run).toList());
  }

  /** True when the news answer the question that is asked now. */
  boolean answers(News news) {
    return news.question().equals(question);
  }

  private Stream<RunRow> fetch(Query<RunRow, Void> query) {
    RunQuestion asked = question;
    int offset = query.getOffset();
    int limit = query.getLimit();
    if (asked == null) {
      return Stream.empty();
    }
    List<RunRow> page = runs.page(asked.viewpoint(), asked.filter(), offset, limit);
    if (offset == 0) {
      readAt = page.isEmpty() ? Instant.EPOCH : page.getFirst().lastActivityAt();
    }
    if (offset > 0 && loaded.size() + page.size() > REMEMBERED) {
      loaded.clear();
    }
    page.forEach(row -> loaded.put(row.run(), row));
    return page.stream();
  }

  private int count(Query<RunRow, Void> query) {
    RunQuestion asked = question;
    return asked == null ? 0 : runs.count(asked.viewpoint(), asked.filter());
  }
}
