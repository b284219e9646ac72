package dev.pinwheel.engine;

import dev.pinwheel.engine.command.WorkerLink;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Outcome;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps exceptions of a link from the committing thread: the commit has happened, and others wait
 * for their replies. A worker that cannot be reached has lost its connection, which ends its
 * session.
 */
final class GuardedLink implements WorkerLink {

  private static final Logger LOG = LoggerFactory.getLogger(GuardedLink.class);

  private final WorkerLink link;
  private final String worker;

  GuardedLink(WorkerLink link, String worker) {
    this.link = link;
    this.worker = worker;
  }

  @Override
  public void execute(Order order) {
    guard(() -> link.execute(order), "execute " + order.execution());
  }

  @Override
  public void stop(ExecutionId execution, String reason) {
    guard(() -> link.stop(execution, reason), "stop " + execution);
  }

  @Override
  public void resolved(ExecutionId waiting, ExecutionId awaited, Outcome outcome) {
    guard(() -> link.resolved(waiting, awaited, outcome), "continue " + waiting);
  }

  @Override
  public void settled(ExecutionId caller, Outcome outcome) {
    guard(() -> link.settled(caller, outcome), "tell %s of %s".formatted(caller, outcome));
  }

  @Override
  public void closed(String reason) {
    guard(() -> link.closed(reason), "close its connection");
  }

  /** Whether this guards that link. */
  boolean guards(WorkerLink other) {
    return link == other;
  }

  @Override
  public void memoize(MemoPage page) {
    guard(() -> link.memoize(page), "use map " + page.map());
  }

  @Override
  public void forget(long map, List<String> keys) {
    guard(() -> link.forget(map, keys), "forget keys of map " + map);
  }

  private void guard(Runnable message, String what) {
    try {
      message.run();
    } catch (RuntimeException e) {
      LOG.warn("Could not tell worker {} to {}", worker, what, e);
    }
  }
}
