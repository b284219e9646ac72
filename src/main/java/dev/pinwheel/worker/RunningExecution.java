package dev.pinwheel.worker;

import dev.pinwheel.protocol.CallOptions;
import dev.pinwheel.protocol.WireOutcome;
import dev.pinwheel.protocol.WorkerMessage;
import dev.pinwheel.sdk.Call;
import dev.pinwheel.sdk.CallRefused;
import dev.pinwheel.sdk.CallSettings;
import dev.pinwheel.sdk.Context;
import dev.pinwheel.sdk.Execution;
import dev.pinwheel.sdk.Host;
import dev.pinwheel.sdk.Log;
import dev.pinwheel.worker.modules.CallSiteOptions;
import dev.pinwheel.worker.modules.TargetMethod;
import dev.pinwheel.worker.values.CurrentExecution;
import dev.pinwheel.worker.values.Failures;
import dev.pinwheel.worker.values.OutcomeExceptions;
import dev.pinwheel.worker.values.RemoteExecution;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One execution whose code runs here, from its first instruction to its report. Its calls go to the
 * server in the order in which they are made. Thread-safe: tasks given to {@code Pinwheel.wrap} act
 * for it on threads of their own.
 */
final class RunningExecution implements CurrentExecution {

  private final Context context;
  private final ClassLoader loader;
  private final SessionResources session;
  private final @Nullable Long memoMap;
  private final SlotHolder slot;
  private final ExecutionLog log;
  private final StoppableWaits waits;
  private final ExecutionReports reports;
  private final UnacknowledgedCalls submitted = new UnacknowledgedCalls();
  private volatile @Nullable Thread thread;

  /**
   * @param memoMap the map that calls may be answered from; null for none
   */
  RunningExecution(
      Context context, ClassLoader loader, SessionResources session, @Nullable Long memoMap) {
    this.memoMap = memoMap;
    this.context = context;
    this.loader = loader;
    this.session = session;
    this.waits = new StoppableWaits(context.execution());
    this.slot = new SlotHolder(session.slots());
    this.log = new ExecutionLog(context.execution(), session.log(), session.clock());
    this.reports = new ExecutionReports(context.execution(), session, waits);
  }

  /** The execution whose code is running, or null. */
  static @Nullable RunningExecution find() {
    return CurrentExecution.find() instanceof RunningExecution execution ? execution : null;
  }

  /**
   * Makes a call of a target's method for the execution whose code is running, or passes it to the
   * current capture.
   */
  static @Nullable Object intercept(TargetMethod target, @Nullable Object[] arguments)
      throws Throwable {
    CallCapture capture = CallCapture.current();
    if (capture != null) {
      return capture.take(target, arguments);
    }
    RunningExecution execution = (RunningExecution) CurrentExecution.get(target.toString());
    return execution.call(target, arguments, CallOptions.NONE);
  }

  /**
   * Runs the code on the current thread, which is this execution's own: waits for a slot, gives it
   * back at the end.
   */
  void run(Body body) {
    thread = Thread.currentThread();
    try {
      waits.check();
      slot.begin();
      String value = Host.run(this, body::run);
      submitted.awaitAcknowledged(waits);
      end(new WorkerMessage.Complete(context.execution(), value));
    } catch (Throwable e) {
      end(new WorkerMessage.Fail(context.execution(), Failures.of(e)));
    } finally {
      slot.end();
    }
  }

  /** What an execution does; returns its value as JSON. */
  @FunctionalInterface
  interface Body {
    String run() throws Exception;
  }

  private void end(WorkerMessage report) {
    log.finish();
    reports.end(report);
  }

  /** The server has sent the outcome of an execution that the code has submitted. */
  void settled(WireOutcome outcome) {
    reports.settled(outcome);
  }

  /** The server has ended it: interrupts its code and drops further reports. */
  void stop(String reason) {
    if (!reports.stop(reason)) {
      return;
    }
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  /** Whether the server has ended it, so that nothing it does counts. */
  boolean isStopped() {
    return waits.isStopped();
  }

  /** Makes a call and waits for its value, as a plain call of a target's method does. */
  @Nullable Object call(TargetMethod target, @Nullable Object[] arguments, CallOptions options)
      throws Throwable {
    List<String> texts = target.write(arguments);
    WireOutcome outcome = reuse(target, texts, options, true);
    if (outcome == null) {
      PendingRequests.Request request = reports.call(target, texts, options, true);
      outcome = waitFor(request.outcome(), request);
    }
    if (outcome.kind().equals("value")) {
      return target.result().read(String.valueOf(outcome.value()));
    }
    throw OutcomeExceptions.of(outcome, target.method(), loader);
  }

  @Override
  public <T extends @Nullable Object> Execution<T> submit(CallSettings settings, Call<T, ?> code) {
    CallCapture.Captured captured = CallCapture.in("submit", code);
    TargetMethod target = captured.target();
    CallOptions options = CallSiteOptions.options(settings, target);
    List<String> texts = target.write(captured.arguments());
    WireOutcome reused = reuse(target, texts, options, false);
    if (reused != null) {
      return new RemoteExecution<>(reused.execution(), target.result()::read);
    }
    submitted.admit(waits);
    PendingRequests.Request request;
    try {
      request = reports.call(target, texts, options, false);
    } catch (RuntimeException e) {
      submitted.withdraw();
      throw e;
    }
    RemoteExecution<T> handle = new RemoteExecution<>(request.called(), target.result()::read);
    submitted.track(handle, request);
    return handle;
  }

  @Override
  @SuppressWarnings({"unchecked", "NullAway"}) // the value of the target that the code calls
  public <T extends @Nullable Object, X extends Exception> T call(
      CallSettings settings, Call<T, X> code) throws X {
    CallCapture.Captured captured = CallCapture.in("options().call", code);
    CallOptions options = CallSiteOptions.options(settings, captured.target());
    try {
      return (T) call(captured.target(), captured.arguments(), options);
    } catch (Throwable e) {
      throw UncheckedThrow.unchecked(e);
    }
  }

  /**
   * Answers a call from the map (M14); null when only the server can. A call site's own memo option
   * may lead to another key, so the server resolves those.
   */
  private @Nullable WireOutcome reuse(
      TargetMethod target, List<String> texts, CallOptions options, boolean wait) {
    WireOutcome outcome =
        options.memo() == null ? session.memoMaps().find(memoMap, target, texts) : null;
    if (outcome != null) {
      reports.reused(outcome, texts, wait);
    }
    return outcome;
  }

  /** Keeps the slot: it takes one round trip. */
  @Override
  public String awaitRecorded(CompletableFuture<String> called) {
    return waits.forAnswer(called);
  }

  /** Others may use the slot meanwhile (E2, D2). */
  @Override
  public WireOutcome awaitOutcome(String execution) {
    WireOutcome known = reports.use(execution);
    if (known != null) {
      return known;
    }
    PendingRequests.Request request = reports.resolve(execution);
    return waitFor(request.outcome(), request);
  }

  private WireOutcome waitFor(
      CompletableFuture<WireOutcome> outcome, PendingRequests.Request request) {
    if (outcome.isDone()) {
      return waits.forAnswer(outcome);
    }
    slot.giveBack();
    try {
      WireOutcome known = waits.forAnswer(outcome);
      takeSlotAgain();
      return known;
    } catch (CallRefused e) {
      takeSlotAgain();
      throw e;
    } finally {
      session.requests().forget(request);
    }
  }

  private void takeSlotAgain() {
    boolean interrupted = false;
    while (true) {
      try {
        slot.takeAgain();
        break;
      } catch (InterruptedException e) {
        waits.check();
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public ClassLoader classLoader() {
    return loader;
  }

  @Override
  public Context context() {
    return context;
  }

  @Override
  public void log(Log.Level level, String template, @Nullable Object[] values) {
    log.message(level.name().toLowerCase(Locale.ROOT), MessageTemplate.of(template, values));
  }

  void printed(String level, Charset charset, byte[] bytes, int offset, int length) {
    log.printed(level, charset, bytes, offset, length);
  }

  @Override
  public void progress(double fraction) {
    reports.progress(fraction);
  }
}
