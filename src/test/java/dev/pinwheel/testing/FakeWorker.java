package dev.pinwheel.testing;

import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.engine.command.WorkerLink;
import dev.pinwheel.key.MemoKey;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Outcome;
import dev.pinwheel.model.SessionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A worker that only writes down what the engine tells it; the test acts for it. Thread-safe. */
public final class FakeWorker implements WorkerLink {

  /** A call of {@link WorkerLink#stop}. */
  public record Stopped(ExecutionId execution, String reason) {}

  /** A call of {@link WorkerLink#resolved}. */
  public record Resolved(ExecutionId waiting, ExecutionId awaited, Outcome outcome) {}

  /** A call of {@link WorkerLink#settled}. */
  public record Settled(ExecutionId caller, Outcome outcome) {}

  /** A call of {@link WorkerLink#forget}. */
  public record Forgotten(long map, List<String> keys) {}

  private final ChangeSignal changes;
  private final List<Order> orders = new ArrayList<>();
  private final List<Stopped> stopped = new ArrayList<>();
  private final List<Resolved> resolved = new ArrayList<>();
  private final List<MemoPage> memoized = new ArrayList<>();
  private final List<Forgotten> forgotten = new ArrayList<>();
  private final List<Settled> settled = new ArrayList<>();
  private final List<String> closed = new ArrayList<>();
  private WorkerCommand.@Nullable OpenedSession session;

  FakeWorker(ChangeSignal changes) {
    this.changes = changes;
  }

  void opened(WorkerCommand.OpenedSession opened) {
    this.session = opened;
  }

  public SessionId session() {
    return welcome().session();
  }

  /** What the engine answered when the session was opened. */
  public WorkerCommand.OpenedSession welcome() {
    if (session == null) {
      throw new IllegalStateException("The session has not been opened");
    }
    return session;
  }

  @Override
  public void execute(Order order) {
    synchronized (this) {
      orders.add(order);
    }
    changes.happened();
  }

  @Override
  public void stop(ExecutionId execution, String reason) {
    synchronized (this) {
      stopped.add(new Stopped(execution, reason));
    }
    changes.happened();
  }

  @Override
  public void resolved(ExecutionId waiting, ExecutionId awaited, Outcome outcome) {
    synchronized (this) {
      resolved.add(new Resolved(waiting, awaited, outcome));
    }
    changes.happened();
  }

  @Override
  public void memoize(MemoPage page) {
    synchronized (this) {
      memoized.add(page);
    }
    changes.happened();
  }

  @Override
  public void forget(long map, List<String> keys) {
    synchronized (this) {
      forgotten.add(new Forgotten(map, keys));
    }
    changes.happened();
  }

  public synchronized List<MemoPage> memoized() {
    return List.copyOf(memoized);
  }

  /** What the map of an execution says about a call; empty when only the server can tell. */
  public synchronized Optional<MemoValue> findMemoized(
      ExecutionId caller, String module, String target, List<Json> arguments) {
    Long map = findOrder(caller).map(Order::memoMap).orElse(null);
    return memoized.stream()
        .filter(page -> map != null && page.map() == map)
        .flatMap(page -> page.targets().stream())
        .filter(one -> one.module().equals(module) && one.target().equals(target))
        .flatMap(one -> {
          String key =
              MemoKey.of(
                      module, target, arguments.stream().map(Json::utf8).toList(), one.positions())
                  .toString();
          boolean gone =
              forgotten.stream()
                  .anyMatch(forget ->
                      forget.map() == Objects.requireNonNull(map)
                          && (forget.keys().isEmpty() || forget.keys().contains(key)));
          return gone
              ? Stream.empty()
              : one.values().stream().filter(value -> value.key().equals(key));
        })
        .findFirst();
  }

  public synchronized List<Forgotten> forgotten() {
    return List.copyOf(forgotten);
  }

  @Override
  public void settled(ExecutionId caller, Outcome outcome) {
    synchronized (this) {
      settled.add(new Settled(caller, outcome));
    }
    changes.happened();
  }

  @Override
  public void closed(String reason) {
    synchronized (this) {
      closed.add(reason);
    }
    changes.happened();
  }

  public synchronized List<Settled> settled() {
    return List.copyOf(settled);
  }

  /** Why its connection was closed by the server; empty while it was not. */
  public synchronized List<String> closed() {
    return List.copyOf(closed);
  }

  /** Everything it was told to execute, in order. */
  public synchronized List<Order> orders() {
    return List.copyOf(orders);
  }

  public synchronized List<Stopped> stopped() {
    return List.copyOf(stopped);
  }

  public synchronized List<Resolved> resolved() {
    return List.copyOf(resolved);
  }

  public synchronized Optional<Order> findOrder(ExecutionId execution) {
    return orders.stream().filter(order -> order.execution().equals(execution)).findFirst();
  }

  public boolean wasStopped(ExecutionId execution) {
    return stopped().stream().anyMatch(stop -> stop.execution().equals(execution));
  }

  /** What it was told about a wait, oldest first. */
  public List<Outcome> toldOf(ExecutionId waiting, ExecutionId awaited) {
    return resolved().stream()
        .filter(told -> told.waiting().equals(waiting) && told.awaited().equals(awaited))
        .map(Resolved::outcome)
        .toList();
  }
}
