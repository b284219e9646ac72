package dev.pinwheel.engine.command;

import dev.pinwheel.access.User;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.store.SessionRow;
import dev.pinwheel.store.TextLimit;
import dev.pinwheel.store.json.OptionsJson;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks the texts of commands that the database stores, before a command is queued. What is too
 * long or cannot be stored is the sender's mistake, not an error of the database.
 */
public final class CommandTexts {

  private CommandTexts() {}

  /**
   * @throws Rejection (invalid argument) naming the first text that cannot be stored
   */
  public static void check(Command<?> command) {
    switch (command) {
      // A WorkspaceName and a WorkspacePattern check themselves.
      case Command.CreateWorkspace create -> check(create.by());
      case Command.RenameWorkspace rename -> check(rename.by());
      case Command.ChangeBase change -> check(change.by());
      case Command.PauseWorkspace pause -> check(pause.by());
      case Command.ResumeWorkspace resume -> check(resume.by());
      case Command.ArchiveWorkspace archive -> check(archive.by());
      case Command.SetRetention set -> check(set.by());
      case Command.KeepRun keep -> check(keep.by());
      case Command.ReleaseRun release -> check(release.by());
      case Command.SubmitRun submit -> {
        TextLimit.MODULE.checkName(submit.module());
        TextLimit.TARGET.checkName(submit.target());
        if (submit.idempotencyKey() != null) {
          TextLimit.IDEMPOTENCY_KEY.checkName(submit.idempotencyKey());
        }
        check(submit.by());
      }
      case Command.RerunStep rerun -> {
        TextLimit.REASON.check(rerun.reason());
        TextLimit.MEMO.check(OptionsJson.writeMemo(rerun.memo()));
        check(rerun.by());
      }
      case Command.CancelRun cancel -> check(cancel.by());
      case Command.CancelExecution cancel -> check(cancel.by());
      case WorkerCommand.OpenSession open -> check(open);
      case WorkerCommand.CallTarget call -> {
        TextLimit.MODULE.checkName(call.module());
        TextLimit.TARGET.checkName(call.target());
        TextLimit.GROUP_TITLE.checkCharacters(call.group());
      }
      case WorkerCommand.ReportUse use ->
          use.reused().forEach(reuse -> TextLimit.GROUP_TITLE.checkCharacters(reuse.group()));
      // The store repairs the type of a failure: what has failed must end.
      case WorkerCommand.RecordFailure _,
          WorkerCommand.RecordValue _,
          WorkerCommand.ReportProgress _ -> {}
      case WorkerCommand.Heartbeat _,
          WorkerCommand.SuspendSession _,
          WorkerCommand.DrainSession _ -> {}
      case Command.RemoveRuns _, Command.RemoveRows _ -> {}
      case Command.SetBasing set -> check(set.by());
      case AccessCommand<?> access -> check(access);
      case WorkerCommand.CloseSession _, WorkerCommand.Resolve _, Command.Tick _ -> {}
    }
  }

  private static void check(Actor by) {
    TextLimit.ACTOR.checkName(by.name());
  }

  /** The names of users and tokens, and patterns, check themselves. */
  private static void check(AccessCommand<?> command) {
    switch (command) {
      case AccessCommand.AddUser add -> {
        TextLimit.PASSWORD_HASH.check(add.passwordHash());
        check(add.external());
        check(add.by());
      }
      case AccessCommand.EnterExternal enter -> check(enter.external());
      case AccessCommand.CreateToken create -> {
        List<String> modules = create.modules();
        TextLimit.TOKEN_MODULES.check(modules == null ? null : String.join("\n", modules));
        if (modules != null) {
          modules.forEach(TextLimit.MODULE::checkName);
        }
        check(create.by());
      }
      case AccessCommand.ReserveModule reserve -> TextLimit.MODULE.checkName(reserve.module());
      case AccessCommand.SignIn signIn -> TextLimit.AGENT.check(signIn.agent());
      case AccessCommand.SetPassword set -> TextLimit.PASSWORD_HASH.check(set.passwordHash());
      case AccessCommand.RemoveUser _,
          AccessCommand.ReadmitUser _,
          AccessCommand.SetAdministrator _,
          AccessCommand.GrantRole _,
          AccessCommand.RevokeRole _,
          AccessCommand.RevokeToken _,
          AccessCommand.SignOut _,
          AccessCommand.KeepAccess _ -> {}
    }
  }

  private static void check(User.@Nullable External external) {
    if (external != null) {
      TextLimit.ISSUER.checkName(external.issuer());
      TextLimit.SUBJECT.checkName(external.subject());
    }
  }

  private static void check(WorkerCommand.OpenSession open) {
    TextLimit.WORKER.checkName(open.worker());
    TextLimit.CODE_VERSION.checkName(open.codeVersion());
    for (Manifest manifest : open.manifests()) {
      TextLimit.MODULE.checkName(manifest.module());
      for (Manifest.Target target : manifest.targets()) {
        TextLimit.TARGET.checkName(target.name());
        for (String parameter : target.parameterNames()) {
          TextLimit.PARAMETER.checkName(parameter);
        }
      }
    }
    TextLimit.MODULES.check(
        SessionRow.modulesText(
            open.manifests().stream().map(Manifest::module).collect(Collectors.toSet())));
  }
}
