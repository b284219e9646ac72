package dev.pinwheel.engine.access;

import dev.pinwheel.access.AccessSnapshot;
import dev.pinwheel.access.Grant;
import dev.pinwheel.access.GrantScope;
import dev.pinwheel.access.Token;
import dev.pinwheel.access.User;
import dev.pinwheel.engine.command.AccessCommand;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.engine.index.Workspaces;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.store.ActivityStore;
import dev.pinwheel.store.ActivityStore.Entry;
import dev.pinwheel.store.TextLimit;
import dev.pinwheel.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records what users, programs and workers did in the transaction in which they did it, and counts
 * what they were refused (A6). No arguments, no values.
 */
public final class ActivityRecorder {

  private static final String SEPARATOR = ", ";

  private final ActivityStore store;
  private final CurrentAccess current;
  private final Workspaces workspaces;
  private final SightChanges sight;
  private final AccessUse use;

  public ActivityRecorder(
      ActivityStore store, CurrentAccess current, Workspaces workspaces, AccessUse use) {
    this.store = store;
    this.current = current;
    this.workspaces = workspaces;
    this.sight = new SightChanges(current, workspaces);
    this.use = use;
  }

  /**
   * What is to be recorded of a command, and can only be told before it is applied.
   *
   * @param gainingSight by name, who gains sight because it bases a workspace on another one (A4)
   * @param revokedToo how many other tokens are revoked with the one that it revokes
   */
  public record Before(List<String> gainingSight, int revokedToo) {}

  /** To be asked before a command is applied. */
  public Before before(Command<?> command) {
    return new Before(sight.gaining(command), revokedToo(command));
  }

  private int revokedToo(Command<?> command) {
    AccessSnapshot access = current.rules();
    return command instanceof AccessCommand.RevokeToken revoke
        ? access.findToken(revoke.token()).map(token -> access.madeWith(token).size()).orElse(0)
        : 0;
  }

  /**
   * The command was applied, with this answer.
   *
   * @param before what {@link #before} said
   */
  public void record(Tx tx, Command<?> command, Object answer, Before before) {
    if (command instanceof Command.Acting acting && acting.by().kind() != Actor.Kind.ENGINE) {
      entries(command, acting.by(), answer, before).forEach(entry -> store.record(tx, entry));
    }
  }

  /** The command was refused, because its sender may not give it. */
  public void refused(Command<?> command, Rejection rejection, Instant now) {
    boolean isAboutPermission =
        rejection.kind() == Rejection.Kind.FORBIDDEN
            || rejection.kind() == Rejection.Kind.NOT_FOUND;
    if (isAboutPermission && command instanceof Command.Acting acting) {
      WorkspaceId workspace =
          command instanceof Command.InWorkspace inside ? find(inside.workspace()) : null;
      use.refused(new Entry(acting.by(), action(command), workspace, null, null), now);
    }
  }

  /** {@code submitRun}. */
  static String action(Command<?> command) {
    String name = command.getClass().getSimpleName();
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  private @Nullable WorkspaceId find(String name) {
    return workspaces.find(name).map(Workspace::id).orElse(null);
  }

  /** None when nothing was changed. */
  private List<Entry> entries(Command<?> command, Actor by, Object answer, Before before) {
    return switch (command) {
      case Command.CreateWorkspace create ->
          based(command, by, answer, create.base(), before.gainingSight());
      case Command.ChangeBase change ->
          based(command, by, answer, change.newBase(), before.gainingSight());
      default -> Stream.ofNullable(entry(command, by, answer, before.revokedToo())).toList();
    };
  }

  /** Null when nothing was changed. */
  private @Nullable Entry entry(Command<?> command, Actor by, Object answer, int revokedToo) {
    return switch (command) {
      case Command.SubmitRun submit ->
          answer instanceof Command.Submitted submitted && !submitted.existing()
              ? inRun(submit, submitted.run(), submit.module() + "." + submit.target())
              : null;
      case Command.RerunStep rerun -> inRun(rerun, rerun.step().run(), rerun.step().toString());
      case Command.CancelRun cancel -> inRun(cancel, cancel.run(), null);
      case Command.CancelExecution cancel ->
          inRun(cancel, cancel.execution().run(), cancel.execution().toString());
      case Command.KeepRun keep ->
          Boolean.TRUE.equals(answer) ? inRun(keep, keep.run(), null) : null;
      case Command.ReleaseRun release ->
          Boolean.TRUE.equals(answer) ? inRun(release, release.run(), null) : null;
      case Command.RenameWorkspace rename ->
          about(command, by, answer, "%s, now %s".formatted(rename.workspace(), rename.newName()));
      case Command.SetBasing set ->
          about(command, by, answer, set.basing().name().toLowerCase(Locale.ROOT));
      case Command.SetRetention set ->
          new Entry(by, action(command), find(set.workspace()), null, null);
      case WorkerCommand.OpenSession open ->
          answer instanceof WorkerCommand.OpenedSession opened && !opened.resumed()
              ? new Entry(
                  by,
                  action(command),
                  open.workspace() == null ? null : find(open.workspace()),
                  null,
                  "%s for %s".formatted(open.worker(), open.workspace()))
              : null;
      case AccessCommand.ReserveModule reserve ->
          new Entry(
              by, action(command), find(reserve.workspace()), null, "module " + reserve.module());
      case AccessCommand<?> access ->
          new Entry(
              by, action(command), workspaceOf(answer), null, subject(access, answer, revokedToo));
      default ->
          answer instanceof Workspace changed
              ? new Entry(by, action(command), changed.id(), null, null)
              : null;
    };
  }

  private Entry inRun(Command.InWorkspace command, RunId run, @Nullable String subject) {
    return new Entry(
        command.by(), action((Command<?>) command), find(command.workspace()), run, subject);
  }

  private static @Nullable Entry about(
      Command<?> command, Actor by, Object answer, @Nullable String subject) {
    return answer instanceof Workspace workspace
        ? new Entry(by, action(command), workspace.id(), null, subject)
        : null;
  }

  private static List<Entry> based(
      Command<?> command,
      Actor by,
      Object answer,
      @Nullable String base,
      List<String> gainingSight) {
    return based(base, gainingSight).stream()
        .map(subject -> about(command, by, answer, subject))
        .filter(Objects::nonNull)
        .toList();
  }

  /** Names all who gain sight (A4), in as many subjects as that takes. */
  private static List<String> based(@Nullable String base, List<String> gainingSight) {
    if (base == null) {
      return List.of("without a base");
    }
    if (gainingSight.isEmpty()) {
      return List.of("based on " + base);
    }
    String start = "based on %s, new sight for ".formatted(base);
    List<String> subjects = new ArrayList<>();
    StringBuilder subject = new StringBuilder(start).append(gainingSight.getFirst());
    for (String user : gainingSight.subList(1, gainingSight.size())) {
      if (subject.length() + SEPARATOR.length() + user.length()
          > TextLimit.ACTIVITY_SUBJECT.length()) {
        subjects.add(subject.toString());
        subject = new StringBuilder(start).append(user);
      } else {
        subject.append(SEPARATOR).append(user);
      }
    }
    subjects.add(subject.toString());
    return subjects;
  }

  private static @Nullable WorkspaceId workspaceOf(Object answer) {
    return answer instanceof Grant grant && grant.scope() instanceof GrantScope.OfWorkspace of
        ? of.workspace()
        : null;
  }

  private static @Nullable String subject(AccessCommand<?> command, Object answer, int revokedToo) {
    return switch (command) {
      case AccessCommand.GrantRole grant ->
          "%s: %s on %s".formatted(grant.user(), grant.role().word(), grant.on());
      case AccessCommand.RevokeRole revoke -> "%s on %s".formatted(revoke.user(), revoke.on());
      case AccessCommand.AddUser add ->
          add.administrator() ? add.name() + ", server administrator" : add.name();
      case AccessCommand.ReadmitUser readmit -> readmit.name();
      case AccessCommand.RevokeToken _ when revokedToo > 0 && answer instanceof Token token ->
          "%s, and %d that it made".formatted(token.name(), revokedToo);
      case AccessCommand.SetAdministrator set ->
          "%s, %s"
              .formatted(
                  set.name(), set.administrator() ? "server administrator" : "ordinary user");
      default ->
          switch (answer) {
            case User user -> user.name();
            case Token token -> token.name();
            default -> null;
          };
    };
  }
}
