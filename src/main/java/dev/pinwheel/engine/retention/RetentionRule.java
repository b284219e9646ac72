package dev.pinwheel.engine.retention;

import dev.pinwheel.model.EffectiveRetention;
import dev.pinwheel.model.KeepReason;
import dev.pinwheel.model.Retention;
import dev.pinwheel.model.RunFamily;
import dev.pinwheel.model.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a run may be removed, together with the runs that it spawned (G1, G2).
 *
 * <p>Its age counts from its last activity in any workspace. Its home, the workspace in which it
 * was submitted, says how long that may be. Another workspace in which something of it executed may
 * keep it for as long as it keeps its own runs, but never for longer than the home's limit for
 * children; the same holds for its cache entries. Archived workspaces other than the home keep
 * nothing.
 *
 * <p>Two places gather what it is given: {@code engine.RetentionCommands}, which removes, and
 * {@code query.Retentions}, which previews; both read it with {@code store.RunFamilies}. Runs of
 * other families that refer to this one are not looked at here: {@link RemovalSet} does.
 */
public final class RetentionRule {

  private RetentionRule() {}

  /** May it be removed? */
  public sealed interface Verdict {

    /** It may. */
    record Remove() implements Verdict {}

    /**
     * It may not.
     *
     * @param until when to ask again; null when that is not known
     */
    record Keep(KeepReason reason, @Nullable Instant until) implements Verdict {}
  }

  /**
   * The input of the rule about a workspace.
   *
   * @param retention the one that holds there
   */
  public record WorkspaceRetention(EffectiveRetention retention, boolean archived) {}

  /**
   * @param retentions by workspace; those of the family must be there
   */
  public static Verdict decide(
      RunFamily family, Map<WorkspaceId, WorkspaceRetention> retentions, Instant now) {
    Retention own = retention(retentions, family.home());
    Duration age = own.age();
    if (age == null) {
      return new Verdict.Keep(KeepReason.EVERYTHING, null);
    }
    if (family.activity().values().stream().anyMatch(activity -> activity.open() > 0)) {
      return new Verdict.Keep(KeepReason.OPEN, null);
    }
    if (family.kept()) {
      return new Verdict.Keep(KeepReason.MARKED, null);
    }
    if (family.amongLast()) {
      return new Verdict.Keep(KeepReason.LAST_RUNS, null);
    }
    Instant last = family.lastActivityAt();
    Instant limit = last.plus(age).plus(own.childLimit());
    Keeping keeping = new Keeping(KeepReason.AGE, last.plus(age));
    for (Map.Entry<WorkspaceId, RunFamily.WorkspaceActivity> entry : family.activity().entrySet()) {
      WorkspaceId workspace = entry.getKey();
      Instant cachedUntil = entry.getValue().cachedUntil();
      if (workspace.equals(family.home())) {
        keeping = keeping.or(KeepReason.CACHE, cachedUntil);
      } else if (!get(retentions, workspace).archived()) {
        Duration theirs = retention(retentions, workspace).age();
        Instant wished = theirs == null ? Instant.MAX : last.plus(theirs);
        keeping =
            keeping
                .or(KeepReason.CHILD, earlier(wished, limit))
                .or(KeepReason.CACHE, cachedUntil == null ? null : earlier(cachedUntil, limit));
      }
    }
    return keeping.until.isAfter(now)
        ? new Verdict.Keep(keeping.reason, keeping.until)
        : new Verdict.Remove();
  }

  private record Keeping(KeepReason reason, Instant until) {

    Keeping or(KeepReason other, @Nullable Instant end) {
      return end != null && end.isAfter(until) ? new Keeping(other, end) : this;
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Retention retention(
      Map<WorkspaceId, WorkspaceRetention> retentions, WorkspaceId workspace) {
    return get(retentions, workspace).retention().retention();
  }

  private static WorkspaceRetention get(
      Map<WorkspaceId, WorkspaceRetention> retentions, WorkspaceId workspace) {
    WorkspaceRetention found = retentions.get(workspace);
    if (found == null) {
      throw new IllegalStateException("Nothing is known of " + workspace);
    }
    return found;
  }
}
