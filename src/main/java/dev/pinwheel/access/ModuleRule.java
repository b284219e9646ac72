package dev.pinwheel.access;

import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Workspace;
import java.util.List;
import java.util.Optional;

/** Which modules workers may declare (A5). */
public final class ModuleRule {

  private final AccessSnapshot access;

  public ModuleRule(AccessSnapshot access) {
    this.access = access;
  }

  /**
   * Why a worker of this actor may not declare a module (A5): its token is limited to others; empty
   * when it may.
   */
  public Optional<String> refusal(Actor actor, String module) {
    List<String> allowed =
        actor.token() == null
            ? null
            : access.findToken(actor.token()).map(Token::modules).orElse(null);
    if (allowed == null
        || allowed.stream().anyMatch(pattern -> ModulePattern.matches(pattern, module))) {
      return Optional.empty();
    }
    return Optional.of(
        "The token %s is limited to the modules %s, and the worker declares '%s'."
            .formatted(actor.name(), String.join(", ", allowed), module));
  }

  /** Whether the module is reserved in the workspace to tokens that this actor does not have. */
  public boolean isReserved(Actor actor, Workspace workspace, String module) {
    List<Reservation> reserved =
        access.reservations().stream()
            .filter(reservation -> reservation.workspace().equals(workspace.id()))
            .filter(reservation -> ModulePattern.matches(reservation.module(), module))
            .toList();
    return !reserved.isEmpty()
        && reserved.stream()
            .noneMatch(reservation -> Long.valueOf(reservation.token()).equals(actor.token()));
  }
}
