package dev.pinwheel.engine;

import dev.pinwheel.engine.command.AccessCommand;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.engine.index.TurnQueue;
import dev.pinwheel.model.RunId;

/**
 * In which order commands are applied (D3), and which of them wait for how long. Commands about one
 * run keep their order, and runs take turns. What a worker says about its session comes after
 * everything it said before.
 */
final class CommandTurns {

  /** Commands of one lane keep their order; lanes take turns. */
  sealed interface Lane {

    /** Commands about a run and from its executions. */
    record OfRun(RunId run) implements Lane {}

    /** Submissions in a workspace. */
    record Submissions(String workspace) implements Lane {}

    /** All others. */
    record Others() implements Lane {}
  }

  private static final Lane OTHERS = new Lane.Others();

  private CommandTurns() {}

  /**
   * Adds a request at its place.
   *
   * @return false when the queue is closed
   */
  static boolean add(TurnQueue<Request<?>> queue, Request<?> request) {
    return isInOrder(request.command())
        ? queue.addInOrder(request)
        : queue.add(request.lane(), request);
  }

  /**
   * Whether it comes after all commands that were sent before it: a worker that leaves must not
   * lose the results that it reported before.
   */
  private static boolean isInOrder(Command<?> command) {
    return switch (command) {
      case WorkerCommand.OpenSession _,
          WorkerCommand.SuspendSession _,
          WorkerCommand.DrainSession _,
          WorkerCommand.CloseSession _ ->
          true;
      default -> false;
    };
  }

  /** The lane of a command. */
  static Lane lane(Command<?> command) {
    return switch (command) {
      case WorkerCommand.CallTarget call -> new Lane.OfRun(call.caller().run());
      case WorkerCommand.Resolve resolve -> new Lane.OfRun(resolve.execution().run());
      case WorkerCommand.ReportUse use -> new Lane.OfRun(use.execution().run());
      case WorkerCommand.RecordValue record -> new Lane.OfRun(record.execution().run());
      case WorkerCommand.RecordFailure record -> new Lane.OfRun(record.execution().run());
      case WorkerCommand.ReportProgress report -> new Lane.OfRun(report.execution().run());
      case Command.RerunStep rerun -> new Lane.OfRun(rerun.step().run());
      case Command.CancelRun cancel -> new Lane.OfRun(cancel.run());
      case Command.CancelExecution cancel -> new Lane.OfRun(cancel.execution().run());
      case Command.SubmitRun submit -> new Lane.Submissions(submit.workspace());
      case Command.CreateWorkspace _,
          Command.RenameWorkspace _,
          Command.ChangeBase _,
          Command.PauseWorkspace _,
          Command.ResumeWorkspace _,
          Command.ArchiveWorkspace _,
          Command.SetRetention _,
          Command.KeepRun _,
          Command.ReleaseRun _,
          Command.SetBasing _,
          AccessCommand<?> _,
          Command.RemoveRuns _,
          Command.RemoveRows _,
          WorkerCommand.OpenSession _,
          WorkerCommand.Heartbeat _,
          WorkerCommand.SuspendSession _,
          WorkerCommand.DrainSession _,
          WorkerCommand.CloseSession _,
          Command.Tick _ ->
          OTHERS;
    };
  }

  /**
   * Whether its sender, a person or a program, is told after a while that it was not applied
   * because the database is away. Others wait for the database.
   */
  static boolean isImpatient(Command<?> command) {
    return switch (command) {
      case Command.CreateWorkspace _,
          Command.RenameWorkspace _,
          Command.ChangeBase _,
          Command.PauseWorkspace _,
          Command.ResumeWorkspace _,
          Command.ArchiveWorkspace _,
          Command.SetRetention _,
          Command.KeepRun _,
          Command.ReleaseRun _,
          Command.SetBasing _,
          AccessCommand<?> _,
          Command.SubmitRun _,
          Command.RerunStep _,
          Command.CancelRun _,
          Command.CancelExecution _,
          WorkerCommand.OpenSession _ ->
          true;
      case WorkerCommand<?> _, Command.RemoveRuns _, Command.RemoveRows _, Command.Tick _ -> false;
    };
  }
}
