package dev.pinwheel.worker;

import dev.pinwheel.protocol.CallOptions;
import dev.pinwheel.protocol.Connection;
import dev.pinwheel.protocol.ModuleDeclaration.TargetDeclaration;
import dev.pinwheel.protocol.ServerMessage;
import dev.pinwheel.protocol.WireFailure;
import dev.pinwheel.protocol.WireOutcome;
import dev.pinwheel.protocol.WorkerMessage;
import dev.pinwheel.worker.values.Failures;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of the protocol, in memory, for one worker: records what it hears, memoizes by
 * target and argument texts, dispatches at once and without any bound.
 */
@SuppressWarnings("NullAway") // what is null by mistake fails the test that uses it
final class FakeServer implements Connection.Connector, AutoCloseable {

  private final ExecutorService mailbox =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("fake-server").daemon().factory());
  private final Map<String, WireOutcome> outcomes = new HashMap<>();
  private final Map<String, List<Long>> waiting = new HashMap<>();
  private final Map<String, String> memo = new HashMap<>();
  private final Map<String, CompletableFuture<WireOutcome>> submitted = new HashMap<>();
  private final List<WorkerMessage> heard = new CopyOnWriteArrayList<>();
  private Function<WorkerMessage.Call, @Nullable WireFailure> refusals = call -> null;
  private final Map<String, String> submitters = new HashMap<>();
  private Consumer<WireOutcome> afterSettled = outcome -> {};
  private @Nullable Long memoMap;
  private Connection.@Nullable Listener worker;
  private @Nullable String refusal;
  private final List<String> executed = new CopyOnWriteArrayList<>();
  private final Set<String> assigned = new HashSet<>();
  private volatile boolean acknowledging = true;
  private volatile boolean nothingComes;
  private int runs;
  private final Map<String, Integer> steps = new HashMap<>();

  @Override
  public Connection connect(Connection.Listener listener) {
    worker = listener;
    return new Connection() {
      @Override
      public void send(WorkerMessage message) {
        heard.add(message);
        mailbox.execute(() -> handle(message));
      }

      @Override
      public CompletableFuture<Void> settled() {
        return acknowledging ? CompletableFuture.completedFuture(null) : new CompletableFuture<>();
      }

      @Override
      public void close() {
        mailbox.shutdown();
      }
    };
  }

  /** The server will say no to the worker. */
  FakeServer refusing(String reason) {
    refusal = reason;
    return this;
  }

  /** The server says no to calls for which the function returns a failure. */
  void refuseCalls(Function<WorkerMessage.Call, @Nullable WireFailure> refusals) {
    this.refusals = refusals;
  }

  /** Hands the worker a map, which every execution from now on may use. */
  void memoize(long map, ServerMessage.MemoizedTarget... targets) {
    mailbox.execute(() -> {
      memoMap = map;
      tell(new ServerMessage.Memoized(map, List.of(targets)));
    });
  }

  /** Takes keys out of a map; without keys, takes the map away. */
  void forget(long map, String... keys) {
    mailbox.execute(() -> tell(new ServerMessage.Forget(map, List.of(keys))));
  }

  /** The worker never hears that the server has what it sent. */
  void withoutAcknowledging() {
    acknowledging = false;
  }

  boolean hasSaidThatNothingComes() {
    return nothingComes;
  }

  /** Has assigned an execution to the worker whose order does not arrive. */
  void assignWithoutAnOrder() {
    mailbox.execute(() -> assigned.add("R0:1:1"));
  }

  /** Runs after a caller that submitted an execution was told its outcome. */
  void afterSettled(Consumer<WireOutcome> action) {
    this.afterSettled = action;
  }

  /** Submits a run and returns its outcome to come. */
  CompletableFuture<WireOutcome> submit(String target, String... arguments) {
    CompletableFuture<WireOutcome> outcome = new CompletableFuture<>();
    mailbox.execute(() -> {
      String execution = newExecution("R" + ++runs);
      submitted.put(execution, outcome);
      dispatch(execution, target.split(":")[0], target.split(":")[1], List.of(arguments));
    });
    return outcome;
  }

  /** Submits a run and waits for its outcome. */
  WireOutcome run(String target, String... arguments) {
    try {
      return submit(target, arguments).get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("No outcome of " + target + " within 20 s", e);
    }
  }

  /** Ends an execution on the server, as a cancellation does. */
  void stop(String execution, String reason) {
    mailbox.execute(() -> {
      settle(new WireOutcome(execution, "cancelled", null, Failures.of("cancelled", reason)));
      tell(new ServerMessage.Stop(execution, reason));
    });
  }

  /** Breaks the connection. */
  void disconnect(String reason) {
    mailbox.execute(() -> worker.closed(reason));
  }

  /** Refuses to resume the session; returns the executions that the worker gives up. */
  Collection<String> loseSession(String reason) {
    return worker.abandoned(reason);
  }

  /** What the worker has said so far, of one kind. */
  <M extends WorkerMessage> List<M> heard(Class<M> kind) {
    return heard.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  List<WorkerMessage> heard() {
    return heard;
  }

  List<String> calledTargets() {
    return heard(WorkerMessage.Call.class).stream().map(WorkerMessage.Call::target).toList();
  }

  List<String> executedTargets() {
    return executed;
  }

  private void handle(WorkerMessage message) {
    switch (message) {
      case WorkerMessage.Hello hello ->
          tell(
              refusal == null
                  ? new ServerMessage.Welcome("session-1")
                  : new ServerMessage.Refused(refusal));
      case WorkerMessage.Call call -> call(call);
      case WorkerMessage.Resolve resolve -> resolve(resolve.request(), resolve.awaited());
      case WorkerMessage.Used used -> {}
      case WorkerMessage.Complete done ->
          settle(new WireOutcome(done.execution(), "value", done.value(), null));
      case WorkerMessage.Fail failed ->
          settle(new WireOutcome(failed.execution(), "failed", null, failed.failure()));
      case WorkerMessage.Log log -> {}
      case WorkerMessage.Progress progress -> {}
      case WorkerMessage.Drain drain -> {
        tell(new ServerMessage.Drained(assigned.size()));
        nothingComes = assigned.isEmpty();
      }
    }
  }

  private void call(WorkerMessage.Call call) {
    WireFailure refused = refusals.apply(call);
    if (refused != null) {
      tell(new ServerMessage.CallRefused(call.request(), refused));
      return;
    }
    String key = memoKey(call);
    String existing = key == null ? null : memo.get(key);
    if (existing != null
        && outcomes.containsKey(existing)
        && outcomes.get(existing).value() == null) {
      existing = null;
    }
    String execution =
        existing != null
            ? existing
            : newExecution(call.execution().substring(0, call.execution().indexOf(':')));
    if (key != null) {
      memo.put(key, execution);
    }
    tell(new ServerMessage.Called(call.request(), execution, existing != null));
    if (!call.blocking()) {
      submitters.put(execution, call.execution());
    }
    if (existing == null) {
      dispatch(execution, call.module(), call.target(), call.arguments());
    }
    if (call.blocking()) {
      resolve(call.request(), execution);
    }
  }

  private @Nullable String memoKey(WorkerMessage.Call call) {
    TargetDeclaration target = declaration(call.module(), call.target());
    CallOptions.Memo option =
        call.options().memo() != null ? call.options().memo() : target.options().memo();
    if (option == null || option.mode().equals("off")) {
      return null;
    }
    List<String> key = new ArrayList<>(List.of(call.module(), call.target()));
    for (int i = 0; i < call.arguments().size(); i++) {
      if (option.mode().equals("all")
          || option.parameters().contains(target.parameters().get(i).name())) {
        key.add(call.arguments().get(i));
      }
    }
    return key.toString();
  }

  TargetDeclaration declaration(String module, String target) {
    return heard(WorkerMessage.Hello.class).getFirst().modules().stream()
        .filter(m -> m.module().equals(module))
        .flatMap(m -> m.targets().stream())
        .filter(t -> t.name().equals(target))
        .findFirst()
        .orElseThrow();
  }

  private String newExecution(String run) {
    return run + ":" + steps.merge(run, 1, Integer::sum) + ":1";
  }

  private void dispatch(String execution, String module, String target, List<String> arguments) {
    executed.add(target);
    assigned.add(execution);
    tell(
        new ServerMessage.Execute(
            execution, "production", module, target, arguments, null, memoMap));
  }

  private void resolve(long request, String awaited) {
    WireOutcome known = outcomes.get(awaited);
    if (known != null) {
      tell(new ServerMessage.Resolved(request, known));
    } else {
      waiting.computeIfAbsent(awaited, id -> new ArrayList<>()).add(request);
    }
  }

  private void settle(WireOutcome outcome) {
    assigned.remove(outcome.execution());
    if (outcomes.putIfAbsent(outcome.execution(), outcome) != null) {
      return;
    }
    List<Long> requests = waiting.remove(outcome.execution());
    String submitter = submitters.get(outcome.execution());
    if (requests != null) {
      requests.forEach(request -> tell(new ServerMessage.Resolved(request, outcome)));
    } else if (submitter != null) {
      tell(new ServerMessage.Settled(submitter, outcome));
      afterSettled.accept(outcome);
    }
    CompletableFuture<WireOutcome> run = submitted.get(outcome.execution());
    if (run != null) {
      run.complete(outcome);
    }
  }

  private void tell(ServerMessage message) {
    worker.received(message);
  }

  @Override
  public void close() {
    mailbox.shutdownNow();
  }
}
