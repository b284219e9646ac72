package dev.pinwheel.studio.page;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.spring.annotation.SpringComponent;
import dev.pinwheel.access.AccessSnapshot;
import dev.pinwheel.access.GrantScope;
import dev.pinwheel.access.Passwords;
import dev.pinwheel.access.Permission;
import dev.pinwheel.access.Role;
import dev.pinwheel.engine.Engine;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.query.ReadModels;
import dev.pinwheel.query.plan.RerunPermit;
import dev.pinwheel.query.plan.RerunPlaces;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.studio.live.Background;
import dev.pinwheel.studio.live.LiveUpdates;
import dev.pinwheel.studio.live.ParallelWork;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What every view needs of the server: read models, commands, live updates, the clock. Thread-safe;
 * one per server, injected into the constructors of views.
 */
@SpringComponent
public final class StudioContext {

  private final ReadModels reads;
  private final Engine engine;
  private final LiveUpdates live;
  private final InstantSource clock;
  private final Passwords passwords;

  public StudioContext(
      ReadModels reads, Engine engine, LiveUpdates live, InstantSource clock, Passwords passwords) {
    this.passwords = passwords;
    this.reads = reads;
    this.engine = engine;
    this.live = live;
    this.clock = clock;
  }

  public ReadModels reads() {
    return reads;
  }

  public LiveUpdates live() {
    return live;
  }

  public InstantSource clock() {
    return clock;
  }

  public Passwords passwords() {
    return passwords;
  }

  /** Who acts on the page that is locked. */
  public Actor actor() {
    Actor actor = ComponentUtil.getData(UI.getCurrent(), Actor.class);
    return actor == null ? Actor.LOCAL.through(Actor.Via.STUDIO) : actor;
  }

  /** Users, grants and tokens, as they are now. */
  public AccessSnapshot access() {
    return engine.access();
  }

  /**
   * Which workspaces exist for who acts on the page that is locked; may be asked in any thread
   * later.
   */
  public Sight sight() {
    Actor actor = actor();
    return workspace -> engine.access().role(actor, workspace, clock.instant()).isPresent();
  }

  /** Where who acts on the page that is locked may re-run. */
  public RerunPlaces.Permit rerunPermit() {
    return new RerunPermit(engine::access, actor(), clock);
  }

  /** Why who acts on the page that is locked may not do something; empty when they may. */
  public Optional<String> refusal(Permission permission, Workspace workspace) {
    return engine.access().refusal(actor(), permission, workspace, clock.instant());
  }

  /** The same in the workspace of the page. */
  public Optional<String> refusal(Permission permission) {
    return refusal(permission, CurrentViewpoint.get(UI.getCurrent()).workspace());
  }

  /** The same in a workspace of the page's chain. */
  public Optional<String> refusal(Permission permission, WorkspaceName name) {
    return CurrentViewpoint.get(UI.getCurrent()).chain().nearestFirst().stream()
        .filter(workspace -> workspace.name().equals(name))
        .findFirst()
        .flatMap(workspace -> refusal(permission, workspace));
  }

  /** Why who acts on the page that is locked may not create workspaces; empty when they may. */
  public Optional<String> creationRefusal() {
    Actor actor = actor();
    AccessSnapshot access = engine.access();
    boolean isAllowed =
        actor.user() == null
            ? !access.isSecured()
            : access.grantsOf(actor.user()).stream()
                .filter(grant -> grant.role().includes(Role.DEVELOPER))
                .anyMatch(grant -> grant.scope() instanceof GrantScope.OfPattern);
    return isAllowed
        ? Optional.empty()
        : Optional.of(
            "To create workspaces you need the role developer on a pattern such as development/*; you have none.");
  }

  /** Whether who acts on the page that is locked may re-run in workspaces other than this one. */
  public boolean mayRerunOutside(Workspace workspace) {
    Actor actor = actor();
    AccessSnapshot access = engine.access();
    return actor.user() == null
        ? !access.isSecured()
        : access.grantsOf(actor.user()).stream()
            .filter(grant -> grant.role().includes(Role.OPERATOR))
            .anyMatch(grant -> !grant.scope().equals(new GrantScope.OfWorkspace(workspace.id())));
  }

  /** Whether who acts on the page that is locked manages users and grants. */
  public boolean isServerAdministrator() {
    return engine.access().isServerAdministrator(actor(), clock.instant());
  }

  /** Whether who acts on the page that is locked administers any workspace. */
  public boolean isAdministrator() {
    Actor actor = actor();
    AccessSnapshot access = engine.access();
    return isServerAdministrator()
        || actor.user() != null
            && access.grantsOf(actor.user()).stream()
                .anyMatch(grant -> grant.role() == Role.ADMINISTRATOR);
  }

  /** Executes a command off the page; a rejection becomes a notification. */
  public <R> void execute(UI ui, Command<R> command, Consumer<R> done) {
    execute(ui, command, done, Notifications::rejected);
  }

  /**
   * Executes a command off the page.
   *
   * @param done called with the page locked, after the commit
   * @param rejected called with the page locked; nothing has changed
   */
  public <R> void execute(
      UI ui, Command<R> command, Consumer<R> done, Consumer<Rejection> rejected) {
    Background.run(
        ui,
        () -> engine.execute(command),
        done,
        failure -> {
          if (failure instanceof Rejection rejection) {
            rejected.accept(rejection);
          } else {
            throw failure;
          }
        });
  }

  /**
   * Executes many commands off the page, a few at a time, each for itself; also when the page is
   * gone.
   *
   * @param done called with the page locked, several times, with what has ended since
   */
  public <R> void executeEach(
      UI ui, List<? extends Command<R>> commands, Consumer<List<ParallelWork.Done<R>>> done) {
    List<Supplier<R>> works = new ArrayList<>();
    commands.forEach(command -> works.add(() -> engine.execute(command)));
    ParallelWork.start(ui, works, done);
  }
}
