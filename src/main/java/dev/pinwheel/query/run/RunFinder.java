package dev.pinwheel.query.run;

import dev.pinwheel.model.RunId;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.Database;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * Finds runs and steps by what people remember of them: an id, an argument, an error. Everything
 * but a whole id is looked for in the {@link #SEARCHED} newest visible runs, so that the cost does
 * not grow with the history. Thread-safe.
 */
public final class RunFinder {

  /** How many of the newest visible runs are searched. */
  public static final int SEARCHED = 5_000;

  private final Database database;
  private final InstantSource clock;
  private final RunList runs;
  private final int searched;

  public RunFinder(Database database, InstantSource clock, RunList runs) {
    this(database, clock, runs, SEARCHED);
  }

  RunFinder(Database database, InstantSource clock, RunList runs, int searched) {
    this.database = database;
    this.clock = clock;
    this.runs = runs;
    this.searched = searched;
  }

  /**
   * The runs in which a text is found.
   *
   * @param text not empty; a part of an argument or of the error, ignoring case, or the beginning
   *     of an id
   * @param limit for each way to find a run
   * @param superseded asked between statements: whether nobody waits for the answer any more
   */
  public FoundRuns find(Viewpoint viewpoint, String text, int limit, BooleanSupplier superseded) {
    List<RunId> byId = database.read(dsl -> ids(dsl, viewpoint, text, limit));
    if (superseded.getAsBoolean()) {
      return FoundRuns.NONE;
    }
    TextInRuns.Found byText =
        database.read(dsl -> new TextInRuns(newest(viewpoint), dsl, viewpoint, text).find(limit));
    if (superseded.getAsBoolean()) {
      return FoundRuns.NONE;
    }
    Set<RunId> all = new LinkedHashSet<>(byId);
    all.addAll(byText.byArguments());
    all.addAll(byText.byError());
    List<RunRow> rows = runs.list(viewpoint, List.copyOf(all));
    return new FoundRuns(
        of(rows, byId, List.of()),
        of(rows, byText.byArguments(), byId),
        of(rows, byText.byError(), both(byId, byText.byArguments())),
        database.read(dsl -> hasOlder(dsl, viewpoint)));
  }

  private static List<RunRow> of(List<RunRow> rows, List<RunId> found, List<RunId> elsewhere) {
    return rows.stream()
        .filter(row -> found.contains(row.run()) && !elsewhere.contains(row.run()))
        .toList();
  }

  private static List<RunId> both(List<RunId> one, List<RunId> other) {
    List<RunId> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }

  private boolean hasOlder(DSLContext dsl, Viewpoint viewpoint) {
    RunSearch all = new RunSearch(dsl, viewpoint, RunFilter.ALL, clock.instant());
    return all.count(DSL.noCondition(), searched) > searched;
  }

  private NewestRuns newest(Viewpoint viewpoint) {
    return new NewestRuns(viewpoint, searched);
  }

  /** A whole id, or those of the newest runs that begin like this. */
  private List<RunId> ids(DSLContext dsl, Viewpoint viewpoint, String text, int limit) {
    Optional<IdText> id = IdText.parse(text);
    if (id.isEmpty() || id.get().step() != null) {
      return List.of();
    }
    Set<RunId> found = new LinkedHashSet<>();
    id.get().wholeRun().ifPresent(found::add);
    NewestRuns newest = newest(viewpoint);
    dsl.select(newest.run()).from(newest.table()).fetch(newest.run()).stream()
        .map(RunId::new)
        .filter(id.get()::isBeginningOf)
        .limit(limit)
        .forEach(found::add);
    return found.stream().limit(limit).toList();
  }

  /**
   * The steps, or the attempts of a step, whose ids begin with the text; empty unless it has the
   * whole id of a run and a colon.
   */
  public List<FoundStep> findSteps(Viewpoint viewpoint, String text, int limit) {
    return IdText.parse(text)
        .filter(id -> id.step() != null)
        .flatMap(id ->
            id.wholeRun()
                .map(run ->
                    database.read(dsl ->
                        new StepsById(dsl, viewpoint, clock.instant()).find(run, id, limit))))
        .orElse(List.of());
  }
}
