package dev.pinwheel.engine;

import dev.pinwheel.engine.index.ReadyQueue;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepOptions;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.store.ExecutionRow;
import dev.pinwheel.store.RerunRow;
import dev.pinwheel.store.StepRow;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An execution without a result, in memory. Confined to the committing thread; lives until its
 * result is recorded.
 */
final class OpenExecution {

  private final ExecutionRow row;
  private final StepRow step;
  private final StepOptions options;
  private final @Nullable RerunRow rerun;
  private final ReadyQueue.Entry entry;

  /** The session that executes it; null while none does. */
  @Nullable WorkerSession session;

  /** True once its row in {@code open_execution} is written. */
  boolean recordedOpen;

  /** True while it has a row in {@code queue}. */
  boolean queued;

  /** The highest number of a call it has made. */
  int lastCall;

  /** Executions it depends on, as recorded. */
  final Set<Long> dependencies = new HashSet<>();

  /** The map its worker may use (M14); null for none. */
  @Nullable Long memoMap;

  /** Executions that called it without blocking. */
  final Set<Long> submitters = new LinkedHashSet<>();

  /** Executions that it called without blocking, some of which may have ended. */
  final List<Long> submitted = new ArrayList<>();

  private final Map<Hit, Long> hits = new HashMap<>();

  private record Hit(long callee, ByteBuffer argumentsHash) {}

  /**
   * @param rootRun the submitted run that its run goes back to (D3)
   */
  OpenExecution(
      ExecutionRow row,
      StepRow step,
      StepOptions options,
      @Nullable RerunRow rerun,
      RunId rootRun) {
    this.row = row;
    this.step = step;
    this.options = options;
    this.rerun = rerun;
    this.entry =
        new ReadyQueue.Entry(
            new ReadyQueue.QueueKey(row.workspace(), step.module(), step.target()),
            new ReadyQueue.Group(rootRun, row.workspace()),
            row.sequence());
  }

  long sequence() {
    return row.sequence();
  }

  ExecutionId id() {
    return row.id();
  }

  WorkspaceId workspace() {
    return row.workspace();
  }

  ExecutionRow row() {
    return row;
  }

  StepRow step() {
    return step;
  }

  /** Where it is filed while it is due. */
  ReadyQueue.Entry entry() {
    return entry;
  }

  /** The submitted run that its run goes back to (D3). */
  RunId rootRun() {
    return entry.group().rootRun();
  }

  /** The options resolved for this execution. */
  StepOptions options() {
    return options;
  }

  /** What was asked for with the re-run it belongs to (F9, F10); null when to none. */
  @Nullable RerunRow rerun() {
    return rerun;
  }

  /** The call row of an equal hit made before; null when this is the first. */
  @Nullable Long findHit(long callee, byte[] argumentsHash) {
    return hits.get(new Hit(callee, ByteBuffer.wrap(argumentsHash)));
  }

  void rememberHit(long callee, byte[] argumentsHash, long call) {
    hits.put(new Hit(callee, ByteBuffer.wrap(argumentsHash)), call);
  }

  @Override
  public String toString() {
    return id().toString();
  }
}
