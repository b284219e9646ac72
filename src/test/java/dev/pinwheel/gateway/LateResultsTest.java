package dev.pinwheel.gateway;

import static dev.pinwheel.store.jooq.Tables.WORKER_SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.testing.SubmittedRun;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Results that come twice, too late, or from a worker that was given up: the first one counts (E1).
 */
@SuppressWarnings("NullAway") // what is null by mistake fails the test
class LateResultsTest extends SocketFixture {

  private static final int ROUNDS = 50;
  private static final Pattern EXECUTE =
      Pattern.compile("\"type\":\"execute\",\"execution\":\"([^\"]+)\"");

  @Override
  InstantSource clockOfSockets() {
    return engine.clock();
  }

  private SubmittedRun submit(int n) {
    return SubmittedRun.of(engine, "raw", "work", Integer.toString(n));
  }

  private RawWorker worker(String instance) throws Exception {
    RawWorker worker = RawWorker.connect(server).sayHello(instance);
    assertThat(worker.hear()).contains("welcome");
    return worker;
  }

  /** The next order; frames that only acknowledge are passed over. */
  private static String hearOrder(RawWorker worker) throws Exception {
    return hear(worker, EXECUTE).group(1);
  }

  private static Matcher hear(RawWorker worker, Pattern content) throws Exception {
    while (true) {
      Matcher found = content.matcher(worker.hear());
      if (found.find()) {
        return found;
      }
    }
  }

  private static String complete(long number, String execution, String value) {
    return "{\"first\":%d,\"acknowledged\":0,\"messages\":[{\"type\":\"complete\",\"execution\":\"%s\",\"value\":%s}]}"
        .formatted(number, execution, value);
  }

  private static Pattern acknowledging(long number) {
    return Pattern.compile("\"acknowledged\":" + number + ",");
  }

  private Json valueOf(String execution) {
    return engine.facts().valueOf(ExecutionId.parse(execution).orElseThrow());
  }

  @Test
  void theSameResultDeliveredTwiceCountsOnce() throws Exception {
    try (RawWorker worker = worker("k")) {
      for (int round = 0; round < ROUNDS; round++) {
        SubmittedRun run = submit(round);
        String execution = hearOrder(worker);
        long number = 2L * round + 1;

        worker.say(complete(number, execution, "1"));
        worker.say(complete(number, execution, "1"));
        worker.say(complete(number + 1, execution, "2"));

        hear(worker, acknowledging(number + 1));
        assertThat(run.awaitEnd()).isEqualTo(ResultKind.VALUE);
        assertThat(valueOf(execution)).isEqualTo(Json.of("1"));
      }
      assertThat(engine.facts().executions()).hasSize(ROUNDS);
    }
  }

  @Test
  void aResultOfWhatWasCancelledMeanwhileIsIgnored() throws Exception {
    try (RawWorker worker = worker("k")) {
      for (int round = 0; round < ROUNDS; round++) {
        SubmittedRun run = submit(round);
        String execution = hearOrder(worker);
        engine.cancelRun("production", run.run());

        worker.say(complete(round + 1, execution, "1"));

        hear(worker, acknowledging(round + 1));
        assertThat(run.awaitEnd()).isEqualTo(ResultKind.CANCELLED);
      }
      assertThat(engine.facts().executions()).hasSize(ROUNDS);
    }
  }

  @Test
  void whatAFrozenWorkerHadIsAbandonedAndItsLateResultIgnored() throws Exception {
    try (RawWorker healthy = worker("healthy")) {
      for (int round = 0; round < ROUNDS; round++) {
        try (RawWorker frozen = worker("frozen " + round)) {
          SubmittedRun one = submit(1);
          SubmittedRun two = submit(2);
          // Two workers share, so each has one of them.
          String lost = hearOrder(frozen);
          String done = hearOrder(healthy);

          passTime(healthy, Duration.ofSeconds(70));
          assertThat(kindOf(lost)).isEqualTo(ResultKind.ABANDONED);
          frozen.closeReason();

          healthy.say(complete(round + 1, done, "1"));
          hear(healthy, acknowledging(round + 1));
          assertThat(one.awaitEnd()).isNotEqualTo(two.awaitEnd());
          try (RawWorker back = RawWorker.connect(server)) {
            back.sayHello("frozen " + round);
            assertThat(back.hear()).contains("\"continued\":false");
            back.say(complete(1, lost, "1"));
            hear(back, acknowledging(1));
            back.leave();
          }
          assertThat(kindOf(lost)).isEqualTo(ResultKind.ABANDONED);
        }
        // Nobody else takes part in the next round.
        await().until(() -> openSessions() == 1);
      }
      assertThat(engine.facts().executions()).hasSize(2 * ROUNDS);
    }
  }

  private int openSessions() {
    return engine
        .database()
        .read(dsl -> dsl.fetchCount(WORKER_SESSION, WORKER_SESSION.ENDED_AT.isNull()));
  }

  private ResultKind kindOf(String execution) {
    return engine.facts().kindOf(ExecutionId.parse(execution).orElseThrow()).orElseThrow();
  }

  /** Time passes in which one worker gives signs of life and nobody else does. */
  private void passTime(RawWorker alive, Duration time) throws Exception {
    Instant until = engine.clock().instant().plus(time);
    while (engine.clock().instant().isBefore(until)) {
      engine.advance(Duration.ofSeconds(10));
      alive.beat();
      server.look();
      engine.tick();
    }
  }
}
