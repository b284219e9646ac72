package dev.pinwheel.engine.access;

import dev.pinwheel.access.AccessSnapshot;
import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.access.Role;
import dev.pinwheel.engine.command.AccessCommand;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.engine.index.Workspaces;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceName;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Refuses commands that their sender may not give (A3–A5). What a command needs is declared at the
 * command. A workspace in which the sender has no role does not exist for it.
 */
public final class PermissionCheck {

  private static final ClassValue<Permission> DECLARED =
      new ClassValue<>() {
        @Override
        protected Permission computeValue(Class<?> command) {
          return Objects.requireNonNull(command.getAnnotation(Needs.class), command.getName())
              .value();
        }
      };

  private final CurrentAccess current;
  private final Workspaces workspaces;
  private final WorkerAccess workers;
  private final AccessPermissions access;

  public PermissionCheck(CurrentAccess current, Workspaces workspaces) {
    this.current = current;
    this.workspaces = workspaces;
    this.workers = new WorkerAccess(current, workspaces);
    this.access = new AccessPermissions(current, workspaces);
  }

  /** What a command needs. */
  static Permission of(Command<?> command) {
    return DECLARED.get(command.getClass());
  }

  /**
   * Returns when the command may be applied.
   *
   * @throws Rejection (not found) when a workspace does not exist for the sender, (forbidden) when
   *     its role does not suffice
   */
  public void check(Command<?> command, Instant now) {
    if (!(command instanceof Command.Acting acting) || isFree(acting.by())) {
      return;
    }
    if (!current.rules().isKnown(acting.by(), now)) {
      throw Rejection.forbidden(
          "Sign in first, or give a token that is valid: this server has users.");
    }
    if (command instanceof Command.InWorkspace inside) {
      require(inside.by(), of(command), workspaces.get(inside.workspace()), now);
    }
    switch (command) {
      case Command.CreateWorkspace create -> checkNew(create, now);
      case Command.RenameWorkspace rename ->
          checkName(rename.by(), Role.ADMINISTRATOR, rename.newName(), "call a workspace", now);
      case Command.ChangeBase change -> checkBase(change.by(), change.newBase(), now);
      case WorkerCommand.OpenSession open -> workers.check(open, now);
      case AccessCommand<?> other -> access.check(other, acting.by(), now);
      default -> {}
    }
  }

  /** On a server without users everybody may do everything, and the engine always. */
  private boolean isFree(Actor by) {
    return by.kind() == Actor.Kind.ENGINE || by.isLocal() && !current.rules().isSecured();
  }

  private void require(Actor by, Permission permission, Workspace workspace, Instant now) {
    AccessSnapshot rules = current.rules();
    if (rules.role(by, workspace, now).isEmpty()) {
      throw Workspaces.unknown(workspace.name().value());
    }
    rules
        .refusal(by, permission, workspace, now)
        .ifPresent(sentence -> {
          throw Rejection.forbidden(sentence);
        });
  }

  private void checkNew(Command.CreateWorkspace create, Instant now) {
    checkName(create.by(), Role.DEVELOPER, create.name(), "create", now);
    checkBase(create.by(), create.base(), now);
  }

  private void checkName(Actor by, Role role, String name, String purpose, Instant now) {
    String checked = new WorkspaceName(name).value();
    if (!current.rules().hasRoleOnName(by, role, checked, now)) {
      throw Rejection.forbidden(
          "To %s '%s' you need the role %s on that name, by a grant on a pattern such as %s; you have none."
              .formatted(purpose, checked, role.word(), pattern(checked)));
    }
  }

  private static String pattern(String name) {
    int slash = name.lastIndexOf('/');
    return slash < 0 ? "*" : name.substring(0, slash) + "/*";
  }

  private void checkBase(Actor by, @Nullable String base, Instant now) {
    if (base == null) {
      return;
    }
    Workspace found = workspaces.get(base);
    AccessSnapshot rules = current.rules();
    if (rules.role(by, found, now).isEmpty()) {
      throw Workspaces.unknown(base);
    }
    rules
        .basingRefusal(by, workspaces.chain(found.id()), now)
        .ifPresent(sentence -> {
          throw Rejection.forbidden(sentence);
        });
  }
}
