package dev.pinwheel.query;

import dev.pinwheel.model.WorkspaceName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A module with its targets, by the nearest declaration in the chain, and the newest there (W6).
 *
 * @param declaredIn the workspace of the manifest; null when the embedded worker declared it
 * @param declaredBy the worker that declared the manifest; null when that was not recorded
 * @param workerHere whether a worker that has the module could execute it in the viewer's workspace
 *     now
 * @param targets workflows first, then tasks, each in the order of the declaration
 */
public record ModuleView(
    String module,
    @Nullable WorkspaceName declaredIn,
    @Nullable String declaredBy,
    String codeVersion,
    Instant declaredAt,
    boolean workerHere,
    List<TargetView> targets) {

  public ModuleView {
    targets = List.copyOf(targets);
  }

  /** What is declared, without what ran: two of them are equal while nobody declares anything. */
  public ModuleView withoutRuns() {
    return new ModuleView(
        module,
        declaredIn,
        declaredBy,
        codeVersion,
        declaredAt,
        workerHere,
        targets.stream().map(target -> target.withLastRuns(List.of())).toList());
  }

  /**
   * Where and by whom it was declared, and whether a worker can run it here, e.g. {@code declared
   * in production by ann@build; no worker here yet}.
   */
  public String declaredInWords() {
    String where =
        declaredIn == null
            ? "declared by the embedded worker"
            : "declared in " + declaredIn + (declaredBy == null ? "" : " by " + declaredBy);
    return workerHere ? where : where + "; no worker here yet";
  }
}
