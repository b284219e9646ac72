package dev.pinwheel.engine.access;

import dev.pinwheel.access.GrantScope;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.engine.index.Workspaces;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceId;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who will see results that they do not see now, because a command bases a workspace on another one
 * (A4). To be asked before the command is applied.
 */
final class SightChanges {

  private final CurrentAccess current;
  private final Workspaces workspaces;

  SightChanges(CurrentAccess current, Workspaces workspaces) {
    this.current = current;
    this.workspaces = workspaces;
  }

  /** By name, who gains sight by the command; empty when nobody does. */
  List<String> gaining(Command<?> command) {
    if (!current.rules().isSecured()) {
      return List.of();
    }
    return switch (command) {
      case Command.CreateWorkspace create ->
          gaining(scope -> scope.coversName(create.name()), List.of(), create.base());
      case Command.ChangeBase change ->
          workspaces
              .find(change.workspace())
              .map(workspace -> gaining(workspace.id(), change.newBase()))
              .orElse(List.of());
      default -> List.of();
    };
  }

  private List<String> gaining(WorkspaceId changed, @Nullable String base) {
    List<Workspace> below = workspaces.withDescendants(changed);
    return gaining(
        scope -> below.stream().anyMatch(scope::covers),
        workspaces.chain(changed).nearestFirst(),
        base);
  }

  private List<String> gaining(
      Predicate<GrantScope> isWithin, List<Workspace> before, @Nullable String base) {
    return base == null
        ? List.of()
        : workspaces
            .find(base)
            .map(found ->
                current.rules().gainingSight(isWithin, before, workspaces.chain(found.id())))
            .orElse(List.of());
  }
}
