package dev.pinwheel.query.plan;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.query.facts.ExecutionFact;
import dev.pinwheel.query.facts.Facts;
import dev.pinwheel.query.facts.SessionFact;
import dev.pinwheel.query.facts.StepFact;
import dev.pinwheel.query.view.Viewpoint;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The workspaces, and whether a step may be re-run in them (F2). */
final class RerunChoiceBuilder {

  private final ServedWorkspaces served;
  private final Viewpoint viewpoint;
  private final Facts facts;
  private final StepFact step;
  private final WorkspaceId origin;

  RerunChoiceBuilder(
      ServedWorkspaces served, Viewpoint viewpoint, Facts facts, StepId id, WorkspaceId origin) {
    this.served = served;
    this.viewpoint = viewpoint;
    this.facts = facts;
    this.step = facts.attempts(id).getFirst().step();
    this.origin = origin;
  }

  RerunChoice choice() {
    List<RerunPlace> places =
        served.all.values().stream()
            .filter(this::isOfInterest)
            .map(this::place)
            .sorted(
                Comparator.comparing((RerunPlace place) -> !place.current())
                    .thenComparing(place -> !(place.origin() && place.isAllowed()))
                    .thenComparing(place -> !place.isAllowed())
                    .thenComparing(RerunPlace::name))
            .toList();
    boolean called =
        facts.attempts(step.id()).stream().anyMatch(attempt -> facts.isCalled(attempt.sequence()));
    return new RerunChoice(
        step.id(),
        step.module(),
        step.target(),
        step.memoKey() != null,
        called,
        places,
        childBase());
  }

  private boolean isOfInterest(Workspace place) {
    return (place.state() != WorkspaceState.ARCHIVED || viewpoint.isOwn(place.id()))
        && served.permit.sees(place);
  }

  private RerunPlace place(Workspace place) {
    List<SessionFact> eligible = served.workers.eligible(place, step.module(), step.target());
    Workspace base = place.base() == null ? null : served.all.get(place.base());
    return new RerunPlace(
        place,
        base == null ? null : base.name(),
        viewpoint.isOwn(place.id()),
        place.id().equals(origin) && viewpoint.sees(origin),
        canBeBase(place),
        refusal(place),
        served.descendants(place),
        served.workers.presence(place),
        !eligible.isEmpty(),
        switch (eligible.size()) {
          case 0 ->
              served
                  .workers
                  .away(place, step.module(), step.target())
                  .map(away -> "worker %s, when it comes back".formatted(away.worker()))
                  .orElse("");
          case 1 -> eligible.getFirst().words();
          default -> eligible.size() + " workers";
        },
        openAttempt(place));
  }

  private @Nullable String refusal(Workspace place) {
    if (place.state() == WorkspaceState.ARCHIVED) {
      return "is archived: nothing can be re-run there";
    }
    if (isAllowed(place)) {
      return served.permit.refusal(place).orElse(null);
    }
    Workspace from = served.all.get(origin);
    return viewpoint.sees(origin) && from != null
        ? "does not descend from %s, where this step was called".formatted(from.name())
        : "does not descend from the workspace where this step was called";
  }

  private boolean canBeBase(Workspace place) {
    return isAllowed(place) && served.permit.mayBase(served.chain(place));
  }

  /** F2. */
  private boolean isAllowed(Workspace place) {
    return served.isInChain(origin, place);
  }

  /** Only in visible workspaces (W4). */
  private @Nullable ExecutionId openAttempt(Workspace place) {
    for (ExecutionFact attempt : facts.attempts(step.id())) {
      if (attempt.isOpen() && attempt.workspace().id().equals(place.id())) {
        return attempt.id();
      }
    }
    return null;
  }

  private @Nullable WorkspaceName childBase() {
    Workspace own = viewpoint.workspace();
    if (canBeBase(own)) {
      return own.name();
    }
    Workspace from = served.all.get(origin);
    return viewpoint.sees(origin) && from != null && served.permit.sees(from) && canBeBase(from)
        ? from.name()
        : null;
  }
}
