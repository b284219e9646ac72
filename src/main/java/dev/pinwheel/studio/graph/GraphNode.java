package dev.pinwheel.studio.graph;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The content of one graph node; its position is in a {@link GraphLayout.Placement}. All texts are
 * ready for display. Built by {@link GraphNodeBuilder}.
 *
 * @param id unique in the graph; the id of a step node is its step number
 * @param arguments of the step in one line; of a collapsed node those that all have; null for none
 * @param values the arguments without the names of parameters, where these may have no room; null
 *     elsewhere
 * @param otherModule the module, where it is another one than the caller's; else null
 * @param stateText state with time or reason: "Done 1.2 s"; of a running node only "Running", the
 *     browser adds the time since {@code startedAtMillis} and the progress
 * @param reason why a node waits, shown instead of the state's name: "8 of 8 slots busy"
 * @param progress from 0 to 1
 * @param attempt the attempt drawn; shown when {@code attempts} is greater than one
 * @param workspaceChip the workspace of the execution when it is not the viewer's own
 * @param cachedFrom the execution whose result was taken from the cache: "R6F1:4"
 * @param usedAttempt the attempt that calls hold, when it is not the newest
 * @param count how many nodes a collapsed one stands for
 * @param counts states within a group or collapsed node
 * @param label the accessible name: "fetchUser, done, memoized, reused by 1 call"
 * @param parent the group this node stands in
 * @param mark how it differs from an older run; null for no difference, and where nothing is
 *     compared
 */
public record GraphNode(
    String id,
    Kind kind,
    String module,
    String target,
    @Nullable String arguments,
    @Nullable String values,
    @Nullable String otherModule,
    @Nullable NodeState state,
    String stateText,
    @Nullable Long startedAtMillis,
    @Nullable String reason,
    @Nullable Double progress,
    @Nullable Integer attempt,
    @Nullable Integer attempts,
    @Nullable Memo memo,
    @Nullable String workspaceChip,
    @Nullable String cachedFrom,
    @Nullable Stale stale,
    @Nullable Integer usedAttempt,
    @Nullable Integer count,
    @Nullable Counts counts,
    String label,
    @Nullable String parent,
    @Nullable Mark mark) {

  /** How a node differs from an older run. */
  public enum Mark {
    ADDED("added"),
    /** Only the older run has it. */
    GONE("gone"),
    CHANGED("changed");

    private final String word;

    Mark(String word) {
      this.word = word;
    }

    @JsonValue
    public String word() {
      return word;
    }
  }

  /** What a node stands for. */
  public enum Kind {
    STEP("step"),
    /** A titled box around the nodes that name it as parent. */
    GROUP("group"),
    /** Where the run was submitted. */
    START("start"),
    PARENT_RUN("parentRun"),
    SPAWNED_RUN("spawnedRun"),
    /** Many siblings of one target, or a large group, drawn as one card. */
    COLLAPSED("collapsed"),
    /** So many siblings of one target that each is a cell of a {@link Wall}. */
    WALL("wall"),
    /** The failed steps that have no node of their own; leads to the table of steps. */
    MORE("more"),
    /** Steps in a row that each called the next one, drawn as one card. */
    CHAIN("chain");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    @JsonValue
    public String word() {
      return word;
    }
  }

  /** How a result went out of date (V1). */
  public enum Stale {
    /** A call of its own holds an attempt that is not current. */
    STALE("stale"),
    /** Only something that it called is stale. */
    STALE_BELOW("staleBelow"),
    /** Something that it called is executing again. */
    MAY_BECOME_STALE("mayBecomeStale");

    private final String word;

    Stale(String word) {
      this.word = word;
    }

    @JsonValue
    public String word() {
      return word;
    }
  }

  /**
   * The pin (P1).
   *
   * @param count how many calls reused it
   * @param from the workspace it comes from, when that is not the viewer's own
   * @param usedAttempt the attempt that calls use, when it is not the newest
   * @param title the sentence shown on hover: "Memoized by userId. …"
   */
  public record Memo(
      boolean reused,
      int count,
      @Nullable String from,
      @Nullable Integer usedAttempt,
      String title) {}

  /** How many executions within a group or collapsed node are in which state. */
  public record Counts(int done, int failed, int running, int waiting) {}

  /** Starts a node that stands for a step. */
  public static GraphNodeBuilder step(String id, String module, String target) {
    return new GraphNodeBuilder(id, Kind.STEP, module, target);
  }

  /** Starts a node of any kind. */
  public static GraphNodeBuilder of(String id, Kind kind, String module, String target) {
    return new GraphNodeBuilder(id, kind, module, target);
  }
}
