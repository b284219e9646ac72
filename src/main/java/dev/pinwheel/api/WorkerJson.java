package dev.pinwheel.api;

import dev.pinwheel.query.WorkerState;
import dev.pinwheel.query.WorkerView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A worker that serves a workspace or a base of it.
 *
 * @param session the id of its session
 * @param serves the workspace or pattern; absent for the embedded worker, which serves all, last in
 *     line
 * @param modules names of the modules that it declares
 * @param replaced modules of which another worker has declared a newer manifest for the same
 *     workspace or pattern
 * @param slots how many executions it computes at the same time
 * @param executing what it has of executions visible from here
 * @param state connected, silent, leaving, left or lost
 * @param openedAt when its session began
 * @param heardAt its last heartbeat, as recorded every few seconds
 * @param since when it came into this state
 * @param awaitedUntil until when executions wait for one that left or is lost
 */
@Schema(name = "Worker")
record WorkerJson(
    @Schema(example = "S3") String session,
    String worker,
    boolean embedded,
    @Schema(example = "development/joe") @Nullable String serves,
    String codeVersion,
    List<String> modules,
    List<ReplacedModuleJson> replaced,
    int slots,
    int executing,
    WorkerState state,
    Instant openedAt,
    Instant heardAt,
    Instant since,
    @Nullable Instant awaitedUntil) {

  static WorkerJson of(WorkerView view) {
    return new WorkerJson(
        view.session(),
        view.name(),
        view.isEmbedded(),
        view.serves(),
        view.codeVersion(),
        view.modules(),
        view.replaced().stream().map(ReplacedModuleJson::of).toList(),
        view.slots(),
        view.executing(),
        view.state(),
        view.openedAt(),
        view.heardAt(),
        view.since(),
        view.awaitedUntil());
  }

  /**
   * A module whose newest manifest another worker declared. It decides about options; what it
   * leaves out of the older one can still be called.
   *
   * @param by absent when not recorded
   * @param since when it was declared
   */
  @Schema(name = "ReplacedModule")
  record ReplacedModuleJson(
      String module, @Schema(example = "ann@build") @Nullable String by, Instant since) {

    static ReplacedModuleJson of(WorkerView.ReplacedModule replaced) {
      return new ReplacedModuleJson(replaced.module(), replaced.by(), replaced.since());
    }
  }

  /**
   * The workers of a workspace.
   *
   * @param workers those that serve the workspace or a base of it
   */
  @Schema(name = "Workers")
  record ListJson(List<WorkerJson> workers) {}
}
