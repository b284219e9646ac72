package dev.pinwheel.gateway;

import static dev.pinwheel.store.jooq.Tables.LOG_MESSAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.testing.SubmittedRun;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A worker speaks for the executions that it was handed, and for no others. */
@SuppressWarnings("NullAway") // what is null by mistake fails the test
class ForeignExecutionTest extends SocketFixture {

  private static final String NOT_ITS_OWN = " is not assigned to this worker: ";

  @Override
  InstantSource clockOfSockets() {
    return engine.clock();
  }

  private RawWorker worker(String instance) throws Exception {
    RawWorker worker = RawWorker.connect(server).sayHello(instance);
    assertThat(worker.hear()).contains("welcome");
    return worker;
  }

  private static String frame(int number, String message) {
    return "{\"first\":%d,\"acknowledged\":0,\"messages\":[%s]}".formatted(number, message);
  }

  private static String hearAbout(RawWorker worker, String content) throws Exception {
    while (true) {
      String heard = worker.hear();
      if (heard.contains(content)) {
        return heard;
      }
    }
  }

  @Test
  void whatAWorkerSaysAboutAnExecutionOfAnotherIsRefused() throws Exception {
    try (RawWorker owner = worker("owner");
        RawWorker stranger = worker("stranger")) {
      SubmittedRun run = SubmittedRun.of(engine, "raw", "work", "1");
      // Two workers share, and the first has it.
      hearAbout(owner, "\"type\":\"execute\"");
      String id = run.root().toString();

      List<String> messages =
          List.of(
              "{\"type\":\"complete\",\"execution\":\"%s\",\"value\":666}",
              "{\"type\":\"fail\",\"execution\":\"%s\",\"failure\":{\"type\":\"X\"}}",
              "{\"type\":\"progress\",\"execution\":\"%s\",\"fraction\":0.5}",
              "{\"type\":\"used\",\"execution\":\"%s\",\"reused\":[],\"awaited\":[]}",
              "{\"type\":\"log\",\"lines\":[{\"execution\":\"%s\",\"atEpochMillis\":1,\"level\":\"info\",\"template\":\"lie\",\"values\":{}}]}");
      int number = 0;
      for (String message : messages) {
        stranger.say(frame(++number, message.formatted(id)));
        assertThat(hearAbout(stranger, "\"stop\"")).as(message).contains(id + NOT_ITS_OWN);
      }
      stranger.say(
          frame(
              ++number,
              "{\"type\":\"call\",\"request\":1,\"execution\":\"%s\",\"number\":1,\"module\":\"raw\",\"target\":\"work\",\"arguments\":[1],\"blocking\":false}"
                  .formatted(id)));
      assertThat(hearAbout(stranger, "\"callRefused\"")).contains(id + NOT_ITS_OWN);
      stranger.say(
          frame(
              ++number,
              "{\"type\":\"resolve\",\"request\":2,\"execution\":\"%s\",\"awaited\":\"%s\"}"
                  .formatted(id, id)));
      assertThat(hearAbout(stranger, "\"resolved\"")).contains(id + NOT_ITS_OWN);

      owner.say(frame(1, "{\"type\":\"complete\",\"execution\":\"%s\",\"value\":7}".formatted(id)));
      assertThat(run.value()).isEqualTo("7");
      assertThat(engine.facts().executions()).hasSize(1);
      assertThat(engine.facts().calls()).isEmpty();
      assertThat(logged()).isZero();

      SubmittedRun.of(engine, "raw", "work", "2");
      SubmittedRun.of(engine, "raw", "work", "3");
      assertThat(hearAbout(stranger, "\"type\":\"execute\""))
          .as("the stranger goes on as before")
          .contains("\"target\":\"work\"");
    }
  }

  private int logged() {
    return engine.database().read(dsl -> dsl.fetchCount(LOG_MESSAGE));
  }

  @Test
  void aCallOfAnExecutionThatWasCancelledIsRefusedAndItsResultIgnored() throws Exception {
    try (RawWorker worker = worker("owner")) {
      SubmittedRun run = SubmittedRun.of(engine, "raw", "work", "1");
      hearAbout(worker, "\"type\":\"execute\"");
      String id = run.root().toString();
      engine.cancelRun("production", run.run());
      hearAbout(worker, "\"stop\"");

      worker.say(
          frame(
              1,
              "{\"type\":\"call\",\"request\":1,\"execution\":\"%s\",\"number\":1,\"module\":\"raw\",\"target\":\"work\",\"arguments\":[1],\"blocking\":false}"
                  .formatted(id)));
      assertThat(hearAbout(worker, "\"callRefused\""))
          .contains(id + " has ended; further messages about it are ignored.");
      worker.say(
          frame(2, "{\"type\":\"complete\",\"execution\":\"%s\",\"value\":1}".formatted(id)));
      hearAbout(worker, "\"acknowledged\":2,");

      assertThat(run.awaitEnd()).isEqualTo(ResultKind.CANCELLED);
      assertThat(engine.facts().executions()).hasSize(1);
    }
  }

  /** E1: so a worker need not know whether its first report has arrived. */
  @Test
  void theFirstResultCounts() throws Exception {
    try (RawWorker worker = worker("owner")) {
      SubmittedRun run = SubmittedRun.of(engine, "raw", "work", "1");
      hearAbout(worker, "\"type\":\"execute\"");
      ExecutionId id = run.root();

      worker.say(
          frame(1, "{\"type\":\"complete\",\"execution\":\"%s\",\"value\":1}".formatted(id)));
      hearAbout(worker, "\"acknowledged\":1,");
      worker.say(
          frame(
              2,
              "{\"type\":\"fail\",\"execution\":\"%s\",\"failure\":{\"type\":\"X\"}}"
                  .formatted(id)));
      hearAbout(worker, "\"acknowledged\":2,");

      assertThat(run.awaitEnd()).isEqualTo(ResultKind.VALUE);
      assertThat(engine.facts().valueOf(id)).isEqualTo(Json.of("1"));
    }
  }
}
