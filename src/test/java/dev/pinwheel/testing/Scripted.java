package dev.pinwheel.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.engine.command.WorkerCommand;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Failure;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Outcome;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An execution whose part the test plays: it calls, waits, returns or fails when the test says so.
 */
public final class Scripted {

  private final EngineFixture harness;
  private final ExecutionId id;
  private final AtomicInteger calls = new AtomicInteger();

  Scripted(EngineFixture harness, ExecutionId id) {
    this.harness = harness;
    this.id = id;
  }

  public ExecutionId id() {
    return id;
  }

  public StepId step() {
    return id.step();
  }

  public RunId run() {
    return id.run();
  }

  /** Waits until a worker has got it. */
  public Scripted running() {
    harness
        .changes()
        .awaitUntil("an order to execute " + id, () -> harness.workerOf(id).isPresent());
    return this;
  }

  public boolean isAssigned() {
    return harness.workerOf(id).isPresent();
  }

  /** Calls a target and goes on. */
  public Calling calls(String target, Object... arguments) {
    return calls(CallSpec.call(target, arguments));
  }

  /** Calls a target and goes on. */
  public Calling calls(CallSpec call) {
    return new Calling(call, false);
  }

  /** Calls a target and blocks for its outcome. */
  public Calling awaits(String target, Object... arguments) {
    return awaits(CallSpec.call(target, arguments));
  }

  /** Calls a target and blocks for its outcome. */
  public Calling awaits(CallSpec call) {
    return new Calling(call, true);
  }

  /** Blocks for the outcome of an execution that it has a handle of; null when it is still open. */
  public @Nullable Outcome resolves(ExecutionId awaited) {
    return harness.execute(new WorkerCommand.Resolve(id, awaited)).outcome();
  }

  /** What its worker was told, or is told soon, about its wait for this execution. */
  public Outcome told(ExecutionId awaited) {
    FakeWorker worker = harness.workerOf(id).orElseThrow();
    harness
        .changes()
        .awaitUntil(
            "the news for %s about %s".formatted(id, awaited),
            () -> !worker.toldOf(id, awaited).isEmpty());
    List<Outcome> told = worker.toldOf(id, awaited);
    assertThat(told).as("what %s was told about %s", id, awaited).hasSize(1);
    return told.getFirst();
  }

  /** Returns; false when it had ended before. */
  public boolean returns(@Nullable Object value) {
    return harness.execute(new WorkerCommand.RecordValue(id, JsonValues.json(value)));
  }

  /** Throws; false when it had ended before. */
  public boolean fails(String message) {
    return harness.execute(
        new WorkerCommand.RecordFailure(
            id, Failure.of("java.lang.IllegalStateException", message)));
  }

  /** How it ended itself, or null while it is open. */
  public @Nullable ResultKind result() {
    return harness.facts().kindOf(id).orElse(null);
  }

  /** The value it ended in itself. */
  public Json value() {
    return harness.facts().valueOf(id);
  }

  /** Waits until it has ended and says how. */
  public ResultKind ended() {
    harness.changes().awaitUntil("the end of " + id, () -> result() != null);
    return Objects.requireNonNull(result());
  }

  /** The execution that it forwards to. */
  public Scripted successor() {
    return harness.scripted(harness.facts().successorOf(id));
  }

  @Override
  public String toString() {
    return id.toString();
  }

  /** A call that was made, and what the engine answered. */
  public final class Calling {

    private final boolean blocking;
    private final WorkerCommand.Called answer;

    private Calling(CallSpec call, boolean blocking) {
      this.blocking = blocking;
      this.answer =
          harness.execute(
              new WorkerCommand.CallTarget(
                  id,
                  calls.incrementAndGet(),
                  call.module(),
                  call.target(),
                  call.arguments(),
                  call.options(),
                  call.group(),
                  blocking));
    }

    /** The execution that the call refers to. */
    public Scripted execution() {
      return harness.scripted(answer.execution());
    }

    public ExecutionId id() {
      return answer.execution();
    }

    /** The execution that the call refers to, once a worker has got it. */
    public Scripted running() {
      return execution().running();
    }

    public boolean reused() {
      return answer.reused();
    }

    /** The outcome that the answer brought along, or null. */
    public @Nullable Outcome outcomeAtOnce() {
      return answer.outcome();
    }

    /** The outcome that the caller gets, awaiting it if need be. */
    public Outcome outcome() {
      assertThat(blocking).as("blocks for the outcome").isTrue();
      Outcome atOnce = answer.outcome();
      return atOnce != null ? atOnce : told(answer.execution());
    }

    /** The value that the caller gets, awaiting it if need be. */
    public Json value() {
      Outcome outcome = outcome();
      assertThat(outcome.kind())
          .as("outcome of %s", answer.execution())
          .isEqualTo(ResultKind.VALUE);
      return Objects.requireNonNull(outcome.value());
    }

    /** The message of the failure that the caller gets, awaiting it if need be. */
    public String failureMessage() {
      return Objects.requireNonNull(outcome().failure()).message();
    }

    /** The callee runs and returns this. */
    public Calling returning(@Nullable Object value) {
      running().returns(value);
      return this;
    }

    /** The callee runs and throws. */
    public Calling failing(String message) {
      running().fails(message);
      return this;
    }
  }
}
