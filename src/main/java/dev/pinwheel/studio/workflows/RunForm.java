package dev.pinwheel.studio.workflows;

import dev.pinwheel.model.Json;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.query.ModuleList.LastArguments;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.TargetView;
import dev.pinwheel.query.WorkspaceNode;
import dev.pinwheel.query.view.TextFormat;
import dev.pinwheel.query.view.Viewpoint;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the dialog that runs a workflow needs to know.
 *
 * @param worker whether a worker could execute it in the viewer's workspace now
 * @param last the arguments of its last visible run
 * @param like the run whose arguments are wanted; null for the defaults
 * @param arguments those of that run; empty when they are not visible from here
 */
record RunForm(
    Viewpoint viewpoint,
    TargetView workflow,
    boolean worker,
    Optional<LastArguments> last,
    @Nullable RunId like,
    Optional<LastArguments> arguments) {

  /** Which workflow, and with the arguments of which run; null for the defaults. */
  record Wanted(String module, String workflow, @Nullable RunId like) {}

  /**
   * Reads it; blocks.
   *
   * @throws Rejection (not found) when nobody declares the workflow any more
   */
  static RunForm read(ReadModels reads, Viewpoint viewpoint, Wanted wanted) {
    TargetView target =
        reads
            .modules()
            .findTarget(viewpoint, wanted.module(), wanted.workflow())
            .filter(TargetView::isWorkflow)
            .orElseThrow(() ->
                Rejection.notFound(
                    "No worker has declared a workflow %s / %s for %s or its bases."
                        .formatted(wanted.module(), wanted.workflow(), viewpoint.name())));
    RunId like = wanted.like();
    return new RunForm(
        viewpoint,
        target,
        reads
            .workspaces()
            .find(own -> viewpoint.sees(own.id()), viewpoint.name().value())
            .map(WorkspaceNode::workers)
            .filter(workers -> workers.isPresent())
            .isPresent(),
        like == null
            ? reads.modules().findLastArguments(viewpoint, wanted.module(), wanted.workflow())
            : Optional.empty(),
        like,
        like == null ? Optional.empty() : reads.modules().findArguments(viewpoint, like));
  }

  /** What is filled in; empty for the defaults. */
  List<Json> values() {
    return arguments.map(LastArguments::arguments).orElse(List.of());
  }

  /** Where the arguments come from; empty for the defaults. */
  String note() {
    if (like == null) {
      return "";
    }
    if (arguments.isEmpty()) {
      return "The arguments of %s are not visible from %s. The defaults are filled in."
          .formatted(like, viewpoint.name());
    }
    int given = values().size();
    int taken = workflow.declaration().parameters().size();
    return given == taken
        ? taken == 0 ? "" : "Filled in with the arguments of %s.".formatted(like)
        : "%s ran with %s; %s takes %s now. Check the fields."
            .formatted(
                like,
                TextFormat.count(given, "argument"),
                workflow.name(),
                TextFormat.number(taken));
  }
}
