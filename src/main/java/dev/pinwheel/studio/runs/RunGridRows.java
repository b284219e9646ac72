package dev.pinwheel.studio.runs;

import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.provider.Query;
import dev.pinwheel.model.RunId;
import dev.pinwheel.query.ModuleView;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.run.RunFilter;
import dev.pinwheel.query.run.RunList;
import dev.pinwheel.query.run.RunRow;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.studio.live.EngineChanges;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the grid. The first ones and their number are read off the page, by {@link
 * #readUpdate}, and kept until {@link #show} replaces them; rows further down are read as the grid
 * scrolls. The request, the note of changes and {@link #readUpdate} may be used from any thread,
 * the rest with the page locked.
 */
final class RunGridRows {

  private static final int REMEMBERED = 500;

  /** What a grid asks for before anybody scrolls, on a high screen. */
  private static final int FIRST_PAGE = 100;

  private final ReadModels reads;
  private final Set<RunId> changed = ConcurrentHashMap.newKeySet();
  private final Map<RunId, RunRow> loaded = new LinkedHashMap<>();

  /** The same runs, for readers. */
  private final Set<RunId> loadedRuns = ConcurrentHashMap.newKeySet();

  private final CallbackDataProvider<RunRow, Void> provider =
      new CallbackDataProvider<>(this::fetch, this::count, RunRow::run);
  private final RowPositions positions = new RowPositions();
  private volatile Set<RunId> others = Set.of();
  private volatile @Nullable Request request;
  private volatile @Nullable Update shown;

  RunGridRows(ReadModels reads) {
    this.reads = reads;
  }

  /** The filter of the list and its viewpoint. */
  record Request(Viewpoint viewpoint, RunFilter filter) {}

  /**
   * The list as it is.
   *
   * @param first the first rows
   * @param count of all rows, exact up to 10,000
   * @param fresh other rows that are shown and have changed
   * @param moved how many rows are new or would move
   * @param emptiness why there are no rows; null when there are some
   */
  record Update(
      Request request,
      List<RunRow> first,
      int count,
      List<RunRow> fresh,
      int moved,
      @Nullable Emptiness emptiness) {

    private Update withCount(int other) {
      return new Update(request, first, other, fresh, moved, emptiness);
    }
  }

  /**
   * Why there are no rows.
   *
   * @param everRun whether there would be some with another filter
   * @param modules what could run, if nothing ever has
   */
  record Emptiness(boolean everRun, List<ModuleView> modules) {}

  CallbackDataProvider<RunRow, Void> provider() {
    return provider;
  }

  /** What is shown stays until the answer is there, unless it is of another viewpoint. */
  void ask(Request asked) {
    Request before = request;
    request = asked;
    if (before == null || !before.viewpoint().equals(asked.viewpoint())) {
      shown = null;
      forgetLoaded();
      provider.refreshAll();
    }
  }

  /** The names of the workflows to choose from; blocks. */
  List<String> readWorkflowNames() {
    Request asked = request;
    return asked == null ? List.of() : reads.modules().listWorkflowNames(asked.viewpoint());
  }

  /** How many rows a request has. */
  record Counted(Request request, int count) {}

  /** Whether these changes may affect the rows. */
  boolean concernedBy(EngineChanges changes) {
    Request asked = request;
    return asked != null && changes.concernRunsIn(asked.viewpoint().chain());
  }

  /** Counts the rows; blocks. */
  @Nullable Counted readCount() {
    Request asked = request;
    return asked == null
        ? null
        : new Counted(asked, reads.runs().count(asked.viewpoint(), asked.filter()));
  }

  /** Takes over another count of what is shown; the grid asks for it when it is refreshed. */
  void show(Counted counted) {
    Update before = shown;
    if (before != null && before.request().equals(counted.request())) {
      shown = before.withCount(Math.max(counted.count(), before.first().size()));
    }
  }

  /** Records changed runs; true when one is visible from the viewpoint. */
  boolean note(EngineChanges changes) {
    if (!concernedBy(changes)) {
      return false;
    }
    changes.runs().stream()
        .map(EngineChanges.InRun::run)
        .filter(run -> loadedRuns.contains(run) || others.contains(run))
        .forEach(changed::add);
    return true;
  }

  /** Reads the list; blocks. */
  @Nullable Update readUpdate() {
    Request asked = request;
    if (asked == null) {
      return null;
    }
    List<RunId> noted = new ArrayList<>(changed);
    noted.forEach(changed::remove);
    Viewpoint viewpoint = asked.viewpoint();
    List<RunRow> first = reads.runs().page(viewpoint, asked.filter(), 0, FIRST_PAGE);
    first.forEach(row -> noted.remove(row.run()));
    return new Update(
        asked,
        first,
        first.size() < FIRST_PAGE ? first.size() : count(asked),
        noted.isEmpty() ? List.of() : reads.runs().list(viewpoint, noted),
        countMoved(asked),
        first.isEmpty() ? readEmptiness(viewpoint) : null);
  }

  /** Counting costs more than reading the first rows, so it is done calmly. */
  private int count(Request asked) {
    Update before = shown;
    return before != null && before.request().equals(asked) && before.count() >= FIRST_PAGE
        ? before.count()
        : reads.runs().count(asked.viewpoint(), asked.filter());
  }

  private int countMoved(Request asked) {
    Update before = shown;
    if (before == null || !before.request().equals(asked)) {
      return 0;
    }
    Instant readAt =
        before.first().isEmpty() ? Instant.EPOCH : before.first().getFirst().lastActivityAt();
    return reads.runs().countChangedSince(asked.viewpoint(), asked.filter(), readAt);
  }

  private Emptiness readEmptiness(Viewpoint viewpoint) {
    boolean everRun = reads.runs().hasAny(viewpoint);
    return new Emptiness(everRun, everRun ? List.of() : reads.modules().list(viewpoint));
  }

  /** Replaces all rows. */
  void show(Update update) {
    shown = update;
    forgetLoaded();
    remember(0, update.first());
    provider.refreshAll();
  }

  /** Refreshes changed rows in place. */
  void refresh(Update update) {
    Stream.concat(update.first().stream(), update.fresh().stream())
        .forEach(row -> {
          RunRow before = loaded.get(row.run());
          if (before != null && !before.equals(row)) {
            loaded.put(row.run(), row);
            provider.refreshItem(row);
          }
        });
  }

  /** Changes of these runs are read, too, wherever they stand. */
  void alsoNote(Set<RunId> runs) {
    others = runs;
  }

  /** The first rows of the list, {@value #FIRST_PAGE} at most. */
  List<RunRow> first() {
    Update now = shown;
    return now == null
        ? List.of()
        : now.first().stream().map(row -> loaded.getOrDefault(row.run(), row)).toList();
  }

  /** How many rows the list has, counted up to a bound. */
  int listed() {
    Update now = shown;
    return now == null ? 0 : now.count();
  }

  /** Those of the runs whose rows are known. */
  List<RunRow> loaded(Collection<RunId> runs) {
    return runs.stream().map(loaded::get).filter(Objects::nonNull).toList();
  }

  /** The part of the list between two rows; empty when one of them is not known. */
  Optional<RowPositions.Span> span(RunId anchor, RunId end) {
    return positions.between(anchor, end);
  }

  /** The rows of a part from the top; empty when they have to be read. */
  Optional<List<RunRow>> known(RowPositions.Span span) {
    return positions.list(span).map(this::loaded).filter(found -> found.size() == span.size());
  }

  /** Reads the rows of a part, from the top; blocks. */
  List<RunRow> read(RowPositions.Span span) {
    Update now = shown;
    return now == null
        ? List.of()
        : reads
            .runs()
            .page(now.request().viewpoint(), now.request().filter(), span.from(), span.size());
  }

  /** Whether the update is the answer to another question than what is shown. */
  boolean isNew(Update update) {
    Update before = shown;
    return before == null || !before.request().equals(update.request());
  }

  /** True when the rows are the same runs in the same order, as far as the first ones tell. */
  boolean sameOrder(Update update) {
    Update before = shown;
    return before != null && runs(before).equals(runs(update));
  }

  private static List<RunId> runs(Update update) {
    return update.first().stream().map(RunRow::run).toList();
  }

  /** True when the update answers the request that is asked now. */
  boolean answers(Update update) {
    return update.request().equals(request);
  }

  private void forgetLoaded() {
    loaded.clear();
    loadedRuns.clear();
    changed.clear();
    positions.clear();
  }

  private void remember(int offset, List<RunRow> rows) {
    positions.remember(offset, rows.stream().map(RunRow::run).toList());
    for (RunRow row : rows) {
      loaded.put(row.run(), row);
      loadedRuns.add(row.run());
    }
  }

  private Stream<RunRow> fetch(Query<RunRow, Void> query) {
    Update now = shown;
    int offset = query.getOffset();
    int limit = query.getLimit();
    if (now == null) {
      return Stream.empty();
    }
    List<RunRow> first = now.first();
    if (offset + limit <= first.size() || first.size() >= now.count()) {
      return first.stream()
          .skip(offset)
          .limit(limit)
          .map(row -> loaded.getOrDefault(row.run(), row));
    }
    List<RunRow> page =
        reads.runs().page(now.request().viewpoint(), now.request().filter(), offset, limit);
    if (loaded.size() + page.size() > REMEMBERED) {
      forgetLoaded();
      remember(0, first);
    }
    remember(offset, page);
    return page.stream();
  }

  private int count(Query<RunRow, Void> query) {
    Update now = shown;
    return now == null ? 0 : Math.min(now.count(), RunList.MOST_COUNTED);
  }
}
