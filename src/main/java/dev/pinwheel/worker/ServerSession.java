package dev.pinwheel.worker;

import dev.pinwheel.protocol.Connection;
import dev.pinwheel.protocol.Protocol;
import dev.pinwheel.protocol.ServerMessage;
import dev.pinwheel.protocol.WorkerMessage;
import dev.pinwheel.sdk.Context;
import dev.pinwheel.worker.connect.Drain;
import dev.pinwheel.worker.connect.DrainEnd;
import dev.pinwheel.worker.connect.DrainLimit;
import dev.pinwheel.worker.modules.Modules;
import dev.pinwheel.worker.modules.TargetMethod;
import dev.pinwheel.worker.values.Failures;
import dev.pinwheel.worker.values.UnserialisableValue;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of a worker: starts an execution for each order of the server, on a virtual thread
 * of its own, and completes pending requests. Thread-safe.
 */
final class ServerSession implements Connection.Listener {

  private static final Logger LOGGER = LoggerFactory.getLogger(ServerSession.class);

  private static final long ASK_AGAIN_MILLIS = 100;

  private final Modules modules;
  private final ScheduledExecutorService timer;
  private final LogBuffer log;
  private final SessionResources resources;
  private final String worker;
  private final ReceivedMemoMaps memoMaps = new ReceivedMemoMaps();
  private final PendingRequests requests = new PendingRequests();
  private final Map<String, RunningExecution> running = new ConcurrentHashMap<>();
  private final CompletableFuture<String> welcome = new CompletableFuture<>();
  private final CompletableFuture<End> ended = new CompletableFuture<>();
  private final CompletableFuture<String> closed = ended.thenApply(End::reason);
  private final AtomicReference<@Nullable List<String>> heldAtEnd = new AtomicReference<>();
  private final Drain drain;
  private volatile @Nullable Connection connection;
  private volatile String id = "";

  ServerSession(
      String worker,
      Modules modules,
      int concurrency,
      InstantSource clock,
      ScheduledExecutorService timer) {
    this.worker = worker;
    this.modules = modules;
    this.timer = timer;
    this.log = new LogBuffer(this::send, timer);
    this.resources =
        new SessionResources(
            this::send, new Slots(concurrency), memoMaps, requests, log, timer, clock);
    this.drain = new Drain(worker, this::heldAtEnd);
  }

  /** Connects and introduces the worker. */
  void open(Connection.Connector connector, @Nullable String workspace, String code, int slots) {
    Connection opened = connector.connect(this);
    connection = opened;
    opened.send(
        new WorkerMessage.Hello(
            Protocol.VERSION,
            worker,
            workspace,
            code,
            slots,
            modules.declarations(),
            UUID.randomUUID().toString(),
            List.of()));
  }

  /** The id of the current session; empty before the server has accepted the worker. */
  String id() {
    return id;
  }

  /** Completed with the session's id when the server has accepted the worker. */
  CompletableFuture<String> welcome() {
    return welcome;
  }

  /**
   * How the connection ended.
   *
   * @param reason a sentence
   * @param wanted whether the worker was closed, rather than refused by the server
   */
  record End(String reason, boolean wanted) {}

  /** Completed when the connection has ended. */
  CompletableFuture<End> ended() {
    return ended;
  }

  /** As {@link #ended}, with the reason alone. */
  CompletableFuture<String> closed() {
    return closed;
  }

  /** Sends a message; one that comes after the end of the connection is dropped. */
  void send(WorkerMessage message) {
    Connection open = connection;
    if (open == null || closed.isDone()) {
      return;
    }
    try {
      open.send(message);
    } catch (IllegalStateException e) {
      if (!closed.isDone()) {
        throw e;
      }
    }
  }

  @Override
  public void received(ServerMessage message) {
    switch (message) {
      case ServerMessage.Welcome accepted -> {
        id = accepted.session();
        welcome.complete(accepted.session());
      }
      case ServerMessage.Refused refused ->
          welcome.completeExceptionally(new IllegalStateException(refused.reason()));
      case ServerMessage.Execute order -> execute(order);
      case ServerMessage.Called called -> requests.called(called.request(), called.execution());
      case ServerMessage.CallRefused refused ->
          requests.refused(refused.request(), refused.failure());
      case ServerMessage.Resolved resolved ->
          requests.resolved(resolved.request(), resolved.outcome());
      case ServerMessage.Settled settled -> {
        RunningExecution caller = running.get(settled.execution());
        if (caller != null) {
          caller.settled(settled.outcome());
        }
      }
      case ServerMessage.Drained answer -> drained(answer.executions());
      case ServerMessage.Memoized page -> memoMaps.add(page);
      case ServerMessage.Forget forget -> memoMaps.forget(forget);
      case ServerMessage.Stop stop -> {
        RunningExecution execution = running.get(stop.execution());
        if (execution != null) {
          execution.stop(stop.reason());
        }
      }
    }
  }

  @Override
  public void reopened() {
    memoMaps.clear();
    for (PendingRequests.Question question : requests.listUnanswered()) {
      send(new WorkerMessage.Resolve(question.request(), question.execution(), question.awaited()));
    }
    askWhetherDrained();
  }

  @Override
  public Collection<String> abandoned(String reason) {
    List<String> lost = new ArrayList<>();
    running.forEach((name, execution) -> {
      if (running.remove(name, execution)) {
        execution.stop(reason);
        lost.add(name);
      }
    });
    requests.stopAll(reason);
    return lost;
  }

  @Override
  public Collection<String> running() {
    return List.copyOf(running.keySet());
  }

  /** The executions that ran here when the connection ended, or that run now. */
  private List<String> heldAtEnd() {
    List<String> held = heldAtEnd.get();
    return held != null ? held : List.copyOf(running.keySet());
  }

  @Override
  public void closed(String reason) {
    end(reason, false);
  }

  /** Stops what runs here, because the connection has ended. */
  private void end(String reason, boolean wanted) {
    heldAtEnd.compareAndSet(null, List.copyOf(running.keySet()));
    boolean speaks = drain.leaveLogToSession();
    boolean worked = welcome.isDone() && !welcome.isCompletedExceptionally();
    if (!ended.complete(new End(reason, wanted))) {
      return;
    }
    welcome.completeExceptionally(new IllegalStateException(reason));
    List<RunningExecution> stopped = List.copyOf(running.values());
    stopped.forEach(execution -> execution.stop(reason));
    if (speaks && !stopped.isEmpty()) {
      LOGGER.warn("Worker {} stopped {} executions: {}", worker, stopped.size(), reason);
    } else if (speaks && worked && !wanted) {
      LOGGER.warn("Worker {} has ended: {}", worker, reason);
    }
  }

  /**
   * Accepts only executions that those here need, and blocks until all of them have ended and the
   * server has acknowledged it, or until the drain is given up.
   */
  DrainEnd drain(DrainLimit limit) {
    if (drain.begin(running(), limit)) {
      var unusedFinishing =
          drain.nothingMoreToCome().thenCompose(nothing -> flushed()).thenRun(drain::finished);
      var unusedClosing = closed.thenAccept(drain::connectionOver);
      askWhetherDrained();
    }
    return drain.await(limit);
  }

  /** Completed when the server has acknowledged everything, including log lines. */
  private CompletableFuture<Void> flushed() {
    log.flush();
    Connection open = connection;
    return open == null ? CompletableFuture.completedFuture(null) : open.settled();
  }

  /** Asks the server how many executions are assigned to this worker; an order may be on its way. */
  private void askWhetherDrained() {
    if (drain.hasBegun()) {
      send(new WorkerMessage.Drain());
    }
  }

  private void drained(int executions) {
    if (executions == 0) {
      drain.nothingComes();
    } else if (running.isEmpty() && !timer.isShutdown()) {
      // A running execution asks again when it ends; here there is none.
      timer.schedule(this::askWhetherDrained, ASK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Ends the connection and with it what still runs. */
  void close(String reason) {
    log.flush();
    end(reason, true);
    Connection open = connection;
    if (open != null) {
      open.close();
    }
  }

  private void execute(ServerMessage.Execute order) {
    Modules.Runner target = modules.find(order.module(), order.target()).orElse(null);
    if (target == null) {
      send(
          new WorkerMessage.Fail(
              order.execution(),
              Failures.of(
                  "unknownTarget",
                  "Worker %s has no target %s:%s."
                      .formatted(worker, order.module(), order.target()))));
      return;
    }
    Context context =
        Context.of(order.execution(), order.workspace(), order.module(), order.target());
    RunningExecution execution =
        new RunningExecution(
            context, target.instance().getClass().getClassLoader(), resources, order.memoMap());
    if (running.compute(order.execution(), (name, before) -> replace(before, execution))
        == execution) {
      Thread.ofVirtual()
          .name("pinwheel-execution-" + order.execution())
          .start(() -> {
            try {
              execution.run(() -> run(target, order));
            } finally {
              running.remove(order.execution(), execution);
              if (running.isEmpty()) {
                askWhetherDrained();
              }
            }
          });
    }
  }

  /** Orders may arrive again; code of a lost session that does not stop must not hold up a new one. */
  private static RunningExecution replace(
      @Nullable RunningExecution before, RunningExecution ordered) {
    return before == null || before.isStopped() ? ordered : before;
  }

  private static String run(Modules.Runner runner, ServerMessage.Execute order) throws Exception {
    TargetMethod target = runner.target();
    @Nullable Object[] arguments = target.read(order.arguments());
    @Nullable Object value;
    try {
      value = runner.run(arguments);
    } catch (Throwable e) {
      throw UncheckedThrow.<RuntimeException>unchecked(e);
    }
    try {
      return target.result().write(value);
    } catch (UnserialisableValue e) {
      throw new UnserialisableValue(
          "The result of %s cannot be sent. %s".formatted(target, e.getMessage()), e);
    }
  }
}
