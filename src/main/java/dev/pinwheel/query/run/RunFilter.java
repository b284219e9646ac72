package dev.pinwheel.query.run;

import dev.pinwheel.query.view.State;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which runs to list.
 *
 * @param includeBases also runs that nothing of the viewer's own workspace belongs to, but that are
 *     visible through the chain (V2)
 * @param module null for all
 * @param workflow null for all
 * @param statuses empty for all
 * @param activeSince leaves out runs without activity since; null for no limit
 * @param text part of the run's id, of the workflow's name or of an argument, ignoring case; empty
 *     for all
 */
public record RunFilter(
    boolean includeBases,
    @Nullable String module,
    @Nullable String workflow,
    Set<State> statuses,
    @Nullable Instant activeSince,
    String text) {

  /** Everything that is visible. */
  public static final RunFilter ALL = new RunFilter(true, null, null, Set.of(), null, "");

  public RunFilter {
    statuses = Set.copyOf(statuses);
    text = text.strip();
  }

  public RunFilter withIncludeBases(boolean include) {
    return new RunFilter(include, module, workflow, statuses, activeSince, text);
  }

  /** Only this workflow; null, null for all. */
  public RunFilter withWorkflow(@Nullable String ofModule, @Nullable String named) {
    return new RunFilter(includeBases, ofModule, named, statuses, activeSince, text);
  }

  public RunFilter withStatuses(Set<State> only) {
    return new RunFilter(includeBases, module, workflow, only, activeSince, text);
  }

  public RunFilter withActiveSince(@Nullable Instant since) {
    return new RunFilter(includeBases, module, workflow, statuses, since, text);
  }

  public RunFilter withText(String part) {
    return new RunFilter(includeBases, module, workflow, statuses, activeSince, part);
  }
}
