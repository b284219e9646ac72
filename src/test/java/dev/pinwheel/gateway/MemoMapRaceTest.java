package dev.pinwheel.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.StepId;
import dev.pinwheel.query.view.Staleness;
import dev.pinwheel.sdk.Memo;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.sdk.Workflow;
import dev.pinwheel.store.jooq.tables.records.CallRecord;
import dev.pinwheel.testing.Rounds;
import dev.pinwheel.testing.SubmittedRun;
import dev.pinwheel.worker.Worker;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * M14 under races: what a lookup finds changes while a worker answers from its map. What it has
 * reported stands, staleness shows the rest, and it learns of the change.
 */
@Tag("soak")
@SuppressWarnings("NullAway") // what is null by mistake fails the test
class MemoMapRaceTest extends SocketFixture {

  private static final int ROUNDS = Rounds.left(5, 50);
  private static final int WARM = 300;

  /** What the code sees. */
  public static final class Sight {
    private final AtomicInteger version = new AtomicInteger();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile int awaited;
    private volatile boolean went;
  }

  /** Reads a memoized value again and again. */
  @Module("maps")
  public static class Maps {
    private final Sight sight;

    public Maps(Sight sight) {
      this.sight = sight;
    }

    @Task(memo = @Memo)
    public int fetch() {
      return sight.version.incrementAndGet();
    }

    /** Ends when it has seen the awaited version; answers how many calls it has made. */
    @Workflow
    public int reads() {
      int calls = 0;
      int seen = 0;
      while (true) {
        int now = fetch();
        sight.calls.set(++calls);
        if (now < seen) {
          sight.went = true;
        }
        seen = now;
        if (seen >= sight.awaited) {
          return calls;
        }
        LockSupport.parkNanos(100_000);
      }
    }
  }

  private final Sight sight = new Sight();
  private Worker worker;

  @BeforeEach
  void startWorker() {
    worker =
        Worker.builder()
            .server(server.address())
            .stopOnSignals(false)
            .workspace("*")
            .provide(Sight.class, sight)
            .module(Maps.class)
            .start();
  }

  @AfterEach
  void stopWorker() {
    worker.close();
  }

  /** A finished run of production, whose value of {@code fetch} is in the maps of re-runs. */
  private SubmittedRun run() {
    sight.awaited = 0;
    SubmittedRun run = SubmittedRun.of(engine, "maps", "reads");
    assertThat(run.value()).isEqualTo("1");
    return run;
  }

  private static StepId fetchOf(SubmittedRun run) {
    return new StepId(run.run(), 2);
  }

  /** A re-run that answers its calls from its map, and does so until another version is there. */
  private ExecutionId rerunThatReads(SubmittedRun run, String workspace, int awaited) {
    sight.calls.set(0);
    sight.awaited = awaited;
    ExecutionId reading = rerun(workspace, run.root().step());
    await().until(() -> sight.calls.get() > WARM);
    return reading;
  }

  private ExecutionId rerun(String workspace, StepId step) {
    return engine.execute(Command.RerunStep.of(workspace, step, Actor.LOCAL));
  }

  private ResultKind ended(ExecutionId execution) {
    engine
        .changes()
        .awaitUntil("the end of " + execution, () -> engine.facts().kindOf(execution).isPresent());
    return engine.facts().kindOf(execution).orElseThrow();
  }

  /** Everything that the code has called is recorded, as one hit of each version. */
  private void checkCalls(ExecutionId reading) {
    assertThat(ended(reading)).isEqualTo(ResultKind.VALUE);
    List<CallRecord> calls = engine.facts().callsOf(reading);
    assertThat(calls).extracting(CallRecord::getKind).containsExactly("reused", "reused");
    assertThat(calls.stream().mapToInt(CallRecord::getTimes).sum())
        .as("calls recorded")
        .isEqualTo(sight.calls.get());
    assertThat(new String(calls.getFirst().getExplanation())).contains("\"map\":");
    assertThat(sight.went).as("an older value after a newer one").isFalse();
  }

  private Staleness stalenessOf(SubmittedRun run, String workspace) {
    return engine
        .reads()
        .trees()
        .load(
            engine.reads().viewpoints().get(workspace, dev.pinwheel.query.view.Sight.EVERYTHING),
            run.run())
        .header()
        .staleness();
  }

  @Test
  void aForcedReRun() {
    for (int round = 0; round < ROUNDS; round++) {
      SubmittedRun run = run();
      ExecutionId reading = rerunThatReads(run, "production", sight.version.get() + 1);

      ExecutionId forced = rerun("production", fetchOf(run));

      checkCalls(reading);
      assertThat(engine.facts().callsOf(reading).getLast().getCalleeId())
          .isEqualTo(engine.facts().execution(forced).getId());
      assertThat(stalenessOf(run, "production")).isEqualTo(Staleness.STALE);
    }
  }

  @Test
  void aBaseThatChanges() {
    engine.workspace("staging", "production");
    engine.workspace("development", "production");
    for (int round = 0; round < ROUNDS; round++) {
      SubmittedRun run = run();
      ExecutionId staged = rerun("staging", fetchOf(run));
      assertThat(ended(staged)).isEqualTo(ResultKind.VALUE);
      ExecutionId reading = rerunThatReads(run, "development", sight.version.get());

      engine.changeBase("development", "staging");

      checkCalls(reading);
      assertThat(engine.facts().callsOf(reading).getLast().getCalleeId())
          .isEqualTo(engine.facts().execution(staged).getId());
      assertThat(stalenessOf(run, "development")).isEqualTo(Staleness.STALE);
      engine.changeBase("development", "production");
    }
  }

  @Test
  void anArchive() {
    for (int round = 0; round < ROUNDS; round++) {
      String workspace = "development-" + round;
      engine.workspace(workspace, "production");
      SubmittedRun run = run();
      ExecutionId reading = rerunThatReads(run, workspace, Integer.MAX_VALUE);
      await().until(() -> timesOf(reading) > 0);

      engine.archive(workspace);

      assertThat(engine.facts().kindOf(reading)).contains(ResultKind.CANCELLED);
      int stands = timesOf(reading);
      await().until(() -> worker.running() == 0);
      assertThat(timesOf(reading)).as("calls recorded after the archive").isEqualTo(stands);
      assertThat(stands).as("calls that stand").isBetween(1, sight.calls.get());
      assertThat(sight.went).isFalse();
      assertThat(run.value()).isEqualTo("1");
    }
  }

  private int timesOf(ExecutionId reading) {
    return engine.facts().callsOf(reading).stream().mapToInt(CallRecord::getTimes).sum();
  }
}
