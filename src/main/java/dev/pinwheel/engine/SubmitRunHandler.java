package dev.pinwheel.engine;

import dev.pinwheel.engine.command.Command;
import dev.pinwheel.engine.manifest.BoundArguments;
import dev.pinwheel.key.ArgumentsHash;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.TargetKind;
import dev.pinwheel.model.TargetOptions;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.store.RunStore;
import dev.pinwheel.store.Tx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Submits runs (E5). */
final class SubmitRunHandler {

  private final Stores stores;
  private final EngineState state;
  private final RunStarter starter;

  SubmitRunHandler(Stores stores, EngineState state, RunStarter starter) {
    this.stores = stores;
    this.state = state;
    this.starter = starter;
  }

  Command.Submitted apply(Tx tx, Request<?> request, Command.SubmitRun command) {
    Workspace workspace = state.workspaces().getUsable(command.workspace(), "runs");
    Manifest.Target target =
        state
            .manifests()
            .getTarget(
                state.workspaces().chain(workspace.id()), command.module(), command.target());
    if (target.kind() != TargetKind.WORKFLOW) {
      throw Rejection.invalidArgument(
          "Expected a workflow to start a run, but %s.%s is a task. Call it from a workflow."
              .formatted(command.module(), command.target()));
    }
    checkMemoDefault(command.memoDefault());
    BoundArguments arguments =
        BoundArguments.of(command.module(), target, command.arguments(), request.arguments());
    String key = command.idempotencyKey();
    byte[] requestHash = key == null ? null : requestHash(command, arguments);
    if (key != null && requestHash != null) {
      Optional<RunStore.Submission> former = findFormer(tx, workspace, key);
      if (former.isPresent()) {
        return existing(former.get(), requestHash, key);
      }
    }
    RunId id = starter.nextId(tx);
    starter.start(
        tx,
        new RunStore.RunRow(
            id,
            workspace.id(),
            command.module(),
            command.target(),
            command.memoDefault(),
            key,
            requestHash,
            null,
            command.by().name()),
        target,
        arguments,
        TargetOptions.NONE,
        null);
    return new Command.Submitted(id, false);
  }

  private static void checkMemoDefault(@Nullable MemoOption memo) {
    if (memo instanceof MemoOption.Parameters) {
      throw Rejection.invalidArgument(
          "The memo default of a run is on or off; parameters belong to a task or a call.");
    }
  }

  private Optional<RunStore.Submission> findFormer(Tx tx, Workspace workspace, String key) {
    return stores.runs().findByIdempotencyKey(tx, workspace.id(), key);
  }

  private static Command.Submitted existing(
      RunStore.Submission former, byte[] requestHash, String key) {
    if (!Arrays.equals(former.requestHash(), requestHash)) {
      throw Rejection.conflict(
          "The idempotency key '%s' was used for run %s with another workflow, other arguments or other options. Use a new key for a new run."
              .formatted(key, former.run()));
    }
    return new Command.Submitted(former.run(), true);
  }

  /** Over workflow, arguments and options. */
  private static byte[] requestHash(Command.SubmitRun command, BoundArguments arguments) {
    MessageDigest digest = Hashes.sha256();
    digest.update(
        ArgumentsHash.of(command.module(), command.target(), arguments.canonical()).bytes());
    digest.update(String.valueOf(command.memoDefault()).getBytes(StandardCharsets.UTF_8));
    return digest.digest();
  }
}
