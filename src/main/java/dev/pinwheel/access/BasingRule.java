package dev.pinwheel.access;

import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceChain;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who may base a workspace on another one, and who would see more because of it (A4). {@link
 * AccessSnapshot} documents the two questions.
 */
final class BasingRule {

  private final AccessSnapshot rules;

  BasingRule(AccessSnapshot rules) {
    this.rules = rules;
  }

  Optional<String> refusal(Actor actor, WorkspaceChain chain, Instant now) {
    for (Workspace disclosed : chain.nearestFirst()) {
      Optional<Role> own = rules.role(actor, disclosed, now);
      boolean isAllowed =
          switch (disclosed.basing()) {
            case NOBODY -> false;
            case DEVELOPERS -> own.filter(role -> role.includes(Role.DEVELOPER)).isPresent();
            case VIEWERS -> own.isPresent();
          };
      if (!isAllowed && actor.kind() != Actor.Kind.ENGINE) {
        return Optional.of(sentence(chain.self(), disclosed));
      }
    }
    return Optional.empty();
  }

  private static String sentence(Workspace base, Workspace disclosed) {
    String why =
        switch (disclosed.basing()) {
          case NOBODY -> "nobody may base workspaces on '%s'";
          case DEVELOPERS -> "only its developers may base workspaces on '%s'";
          case VIEWERS -> "you have no role in '%s'";
        };
    return "A workspace based on '%s' would show what happens in '%s', and %s."
        .formatted(base.name(), disclosed.name(), why.formatted(disclosed.name()));
  }

  List<String> gainingSight(
      Predicate<GrantScope> isWithin, List<Workspace> before, WorkspaceChain base) {
    List<Workspace> disclosed =
        base.nearestFirst().stream().filter(workspace -> !before.contains(workspace)).toList();
    return rules.users().stream()
        .filter(user -> rules.highestOfUser(user.id(), isWithin).isPresent())
        .filter(user ->
            disclosed.stream()
                .anyMatch(workspace ->
                    rules.highestOfUser(user.id(), scope -> scope.covers(workspace)).isEmpty()))
        .map(User::name)
        .toList();
  }
}
