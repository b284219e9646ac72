package dev.pinwheel.query.plan;

import dev.pinwheel.model.RunId;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.model.WorkspaceName;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the dialog shows that re-runs several whole runs in one place.
 *
 * @param offer a place is allowed when one of the runs may be re-run there
 * @param open how many of the runs have an attempt of step 1 that is open in a workspace, visible
 *     from the viewer's, and would be cancelled by a re-run there (F3)
 */
public record BulkRerunChoice(RerunOffer offer, Map<WorkspaceId, Integer> open) {

  private static final String NONE_ALLOWED = "none of these runs can be re-run there";

  private static final Comparator<RerunPlace> ORDER =
      Comparator.comparing((RerunPlace place) -> !place.current())
          .thenComparing(place -> !(place.origin() && place.isAllowed()))
          .thenComparing(place -> !place.isAllowed())
          .thenComparing(RerunPlace::name);

  public BulkRerunChoice {
    open = Map.copyOf(open);
  }

  /** How many of the runs would be cancelled by a re-run in a workspace. */
  public int openIn(WorkspaceId workspace) {
    return open.getOrDefault(workspace, 0);
  }

  /**
   * Puts together what holds for each run.
   *
   * @param runs as seen from the same workspace; not empty
   */
  static BulkRerunChoice of(Map<RunId, RerunChoice> runs) {
    Map<WorkspaceId, RerunPlace> places = new LinkedHashMap<>();
    Map<WorkspaceId, Integer> open = new HashMap<>();
    for (RerunChoice choice : runs.values()) {
      for (RerunPlace place : choice.places()) {
        places.merge(place.workspace().id(), place, BulkRerunChoice::both);
        if (place.openAttempt() != null) {
          open.merge(place.workspace().id(), 1, Integer::sum);
        }
      }
    }
    List<String> modules =
        runs.values().stream().map(RerunChoice::module).distinct().sorted().toList();
    return new BulkRerunChoice(
        new RerunOffer(
            modules,
            places.values().stream().map(BulkRerunChoice::withoutAttempt).sorted(ORDER).toList(),
            childBase(runs)),
        open);
  }

  /** The viewer's workspace where that can be a base, else the first origin. */
  private static @Nullable WorkspaceName childBase(Map<RunId, RerunChoice> runs) {
    List<WorkspaceName> bases =
        runs.values().stream()
            .map(RerunChoice::childBase)
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    return runs.values().stream()
        .flatMap(choice -> choice.places().stream())
        .filter(RerunPlace::current)
        .map(RerunPlace::name)
        .filter(bases::contains)
        .findFirst()
        .orElse(bases.isEmpty() ? null : bases.getFirst());
  }

  private static RerunPlace both(RerunPlace one, RerunPlace other) {
    boolean oneCounts = one.isAllowed() || !other.isAllowed();
    boolean otherCounts = other.isAllowed() || !one.isAllowed();
    boolean canRun = (one.canRun() || !oneCounts) && (other.canRun() || !otherCounts);
    String runsOn =
        !oneCounts
            ? other.runsOn()
            : !otherCounts || one.runsOn().equals(other.runsOn())
                ? one.runsOn()
                : "several workers";
    return new RerunPlace(
        one.workspace(),
        one.baseName(),
        one.current(),
        one.origin() && other.origin(),
        one.canBeBase() || other.canBeBase(),
        refusal(one, other),
        one.descendants(),
        one.workers(),
        canRun,
        runsOn,
        null);
  }

  private static @Nullable String refusal(RerunPlace one, RerunPlace other) {
    if (one.isAllowed() || other.isAllowed()) {
      return null;
    }
    return Objects.equals(one.refusal(), other.refusal()) ? one.refusal() : NONE_ALLOWED;
  }

  private static RerunPlace withoutAttempt(RerunPlace place) {
    return new RerunPlace(
        place.workspace(),
        place.baseName(),
        place.current(),
        place.origin(),
        place.canBeBase(),
        place.refusal(),
        place.descendants(),
        place.workers(),
        place.canRun(),
        place.runsOn(),
        null);
  }
}
