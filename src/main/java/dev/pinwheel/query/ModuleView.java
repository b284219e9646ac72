package dev.pinwheel.query;

import dev.pinwheel.model.WorkspaceName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A module with its targets, as declared nearest in the chain and newest there (W6).
 *
 * @param declaredIn the workspace of the manifest; null when the embedded worker declared it
 * @param workerHere whether a worker that has the module could execute it in the viewer's workspace
 *     now
 * @param targets workflows first, then tasks, each in the order of the declaration
 */
public record ModuleView(
    String module,
    @Nullable WorkspaceName declaredIn,
    String codeVersion,
    Instant declaredAt,
    boolean workerHere,
    List<TargetView> targets) {

  public ModuleView {
    targets = List.copyOf(targets);
  }

  /**
   * Where it was declared and whether somebody can run it here, e.g. {@code declared in production;
   * no worker here yet}.
   */
  public String declaredInWords() {
    String where =
        declaredIn == null ? "declared by the embedded worker" : "declared in " + declaredIn;
    return workerHere ? where : where + "; no worker here yet";
  }
}
