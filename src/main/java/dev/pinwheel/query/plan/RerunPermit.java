package dev.pinwheel.query.plan;

import dev.pinwheel.access.AccessSnapshot;
import dev.pinwheel.access.Permission;
import dev.pinwheel.access.Role;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceChain;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where an actor may re-run.
 *
 * @param access asked anew each time
 */
public record RerunPermit(Supplier<AccessSnapshot> access, Actor actor, InstantSource clock)
    implements RerunPlaces.Permit {

  @Override
  public boolean sees(Workspace workspace) {
    return access.get().role(actor, workspace, clock.instant()).isPresent();
  }

  @Override
  public boolean mayBase(WorkspaceChain chain) {
    return access.get().basingRefusal(actor, chain, clock.instant()).isEmpty();
  }

  @Override
  public Optional<String> refusal(Workspace workspace) {
    return access
        .get()
        .refusal(actor, Permission.RERUN_STEP, workspace, clock.instant())
        .map(sentence ->
            "needs the role %s, which you do not have there".formatted(Role.OPERATOR.word()));
  }
}
