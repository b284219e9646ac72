package dev.pinwheel.engine;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.engine.command.WorkerLink;
import dev.pinwheel.engine.index.ReadyQueue;
import dev.pinwheel.engine.index.ReadyQueue.QueueKey;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.Outcome;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.store.SessionRow;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.FakeWorker;
import dev.pinwheel.testing.Scripted;
import dev.pinwheel.testing.StatementCounter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How much the engine looks at, counted: it must not grow with what is there besides. */
@EachDatabase
class WorkOfTheEngineTest {

  private static final int MANY = 200;

  /** Nothing is left behind for an execution that has ended. */
  @Test
  void anExecutionThatEndsTakesItsTimersAlong(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    pinwheel.embeddedWorker(
        workflow("welcome", "userId").timeout(Duration.ofDays(1)),
        workflow("later", "userId").retries(1, Duration.ofHours(1)));
    int before = pinwheel.engine().timerCount();

    for (int i = 0; i < MANY; i++) {
      pinwheel.submit("production", "welcome", i).running().returns("done");
    }
    Scripted later = pinwheel.submit("production", "later", 1).running();
    later.fails("oops");
    assertThat(pinwheel.engine().timerCount()).as("the retry is due later").isEqualTo(before + 1);
    pinwheel.cancel("production", later.successor().id());

    assertThat(pinwheel.engine().timerCount()).isEqualTo(before);
  }

  /** A session has one timer, however often its worker is heard, and none when it has ended. */
  @Test
  void aSessionThatEndsTakesItsTimersAlong(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    int before = pinwheel.engine().timerCount();
    for (int i = 0; i < 20; i++) {
      FakeWorker worker =
          pinwheel.connect("production", "instance-of-worker-" + i, 1, task("work", "n"));
      pinwheel.heartbeat(worker);
      pinwheel.closeSession(worker);
    }
    assertThat(pinwheel.engine().timerCount()).as("grace periods").isEqualTo(before + 20);

    pinwheel.advance(Duration.ofMinutes(11));

    assertThat(pinwheel.engine().timerCount()).isEqualTo(before);
  }

  /** M14: a retry does not look for a map of which is known that it is empty. */
  @Test
  void anEmptyMemoMapIsLookedForOnce(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    StatementCounter counter = pinwheel.countStatements();
    FakeWorker worker =
        pinwheel.embeddedWorker(
            workflow("welcome", "userId").retries(MANY),
            task("fetchUser", "userId").memo(),
            task("sendEmail", "userId"));
    Scripted attempt = pinwheel.submit("production", "welcome", "u1").running();
    attempt.awaits("sendEmail", "u1").returning("sent");
    counter.reset();

    for (int i = 0; i < 20; i++) {
      attempt.fails("oops");
      attempt = attempt.successor().running();
    }

    assertThat(counter.count("\"memo_candidate\"")).isEqualTo(1);

    ExecutionId fetched = attempt.awaits("fetchUser", "u1").returning("Ada").id();
    attempt.fails("oops");
    ExecutionId again = attempt.successor().running().id();
    assertThat(
            worker.findMemoized(
                again, EngineFixture.MODULE, "fetchUser", List.of(Json.of("\"u1\""))))
        .as("the map is looked for again")
        .hasValueSatisfying(value -> assertThat(value.execution()).isEqualTo(fetched));
  }

  /** D1: which workers count is found out once, not for each dispatch. */
  @Test
  void dispatchLooksUpTheWorkersOfEachQueueOnce() {
    EngineState state = new EngineState();
    List<Workspace> workspaces = new ArrayList<>();
    for (int i = 1; i <= MANY; i++) {
      workspaces.add(
          new Workspace(
              new WorkspaceId(i),
              new WorkspaceName("w" + i),
              null,
              WorkspaceState.ACTIVE,
              Instant.EPOCH,
              "test"));
    }
    state.replaceWorkspaces(workspaces);
    List<WorkerSession> sessions = new ArrayList<>();
    for (int i = 1; i <= 50; i++) {
      WorkerSession session = session(state, i);
      sessions.add(session);
      state.addSession(session);
    }

    List<ReadyQueue.Entry> entries = new ArrayList<>();
    for (int i = 0; i < 10 * MANY; i++) {
      WorkspaceId workspace = new WorkspaceId(1 + i % MANY);
      entries.add(
          new ReadyQueue.Entry(
              new QueueKey(workspace, "users", "welcome"),
              new ReadyQueue.Group(new RunId(1 + i % MANY), workspace),
              i));
    }
    entries.forEach(state.ready()::add);
    for (ReadyQueue.Entry entry : entries) {
      assertThat(state.ready().pools()).hasSize(1);
      WorkerPool pool = state.ready().pools().getFirst();
      assertThat(state.ready().next(pool)).isNotNull();
      pool.findFree().orElseThrow().assign(entry.execution());
      state.ready().take(entry);
    }
    assertThat(state.poolLookups()).isEqualTo(MANY);

    sessions.forEach(session -> session.setDraining(true));
    state.ready().add(entries.getFirst());
    assertThat(state.ready().pools().getFirst().isEmpty()).isTrue();
  }

  private static WorkerSession session(EngineState state, long id) {
    return new WorkerSession(
        new SessionRow(
            id,
            1,
            "w" + id,
            null,
            "w*",
            "v1",
            100,
            Set.of("users"),
            Map.of(),
            new byte[0],
            Instant.EPOCH,
            false,
            false,
            null,
            null),
        "w*",
        new SilentLink(),
        state::workersChanged);
  }

  private static final class SilentLink implements WorkerLink {
    @Override
    public void execute(Order order) {}

    @Override
    public void stop(ExecutionId execution, String reason) {}

    @Override
    public void resolved(ExecutionId waiting, ExecutionId awaited, Outcome outcome) {}

    @Override
    public void settled(ExecutionId caller, Outcome outcome) {}
  }
}
