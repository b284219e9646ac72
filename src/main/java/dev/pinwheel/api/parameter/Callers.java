package dev.pinwheel.api.parameter;

import dev.pinwheel.access.HasActor;
import dev.pinwheel.engine.Engine;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Actor.Via;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.query.plan.RerunPermit;
import dev.pinwheel.query.plan.RerunPlaces;
import dev.pinwheel.query.view.Sight;
import java.time.InstantSource;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Who sends the request that the current thread answers. Thread-safe. */
@Component
public final class Callers {

  /** How the command line begins its header {@code User-Agent}. */
  private static final String COMMAND_LINE = "pinwheel-cli";

  private final Engine engine;
  private final InstantSource clock;

  Callers(Engine engine, InstantSource clock) {
    this.engine = engine;
    this.clock = clock;
  }

  /** The sender; {@link Actor#LOCAL} on a server on which nobody has to sign in. */
  public Actor current() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    Actor actor =
        authentication != null && authentication.getPrincipal() instanceof HasActor known
            ? known.actor()
            : Actor.LOCAL;
    return actor.through(isCommandLine() ? Via.CLI : Via.API);
  }

  private static boolean isCommandLine() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
        && String.valueOf(request.getRequest().getHeader(HttpHeaders.USER_AGENT))
            .startsWith(COMMAND_LINE);
  }

  /** Which workspaces exist for somebody, asked anew each time. */
  public Sight sightOf(Actor actor) {
    return (Workspace workspace) ->
        engine.access().role(actor, workspace, clock.instant()).isPresent();
  }

  /** Where the sender may re-run. */
  public RerunPlaces.Permit rerunPermit() {
    Actor actor = current();
    return new RerunPermit(engine::access, actor, clock);
  }

  /** Which workspaces exist for the sender. */
  public Sight sight() {
    return sightOf(current());
  }

  /** Whose names the sender may know: server administrators grant roles anywhere. */
  public Sight sightOfNames() {
    return engine.access().isServerAdministrator(current(), clock.instant())
        ? Sight.EVERYTHING
        : sight();
  }
}
