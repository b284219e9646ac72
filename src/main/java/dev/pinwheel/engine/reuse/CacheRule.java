package dev.pinwheel.engine.reuse;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides which execution answers another through the cache (C2).
 *
 * <p><b>What it is given.</b> The executions with the same cache key, of any run, in a workspace of
 * the chain of the asking execution, that were themselves executed: settled ones with a value, and
 * open ones. Of one key, the newest 1,000 of each workspace are enough.
 *
 * <p>Two places gather this: {@code engine.Dispatcher} from the candidate table and the memory of
 * the engine, {@code query.facts.CacheLookup} from what is recorded, for a step that does not exist
 * yet: every open execution is older than it, so whether one is assigned does not matter, and none
 * waits for it. A test compares them on random histories.
 */
public final class CacheRule {

  private CacheRule() {}

  /**
   * An execution that was itself executed, with the same cache key, in a workspace of the chain.
   *
   * @param execution its engine sequence number
   * @param depth distance of its workspace in the chain
   * @param settledAt when its value was recorded; null while it is open
   * @param assigned a worker has it
   * @param closesCycle waiting for it would close a cycle
   */
  public record Candidate(
      long execution,
      int depth,
      @Nullable Instant settledAt,
      boolean assigned,
      boolean closesCycle) {}

  /**
   * The execution that answers, if any: nearest workspace first, then the newest.
   *
   * @param asking the execution about to be dispatched; only older open ones answer it unassigned
   * @param maxAge null for no limit
   */
  public static Optional<Candidate> decide(
      long asking, List<Candidate> candidates, @Nullable Duration maxAge, Instant now) {
    return candidates.stream()
        .filter(candidate -> candidate.execution() != asking)
        .filter(candidate -> answers(asking, candidate, maxAge, now))
        .min(
            Comparator.comparingInt(Candidate::depth)
                .thenComparing(Comparator.comparingLong(Candidate::execution).reversed()));
  }

  private static boolean answers(
      long asking, Candidate candidate, @Nullable Duration maxAge, Instant now) {
    Instant settledAt = candidate.settledAt();
    if (settledAt != null) {
      return maxAge == null || !settledAt.isBefore(now.minus(maxAge));
    }
    return !candidate.closesCycle() && (candidate.assigned() || candidate.execution() < asking);
  }
}
