package dev.pinwheel.testing;

import dev.pinwheel.engine.Engine;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.engine.command.WorkerLink;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Failure;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.Outcome;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.model.SessionId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A worker that plays small programs, each execution on a virtual thread, so that runs go on by
 * themselves. Counts how many executions compute at the same time (D2). Thread-safe.
 */
public final class AutoWorker implements WorkerLink {

  /** What a target does. */
  @FunctionalInterface
  public interface Program {
    /** Returns the value: anything {@link JsonValues#json} takes. */
    @Nullable Object play(Playing task) throws Exception;
  }

  /** Is told of calls. */
  @FunctionalInterface
  public interface CallListener {
    void called(ExecutionId caller, CallSpec call, ExecutionId callee);
  }

  /** Thrown in a program by a call whose outcome is no value. */
  public static final class CallFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Outcome outcome;

    CallFailed(Outcome outcome) {
      super(outcome.execution() + " " + outcome.kind().word());
      this.outcome = outcome;
    }

    public Outcome outcome() {
      return outcome;
    }
  }

  private record Wait(ExecutionId waiting, ExecutionId awaited) {}

  private final Engine engine;
  private final Map<String, Program> programs = new ConcurrentHashMap<>();
  private final Map<Wait, CompletableFuture<Outcome>> waits = new ConcurrentHashMap<>();
  private final List<Rejection> refusals = new CopyOnWriteArrayList<>();
  private final List<Order> orders = new CopyOnWriteArrayList<>();
  private final AtomicInteger computing = new AtomicInteger();
  private final AtomicInteger mostComputing = new AtomicInteger();
  private volatile Consumer<Command<Boolean>> acknowledged = result -> {};
  private volatile CallListener listener = (caller, call, callee) -> {};

  public AutoWorker(Engine engine) {
    this.engine = engine;
  }

  /** An embedded worker with plenty of slots. */
  public static AutoWorker embedded(EngineFixture pinwheel, TargetSpec... targets) {
    return open(pinwheel, null, 1000, targets);
  }

  /** A worker for a workspace or pattern, null for the embedded one. */
  public static AutoWorker open(
      EngineFixture pinwheel, @Nullable String workspace, int slots, TargetSpec... targets) {
    AutoWorker worker = new AutoWorker(pinwheel.engine());
    worker.open("auto", workspace, slots, TargetSpec.manifest(EngineFixture.MODULE, "v1", targets));
    return worker;
  }

  /** Opens a session; what it is told to execute is played from now on. */
  public SessionId open(String name, @Nullable String workspace, int slots, Manifest manifest) {
    return engine
        .execute(
            new WorkerCommand.OpenSession(
                name, workspace, manifest.codeVersion(), slots, List.of(manifest), this))
        .session();
  }

  /** Says what a target does; without a program it returns null. */
  public AutoWorker plays(String target, Program program) {
    programs.put(target, program);
    return this;
  }

  /** Tells this listener of every call that the engine has accepted. */
  public AutoWorker onCalled(CallListener told) {
    listener = told;
    return this;
  }

  /** Calls and waits that were refused. */
  public List<Rejection> refusals() {
    return List.copyOf(refusals);
  }

  /** Everything it was told to execute. */
  public List<Order> orders() {
    return List.copyOf(orders);
  }

  /** The highest number of executions that computed at the same time. */
  public int mostComputing() {
    return mostComputing.get();
  }

  @Override
  public void execute(Order order) {
    orders.add(order);
    goOn();
    Thread.ofVirtual().start(() -> play(order));
  }

  private void play(Order order) {
    Program program = programs.getOrDefault(order.target(), task -> null);
    Command<Boolean> result;
    try {
      result =
          new WorkerCommand.RecordValue(
              order.execution(), JsonValues.json(program.play(new Playing(order))));
    } catch (Exception e) {
      result =
          new WorkerCommand.RecordFailure(
              order.execution(),
              Failure.of(e.getClass().getName(), String.valueOf(e.getMessage())));
    }
    computing.decrementAndGet();
    Command<Boolean> sent = result;
    engine
        .send(sent)
        .thenAccept(accepted -> {
          if (accepted) {
            acknowledged.accept(sent);
          }
        });
  }

  /** Tells this consumer of every result that the engine has accepted. */
  public AutoWorker onAcknowledged(Consumer<Command<Boolean>> consumer) {
    acknowledged = consumer;
    return this;
  }

  private void goOn() {
    mostComputing.accumulateAndGet(computing.incrementAndGet(), Math::max);
  }

  @Override
  public void stop(ExecutionId execution, String reason) {}

  @Override
  public void resolved(ExecutionId waiting, ExecutionId awaited, Outcome outcome) {
    waitOf(waiting, awaited).complete(outcome);
  }

  private CompletableFuture<Outcome> waitOf(ExecutionId waiting, ExecutionId awaited) {
    return waits.computeIfAbsent(new Wait(waiting, awaited), wait -> new CompletableFuture<>());
  }

  /** An execution, as its program sees it. Used by one thread. */
  public final class Playing {

    private final Order order;
    private int calls;

    private Playing(Order order) {
      this.order = order;
    }

    public ExecutionId id() {
      return order.execution();
    }

    public String workspace() {
      return order.workspace().value();
    }

    public Json argument(int index) {
      return order.arguments().get(index);
    }

    /** The argument as a number. */
    public int number(int index) {
      return Integer.parseInt(argument(index).toString());
    }

    /** Calls a target and waits for its value. */
    public Json call(String target, Object... arguments) {
      return call(CallSpec.call(target, arguments));
    }

    /** Calls a target and waits for its value. */
    public Json call(CallSpec call) {
      return valueOf(
          givingTheSlotBack(() -> {
            WorkerCommand.Called called = send(call, true);
            Outcome atOnce = called.outcome();
            return atOnce != null ? atOnce : await(called.execution());
          }));
    }

    /** Calls a target and goes on with a handle. */
    public ExecutionId submit(String target, Object... arguments) {
      return send(CallSpec.call(target, arguments), false).execution();
    }

    /** Waits for the value of a handle. */
    public Json resolve(ExecutionId handle) {
      return valueOf(
          givingTheSlotBack(() -> {
            Outcome atOnce = accepted(new WorkerCommand.Resolve(id(), handle)).outcome();
            return atOnce != null ? atOnce : await(handle);
          }));
    }

    private WorkerCommand.Called send(CallSpec call, boolean blocking) {
      WorkerCommand.Called answer =
          accepted(
              new WorkerCommand.CallTarget(
                  id(),
                  ++calls,
                  call.module(),
                  call.target(),
                  call.arguments(),
                  call.options(),
                  call.group(),
                  blocking));
      listener.called(id(), call, answer.execution());
      return answer;
    }

    private <R> R accepted(Command<R> command) {
      try {
        return engine.execute(command);
      } catch (Rejection refusal) {
        refusals.add(refusal);
        throw refusal;
      }
    }

    /** The engine gives the slot to others as soon as it has taken the wait. */
    private Outcome givingTheSlotBack(Supplier<Outcome> wait) {
      computing.decrementAndGet();
      try {
        return wait.get();
      } finally {
        goOn();
      }
    }

    private Outcome await(ExecutionId awaited) {
      return waitOf(id(), awaited).join();
    }

    private static Json valueOf(Outcome outcome) {
      Json value = outcome.value();
      if (value == null) {
        throw new CallFailed(outcome);
      }
      return value;
    }
  }
}
