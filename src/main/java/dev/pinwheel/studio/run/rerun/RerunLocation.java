package dev.pinwheel.studio.run.rerun;

import dev.pinwheel.query.plan.RerunOffer;
import dev.pinwheel.query.plan.RerunPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a step may be re-run: in a workspace that exists, or in a child that is made for it. */
public sealed interface RerunLocation {

  /** A workspace, maybe one that is refused (F2). */
  record Existing(RerunPlace place) implements RerunLocation {}

  /** A workspace to be created. */
  record NewChild() implements RerunLocation {}

  /** The one to offer for new children. */
  NewChild NEW_CHILD = new NewChild();

  /** Whether it can be chosen. */
  default boolean isAllowed() {
    return !(this instanceof Existing existing) || existing.place.isAllowed();
  }

  /**
   * What is offered at first: the viewer's workspace, the step's origin or the child that was used
   * last, a new child.
   *
   * @param lastUsed workspace in which this browser re-ran last; null for none
   */
  static List<RerunLocation> offered(RerunOffer offer, @Nullable String lastUsed) {
    List<RerunLocation> locations = new ArrayList<>();
    offer.places().stream()
        .filter(place -> place.current() || place.origin())
        .forEach(place -> locations.add(new Existing(place)));
    lastChild(offer, lastUsed).ifPresent(locations::add);
    if (offer.childBase() != null) {
      locations.add(NEW_CHILD);
    }
    return locations;
  }

  /** The others, behind "Other workspace…": whose name contains the text, ignoring case. */
  static List<RerunLocation> others(RerunOffer offer, @Nullable String lastUsed, String text) {
    String wanted = text.strip().toLowerCase(Locale.ROOT);
    List<RerunLocation> offered = offered(offer, lastUsed);
    return offer.places().stream()
        .filter(place -> place.name().value().toLowerCase(Locale.ROOT).contains(wanted))
        .<RerunLocation>map(Existing::new)
        .filter(location -> !offered.contains(location))
        .toList();
  }

  /**
   * The one selected at first, if any: the viewer's workspace. Where that has no base but children,
   * the child used last, else a new one, so that nobody executes there without thinking.
   */
  static Optional<RerunLocation> preselected(RerunOffer offer, @Nullable String lastUsed) {
    if (!offer.sparesCurrent()) {
      return offer.preselected().map(Existing::new);
    }
    return lastChild(offer, lastUsed)
        .or(() -> offer.childBase() == null ? Optional.empty() : Optional.of(NEW_CHILD));
  }

  /**
   * The child to offer besides a new one: the one used last. When a child is asked for by somebody
   * who cannot make one, the first that exists.
   *
   * @param lastUsed workspace in which this browser re-ran last; null for none
   */
  static @Nullable String childToOffer(
      RerunOffer offer, @Nullable String lastUsed, boolean mayCreate) {
    boolean isChild = lastUsed != null && offer.findBelowCurrent(lastUsed).isPresent();
    if (isChild || !offer.prefersChild() || mayCreate && offer.childBase() != null) {
      return lastUsed;
    }
    return offer.firstBelowCurrent().map(place -> place.name().value()).orElse(lastUsed);
  }

  private static Optional<RerunLocation> lastChild(RerunOffer offer, @Nullable String lastUsed) {
    return offer.sparesCurrent() && lastUsed != null
        ? offer.findBelowCurrent(lastUsed).map(Existing::new)
        : Optional.empty();
  }

  /** The bases that a new child may have. */
  static List<String> bases(RerunOffer offer) {
    return offer.places().stream()
        .filter(RerunPlace::canBeBase)
        .map(place -> place.name().value())
        .toList();
  }
}
