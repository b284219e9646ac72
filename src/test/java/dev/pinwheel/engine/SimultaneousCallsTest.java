package dev.pinwheel.engine;

import static dev.pinwheel.testing.TargetSpec.task;
import static dev.pinwheel.testing.TargetSpec.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Race;
import dev.pinwheel.testing.Scripted;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** M8 and E1: simultaneous commands have one winner. */
@EachDatabase
class SimultaneousCallsTest {

  private static final int ROUNDS = 60;

  @BeforeEach
  void production(EngineFixture pinwheel) {
    pinwheel.workspace("production");
    pinwheel.embeddedWorker(
        workflow("welcome", "userId"),
        task("fetchUser", "userId").memo(),
        task("sendEmail", "userId"),
        task("sendNotification", "userId"));
  }

  @Test
  void scenario02_twoCallsAtTheSameInstantAlwaysShareOneExecution(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted email = welcome.calls("sendEmail", "u1").running();
    Scripted notification = welcome.calls("sendNotification", "u1").running();

    for (int round = 0; round < 200; round++) {
      String user = "u" + round;
      List<Scripted.Calling> calls =
          Race.of(
              () -> email.calls("fetchUser", user), () -> notification.calls("fetchUser", user));

      assertThat(calls.get(0).id()).isEqualTo(calls.get(1).id());
      assertThat(calls).filteredOn(Scripted.Calling::reused).hasSize(1);
    }
    assertThat(pinwheel.facts().executionsOf(welcome.run(), "fetchUser")).hasSize(200);
  }

  /** M8: any number of callers. */
  @Test
  void manyCallersAtTheSameInstantShareOneExecution(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    List<Scripted> callers =
        IntStream.range(0, 8).mapToObj(i -> welcome.calls("sendEmail", "u" + i).running()).toList();

    for (int round = 0; round < ROUNDS; round++) {
      String user = "u" + round;
      List<Scripted.Calling> calls = Race.ofAll(callers, caller -> caller.calls("fetchUser", user));

      assertThat(calls.stream().map(Scripted.Calling::id).distinct()).hasSize(1);
      assertThat(calls).filteredOn(call -> !call.reused()).hasSize(1);
    }
  }

  /** E1: the first result recorded wins. */
  @Test
  void ofTwoResultsAtTheSameInstantOneWins(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    for (int round = 0; round < ROUNDS; round++) {
      Scripted email = welcome.calls("sendEmail", "u" + round).running();

      List<Boolean> won = Race.of(() -> email.returns("sent"), () -> email.fails("not sent"));

      assertThat(won).containsExactlyInAnyOrder(true, false);
    }
  }

  /** E1, F3: a result and a re-run at the same instant leave one end of the old execution. */
  @Test
  void aResultAndARerunAtTheSameInstantLeaveOneEnd(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    for (int round = 0; round < ROUNDS; round++) {
      Scripted email = welcome.calls("sendEmail", "u" + round).running();

      List<Object> answers =
          Race.of(
              () -> email.returns("sent"), () -> pinwheel.rerun("production", email.step()).id());

      boolean returned = (boolean) answers.get(0);
      ExecutionId forced = (ExecutionId) answers.get(1);
      assertThat(forced.attempt()).isEqualTo(2);
      assertThat(email.result()).isEqualTo(returned ? ResultKind.VALUE : ResultKind.SUPERSEDED);
    }
  }

  /** F1: attempts are numbered without gaps or doubles. */
  @Test
  void simultaneousRerunsGetAttemptsOfTheirOwn(EngineFixture pinwheel) {
    Scripted welcome = pinwheel.submit("production", "welcome", "u1").running();
    Scripted email = welcome.calls("sendEmail", "u1").running();
    for (int round = 0; round < ROUNDS; round++) {
      List<ExecutionId> forced =
          Race.of(
              () -> pinwheel.rerun("production", email.step()).id(),
              () -> pinwheel.rerun("production", email.step()).id());

      assertThat(forced)
          .extracting(ExecutionId::attempt)
          .containsExactlyInAnyOrder(2 * round + 2, 2 * round + 3);
    }
    assertThat(
            pinwheel.facts().executionsOf(email.step()).stream()
                .filter(row -> pinwheel.facts().results().get(row.getId()) == null))
        .as("all but the newest are superseded")
        .hasSize(1);
  }

  /** E5: an idempotency key starts one run. */
  @Test
  void simultaneousSubmissionsWithOneIdempotencyKeyStartOneRun(EngineFixture pinwheel) {
    for (int round = 0; round < ROUNDS; round++) {
      String key = "key" + round;
      List<Command.Submitted> submitted =
          Race.of(
              () -> pinwheel.execute(KeyedSubmissions.welcome("production", "u1", key)),
              () -> pinwheel.execute(KeyedSubmissions.welcome("production", "u1", key)));

      assertThat(submitted.get(0).run()).isEqualTo(submitted.get(1).run());
      assertThat(submitted).filteredOn(Command.Submitted::existing).hasSize(1);
    }
  }
}
