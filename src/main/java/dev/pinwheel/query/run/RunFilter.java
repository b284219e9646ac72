package dev.pinwheel.query.run;

import dev.pinwheel.query.view.State;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which runs to list.
 *
 * @param includeBases also runs that are visible through the chain, but have nothing in the
 *     viewer's own workspace (V2)
 * @param module null for all
 * @param workflow null for all
 * @param statuses empty for all
 * @param activeSince leaves out runs without activity since; null for no limit
 * @param activeUntil leaves out runs with activity then or later; null for no limit
 * @param text part of the run's id, of the workflow's name or of an argument, ignoring case; empty
 *     for all
 * @param order of the list; paging by position is by activity only
 * @param errorGroup key of an {@link ErrorGroups.ErrorGroup}: only its runs; null for all
 */
public record RunFilter(
    boolean includeBases,
    @Nullable String module,
    @Nullable String workflow,
    Set<State> statuses,
    @Nullable Instant activeSince,
    @Nullable Instant activeUntil,
    String text,
    @Nullable String errorGroup,
    RunOrder order) {

  /** Everything that is visible. */
  public static final RunFilter ALL =
      new RunFilter(true, null, null, Set.of(), null, null, "", null, RunOrder.ACTIVITY);

  public RunFilter {
    statuses = Set.copyOf(statuses);
    text = text.strip();
  }

  public RunFilter withIncludeBases(boolean include) {
    return new RunFilter(
        include, module, workflow, statuses, activeSince, activeUntil, text, errorGroup, order);
  }

  /** Only this workflow; null and null for all. */
  public RunFilter withWorkflow(@Nullable String ofModule, @Nullable String named) {
    return new RunFilter(
        includeBases, ofModule, named, statuses, activeSince, activeUntil, text, errorGroup, order);
  }

  public RunFilter withStatuses(Set<State> only) {
    return new RunFilter(
        includeBases, module, workflow, only, activeSince, activeUntil, text, errorGroup, order);
  }

  public RunFilter withActiveSince(@Nullable Instant since) {
    return new RunFilter(
        includeBases, module, workflow, statuses, since, activeUntil, text, errorGroup, order);
  }

  public RunFilter withActiveUntil(@Nullable Instant until) {
    return new RunFilter(
        includeBases, module, workflow, statuses, activeSince, until, text, errorGroup, order);
  }

  public RunFilter withText(String part) {
    return new RunFilter(
        includeBases,
        module,
        workflow,
        statuses,
        activeSince,
        activeUntil,
        part,
        errorGroup,
        order);
  }

  /** Only the runs of a group of errors; null for all. */
  public RunFilter withErrorGroup(@Nullable String key) {
    return new RunFilter(
        includeBases, module, workflow, statuses, activeSince, activeUntil, text, key, order);
  }

  public RunFilter withOrder(RunOrder other) {
    return new RunFilter(
        includeBases,
        module,
        workflow,
        statuses,
        activeSince,
        activeUntil,
        text,
        errorGroup,
        other);
  }
}
