package dev.pinwheel.studio.runs;

import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.provider.Query;
import dev.pinwheel.model.RunId;
import dev.pinwheel.query.run.RunFilter;
import dev.pinwheel.query.run.RunList;
import dev.pinwheel.query.run.RunRow;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.EngineChanges;
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
 * The rows of the grid, read as it scrolls, and what has changed since they were read. The request,
 * the note of changes and {@link #readUpdate} may be used from any thread, the rest with the page
 * locked.
 */
final class RunGridRows {

  private static final int REMEMBERED = 500;
  private static final int FIRST_PAGE = 50;

  private final RunList runs;
  private final Set<RunId> changed = ConcurrentHashMap.newKeySet();
  private final Map<RunId, RunRow> loaded = new LinkedHashMap<>();
  private final CallbackDataProvider<RunRow, Void> provider =
      new CallbackDataProvider<>(this::fetch, this::count, RunRow::run);
  private volatile @Nullable Request request;
  private volatile Instant readAt = Instant.EPOCH;

  RunGridRows(RunList runs) {
    this.runs = runs;
  }

  /** The filter of the list and its viewpoint. */
  record Request(Viewpoint viewpoint, RunFilter filter) {}

  /**
   * The changes since the last read.
   *
   * @param first the first rows as they are now
   * @param fresh rows that changed
   * @param moved how many rows are new or would move
   */
  record Update(Request request, List<RunRow> first, List<RunRow> fresh, int moved) {}

  CallbackDataProvider<RunRow, Void> provider() {
    return provider;
  }

  void ask(Request asked) {
    request = asked;
    reread();
  }

  /** Reloads everything. */
  void reread() {
    loaded.clear();
    changed.clear();
    provider.refreshAll();
  }

  /** Records changed runs; true when one is visible from the viewpoint. */
  boolean note(EngineChanges changes) {
    Request asked = request;
    if (asked == null || !changes.concernRunsIn(asked.viewpoint().chain())) {
      return false;
    }
    changes.runs().stream().map(EngineChanges.InRun::run).forEach(changed::add);
    return true;
  }

  /** Reads what has changed; blocks. */
  @Nullable Update readUpdate() {
    Request asked = request;
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
    return new Update(
        asked, first, fresh, runs.countChangedSince(asked.viewpoint(), asked.filter(), readAt));
  }

  /** Refreshes changed rows in place. */
  void refresh(Update update) {
    for (RunRow row : update.fresh()) {
      RunRow before = loaded.get(row.run());
      if (before != null && !before.equals(row)) {
        loaded.put(row.run(), row);
        provider.refreshItem(row);
      }
    }
  }

  /** True when the first rows are the same runs in the same order. */
  boolean sameOrder(Update update) {
    List<RunId> before = loaded.keySet().stream().limit(update.first().size()).toList();
    return before.equals(update.first().stream().map(RunRow::run).toList());
  }

  /** True when the update answer the request that is asked now. */
  boolean answers(Update update) {
    return update.request().equals(request);
  }

  private Stream<RunRow> fetch(Query<RunRow, Void> query) {
    Request asked = request;
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
    Request asked = request;
    return asked == null ? 0 : runs.count(asked.viewpoint(), asked.filter());
  }
}
