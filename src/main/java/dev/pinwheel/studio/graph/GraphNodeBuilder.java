package dev.pinwheel.studio.graph;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Builds a {@link GraphNode}; what is not said is absent. Not for use by several threads. */
public final class GraphNodeBuilder {

  private final String id;
  private final GraphNode.Kind kind;
  private final String module;
  private final String target;
  private @Nullable String arguments;
  private @Nullable String values;
  private @Nullable String otherModule;
  private @Nullable NodeState state;
  private String stateText = "";
  private @Nullable Long startedAtMillis;
  private @Nullable String reason;
  private @Nullable Double progress;
  private @Nullable Integer attempt;
  private @Nullable Integer attempts;
  private GraphNode.@Nullable Memo memo;
  private @Nullable String workspaceChip;
  private @Nullable String cachedFrom;
  private GraphNode.@Nullable Stale stale;
  private @Nullable Integer usedAttempt;
  private @Nullable Integer count;
  private GraphNode.@Nullable Counts counts;
  private String label;
  private @Nullable String parent;
  private GraphNode.@Nullable Mark mark;

  GraphNodeBuilder(String id, GraphNode.Kind kind, String module, String target) {
    this.id = id;
    this.kind = kind;
    this.module = module;
    this.target = target;
    this.label = target;
  }

  /** In one line; empty for none. */
  public GraphNodeBuilder arguments(String line) {
    this.arguments = line.isEmpty() ? null : line;
    return this;
  }

  /** The arguments without the names of parameters; null where these have room. */
  public GraphNodeBuilder values(@Nullable String line) {
    this.values = line;
    return this;
  }

  /** Null where it is that of the caller. */
  public GraphNodeBuilder otherModule(@Nullable String module) {
    this.otherModule = module;
    return this;
  }

  public GraphNodeBuilder state(NodeState state, String text) {
    this.state = state;
    this.stateText = text;
    return this;
  }

  /** Running since then; the browser counts from there. */
  public GraphNodeBuilder runningSince(Instant start) {
    this.state = NodeState.RUNNING;
    this.stateText = "Running";
    this.startedAtMillis = start.toEpochMilli();
    return this;
  }

  public GraphNodeBuilder reason(@Nullable String reason) {
    this.reason = reason;
    return this;
  }

  /** From 0 to 1. */
  public GraphNodeBuilder progress(@Nullable Double progress) {
    this.progress = progress;
    return this;
  }

  public GraphNodeBuilder attempt(int attempt, int attempts) {
    this.attempt = attempt;
    this.attempts = attempts;
    return this;
  }

  public GraphNodeBuilder memo(GraphNode.@Nullable Memo memo) {
    this.memo = memo;
    return this;
  }

  public GraphNodeBuilder workspaceChip(@Nullable String workspace) {
    this.workspaceChip = workspace;
    return this;
  }

  public GraphNodeBuilder cachedFrom(@Nullable String execution) {
    this.cachedFrom = execution;
    return this;
  }

  public GraphNodeBuilder stale(GraphNode.@Nullable Stale stale) {
    this.stale = stale;
    return this;
  }

  public GraphNodeBuilder usedAttempt(@Nullable Integer attempt) {
    this.usedAttempt = attempt;
    return this;
  }

  public GraphNodeBuilder count(int count, GraphNode.Counts counts) {
    this.count = count;
    this.counts = counts;
    return this;
  }

  public GraphNodeBuilder label(String label) {
    this.label = label;
    return this;
  }

  public GraphNodeBuilder parent(@Nullable String group) {
    this.parent = group;
    return this;
  }

  public GraphNodeBuilder mark(GraphNode.@Nullable Mark mark) {
    this.mark = mark;
    return this;
  }

  public GraphNode build() {
    return new GraphNode(
        id,
        kind,
        module,
        target,
        arguments,
        values,
        otherModule,
        state,
        stateText,
        startedAtMillis,
        reason,
        progress,
        attempt,
        attempts,
        memo,
        workspaceChip,
        cachedFrom,
        stale,
        usedAttempt,
        count,
        counts,
        mark == null ? label : label + ", " + mark.word(),
        parent,
        mark);
  }
}
