package dev.pinwheel.worker;

import dev.pinwheel.protocol.Connection;
import dev.pinwheel.protocol.Protocol;
import dev.pinwheel.protocol.ServerMessage;
import dev.pinwheel.protocol.WorkerMessage;
import dev.pinwheel.worker.connect.Drain;
import dev.pinwheel.worker.connect.DrainEnd;
import dev.pinwheel.worker.connect.DrainLimit;
import dev.pinwheel.worker.modules.Modules;
import dev.pinwheel.worker.values.Failures;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker's end of its connection: dispatches the messages of the server to {@link
 * LocalExecutions}, pending requests, memo maps and the drain. Thread-safe.
 */
final class ServerSession implements Connection.Listener {

  private static final Logger LOGGER = LoggerFactory.getLogger(ServerSession.class);

  private static final long ASK_AGAIN_MILLIS = 100;

  private final Modules modules;
  private final ScheduledExecutorService timer;
  private final LogBuffer log;
  private final String worker;
  private final ReceivedMemoMaps memoMaps = new ReceivedMemoMaps();
  private final PendingRequests requests = new PendingRequests();
  private final LocalExecutions executions;
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
    this.log = new LogBuffer(this::send, this::awaitLogRoom, timer);
    this.executions =
        new LocalExecutions(
            worker,
            modules,
            new SessionResources(
                this::send, new Slots(concurrency), memoMaps, requests, log, timer, clock),
            this::askWhetherDrained);
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

  private void awaitLogRoom() {
    Connection open = connection;
    if (open != null) {
      open.awaitLogRoom();
    }
  }

  /** One message that cannot be processed must not take others with it. */
  @Override
  public void received(ServerMessage message) {
    try {
      process(message);
    } catch (RuntimeException e) {
      LOGGER.error("Worker {} could not process a message of the server", worker, e);
      if (message instanceof ServerMessage.Execute order) {
        send(new WorkerMessage.Fail(order.execution(), Failures.of(e)));
      }
    }
  }

  private void process(ServerMessage message) {
    switch (message) {
      case ServerMessage.Welcome accepted -> {
        id = accepted.session();
        welcome.complete(accepted.session());
      }
      case ServerMessage.Refused refused ->
          welcome.completeExceptionally(new IllegalStateException(refused.reason()));
      case ServerMessage.Execute order -> executions.start(order);
      case ServerMessage.Called called -> requests.called(called.request(), called.execution());
      case ServerMessage.CallRefused refused ->
          requests.refused(refused.request(), refused.failure());
      case ServerMessage.Resolved resolved ->
          requests.resolved(resolved.request(), resolved.outcome());
      case ServerMessage.Settled settled ->
          executions
              .find(settled.execution())
              .ifPresent(caller -> caller.settled(settled.outcome()));
      case ServerMessage.Logged stored -> {} // Remote connections number the lines, and keep them.
      case ServerMessage.Drained answer -> drained(answer.executions());
      case ServerMessage.Memoized page -> memoMaps.add(page);
      case ServerMessage.Forget forget -> memoMaps.forget(forget);
      case ServerMessage.Stop stop ->
          executions.find(stop.execution()).ifPresent(execution -> execution.stop(stop.reason()));
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
    List<String> lost = executions.giveUp(reason);
    requests.stopAll(reason);
    return lost;
  }

  @Override
  public Collection<String> running() {
    return executions.ids();
  }

  /** The executions that ran here when the connection ended, or that run now. */
  private List<String> heldAtEnd() {
    List<String> held = heldAtEnd.get();
    return held != null ? held : executions.ids();
  }

  @Override
  public void closed(String reason) {
    end(reason, false);
  }

  /** Stops what runs here, because the connection has ended. */
  private void end(String reason, boolean wanted) {
    heldAtEnd.compareAndSet(null, executions.ids());
    boolean speaks = drain.leaveLogToSession();
    boolean worked = welcome.isDone() && !welcome.isCompletedExceptionally();
    if (!ended.complete(new End(reason, wanted))) {
      return;
    }
    welcome.completeExceptionally(new IllegalStateException(reason));
    int stopped = executions.stop(reason);
    if (speaks && stopped > 0) {
      LOGGER.warn("Worker {} stopped {} executions: {}", worker, stopped, reason);
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

  /** Completed when the server has acknowledged everything and stored the log lines. */
  private CompletableFuture<Void> flushed() {
    log.flush();
    Connection open = connection;
    return open == null ? CompletableFuture.completedFuture(null) : open.settled();
  }

  /**
   * Asks the server how many executions are assigned to this worker; an order may be on its way.
   */
  private void askWhetherDrained() {
    if (drain.hasBegun()) {
      send(new WorkerMessage.Drain());
    }
  }

  private void drained(int assigned) {
    if (assigned == 0) {
      drain.nothingComes();
    } else if (executions.ids().isEmpty() && !timer.isShutdown()) {
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
}
