package dev.pinwheel.query.plan;

import dev.pinwheel.model.WorkspaceName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The places among which one is chosen for a re-run, of one step or of several runs.
 *
 * @param modules which a worker there must have
 * @param places the viewer's workspace first
 * @param childBase the base for "New child workspace…"; null when there can be none
 * @param prefersChild whether it was asked for a place in a child of the viewer's workspace
 */
public record RerunOffer(
    List<String> modules,
    List<RerunPlace> places,
    @Nullable WorkspaceName childBase,
    boolean prefersChild) {

  public RerunOffer {
    modules = List.copyOf(modules);
    places = List.copyOf(places);
  }

  /** An offer to re-run anywhere. */
  public RerunOffer(
      List<String> modules, List<RerunPlace> places, @Nullable WorkspaceName childBase) {
    this(modules, places, childBase, false);
  }

  /** The same places, a child of the viewer's workspace preferred. */
  public RerunOffer preferringChild() {
    return new RerunOffer(modules, places, childBase, true);
  }

  /**
   * The place to select at first: the viewer's workspace when it is allowed, unless it is to be
   * spared.
   */
  public Optional<RerunPlace> preselected() {
    return sparesCurrent() ? Optional.empty() : current();
  }

  /**
   * Whether a child is preferred, or the viewer's workspace has no base but children: nobody should
   * execute there without thinking.
   */
  public boolean sparesCurrent() {
    return prefersChild
        || current()
            .filter(place -> place.baseName() == null && place.descendants() > 0)
            .isPresent();
  }

  private Optional<RerunPlace> current() {
    return places.stream().filter(place -> place.current() && place.isAllowed()).findFirst();
  }

  /** The place with this name, when it is allowed and descends from the viewer's workspace. */
  public Optional<RerunPlace> findBelowCurrent(String name) {
    return belowCurrent().filter(place -> place.name().value().equals(name)).findFirst();
  }

  /** The first place that is allowed and descends from the viewer's workspace. */
  public Optional<RerunPlace> firstBelowCurrent() {
    return belowCurrent().findFirst();
  }

  private Stream<RerunPlace> belowCurrent() {
    Map<WorkspaceName, RerunPlace> byName =
        places.stream().collect(Collectors.toMap(RerunPlace::name, place -> place));
    return places.stream()
        .filter(RerunPlace::isAllowed)
        .filter(place -> !place.current() && descendsFromCurrent(place, byName));
  }

  private static boolean descendsFromCurrent(
      RerunPlace place, Map<WorkspaceName, RerunPlace> byName) {
    RerunPlace at = place;
    while (at != null && !at.current()) {
      at = at.baseName() == null ? null : byName.get(at.baseName());
    }
    return at != null;
  }
}
