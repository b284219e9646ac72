package dev.pinwheel.engine;

import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.engine.manifest.BoundArguments;
import dev.pinwheel.engine.manifest.OptionsResolver;
import dev.pinwheel.key.ArgumentsHash;
import dev.pinwheel.model.CallKind;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.JsonArray;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.StepOptions;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.store.CallStore.CallRow;
import dev.pinwheel.store.RerunRow;
import dev.pinwheel.store.StepRow;
import dev.pinwheel.store.Tx;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call with everything resolved, and what is recorded of it.
 *
 * @param chain of the caller's workspace
 * @param memoKey null when it is not memoized
 * @param handed the executions whose handles are among its arguments, with their runs
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity only
record ResolvedCall(
    WorkerCommand.CallTarget command,
    OpenExecution caller,
    WorkspaceChain chain,
    Manifest.Target target,
    BoundArguments arguments,
    StepOptions options,
    byte[] argumentsHash,
    byte @Nullable [] memoKey,
    Map<Long, RunId> handed) {

  /**
   * Resolves the target, its arguments and options.
   *
   * @throws Rejection when the caller can call no such target, or not with these arguments
   */
  static ResolvedCall of(
      Tx tx,
      Request<?> request,
      WorkerCommand.CallTarget command,
      OpenExecution caller,
      EngineState state,
      HandleResolver handles) {
    WorkspaceChain chain = state.workspaces().chain(caller.workspace());
    WorkerSession session = caller.session;
    Manifest.Target target =
        state
            .manifests()
            .getTarget(
                chain,
                command.module(),
                command.target(),
                session == null ? null : session.row().id());
    BoundArguments arguments =
        BoundArguments.of(command.module(), target, command.arguments(), request.arguments());
    RerunRow rerun = caller.rerun();
    StepOptions options =
        OptionsResolver.resolve(
            target,
            command.options(),
            rerun == null ? null : rerun.memo(),
            caller.row().memoDefault());
    return new ResolvedCall(
        command,
        caller,
        chain,
        target,
        arguments,
        options,
        ArgumentsHash.of(command.module(), command.target(), arguments.canonical()).bytes(),
        OptionsResolver.memoKey(command.module(), command.target(), options, arguments.canonical()),
        handles.resolve(tx, caller, arguments.handles()));
  }

  /** By which rule an execution to reuse is looked for. */
  LookupExplanation.Rule rule() {
    return memoKey == null ? LookupExplanation.Rule.SUCCESS : LookupExplanation.Rule.MEMO;
  }

  /** The step that it makes. */
  StepRow step(StepId id) {
    return new StepRow(
        id,
        command.module(),
        command.target(),
        target.kind(),
        JsonArray.join(arguments.values()),
        argumentsHash,
        memoKey,
        options,
        arguments.line(options));
  }

  /**
   * The row of the call.
   *
   * @param own its arguments, where those of the step it refers to may be others
   */
  CallRow row(long callee, CallKind kind, @Nullable BoundArguments own, @Nullable Json why) {
    return new CallRow(
        caller.id().run(),
        caller.sequence(),
        command.number(),
        callee,
        kind,
        command.group(),
        own == null ? null : JsonArray.join(own.values()),
        own == null ? null : own.line(options),
        memoKey,
        why);
  }
}
