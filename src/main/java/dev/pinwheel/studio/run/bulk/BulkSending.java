package dev.pinwheel.studio.run.bulk;

import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.RunId;
import dev.pinwheel.studio.live.ParallelWork;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends a command for each run; what succeeded stays done, and what was refused is sent again on
 * request. Use with the page locked; the commands are executed off it.
 */
final class BulkSending<R> {

  private static final String BROKEN =
      "It is unknown whether this was done: see the server's log, and check before you repeat it.";

  private final Sender<R> sender;
  private final Runnable ended;
  private final Set<RunId> done = new LinkedHashSet<>();
  private final Map<RunId, String> refused = new LinkedHashMap<>();
  private int sent;
  private int answered;

  /** Executes commands, each for itself, and tells several times what has ended since. */
  interface Sender<R> {
    void send(List<Command<R>> commands, Consumer<List<ParallelWork.Done<R>>> answered);
  }

  /**
   * @param ended called when some of the commands have ended
   */
  BulkSending(Sender<R> sender, Runnable ended) {
    this.sender = sender;
    this.ended = ended;
  }

  /** Sends for those runs that were not done before. */
  void send(List<BulkRun> runs, Function<RunId, Command<R>> command) {
    List<RunId> open = runs.stream().map(BulkRun::run).filter(run -> !done.contains(run)).toList();
    refused.clear();
    sent = open.size();
    answered = 0;
    sender.send(open.stream().map(command).toList(), portion -> received(open, portion));
  }

  private void received(List<RunId> open, List<ParallelWork.Done<R>> portion) {
    @Nullable RuntimeException broken = null;
    for (ParallelWork.Done<R> answer : portion) {
      RunId run = open.get(answer.index());
      answered++;
      if (answer.result() != null) {
        done.add(run);
      } else if (answer.failure() instanceof Rejection rejection) {
        refused.put(run, rejection.getMessage());
      } else {
        refused.put(run, BROKEN);
        broken = answer.failure();
      }
    }
    ended.run();
    if (broken != null) {
      throw broken;
    }
  }

  /** Whether answers are outstanding. */
  boolean isGoingOn() {
    return answered < sent;
  }

  int sent() {
    return sent;
  }

  int answered() {
    return answered;
  }

  /** All that succeeded, of any attempt. */
  Set<RunId> done() {
    return done;
  }

  /** Why the last attempt was refused, by run. */
  Map<RunId, String> refused() {
    return refused;
  }
}
