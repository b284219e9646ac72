package dev.pinwheel.gateway;

import static dev.pinwheel.store.jooq.Tables.WORKER_SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.protocol.Protocol;
import dev.pinwheel.sdk.Execution;
import dev.pinwheel.sdk.Module;
import dev.pinwheel.sdk.Pinwheel;
import dev.pinwheel.sdk.Task;
import dev.pinwheel.sdk.Workflow;
import dev.pinwheel.testing.SubmittedRun;
import dev.pinwheel.worker.Worker;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Workers over a real socket, and what else may come over one. */
@SuppressWarnings("NullAway") // what is null by mistake fails the test
class WorkerSocketTest extends SocketFixture {

  /** Adds up. */
  @Module("sums")
  public static class Sums {

    @Task
    public int square(int n) {
      Pinwheel.log().info("Squaring {n}", n);
      return n * n;
    }

    @Task
    public int refuse(int n) {
      throw new IllegalArgumentException("No " + n + ", \ud800 please");
    }

    @Workflow
    public int squares(int count) {
      List<Execution<Integer>> calls =
          IntStream.range(0, count).mapToObj(n -> Pinwheel.submit(() -> square(n))).toList();
      return calls.stream().mapToInt(Execution::result).sum() + square(count);
    }

    @Workflow
    public String repeat(String text, int times) {
      return text.repeat(times);
    }

    @Workflow
    public int fails(int n) {
      return refuse(n);
    }
  }

  private Worker worker() {
    return Worker.builder()
        .name("joe@laptop")
        .server(server.address())
        .workspace("production")
        .concurrency(4)
        .module(Sums.class)
        .start();
  }

  private SubmittedRun submit(String workflow, String... arguments) {
    return SubmittedRun.of(engine, "sums", workflow, arguments);
  }

  @Test
  void runsWorkflowsOverTheSocket() {
    try (Worker worker = worker()) {
      assertThat(worker.session()).startsWith("S");
      assertThat(submit("squares", "20").value()).isEqualTo("2870");
      assertThat(submit("repeat", "\"é😀\"", "3").value()).isEqualTo("\"é😀é😀é😀\"");
    }
  }

  @Test
  void carriesValuesOfMegabytes() {
    try (Worker worker = worker()) {
      String value = submit("repeat", "\"0123456789\"", "500000").value();

      assertThat(value).hasSize(5_000_002);
    }
  }

  @Test
  void valuesBeyondTheLimitFailTheirExecutionOnly() {
    try (Worker worker = worker()) {
      assertThat(submit("repeat", "\"0123456789\"", "2000000").failure())
          .contains("20,000,002 characters")
          .contains("at most 16,711,680 fit");
      assertThat(submit("squares", "1").value()).isEqualTo("1");
    }
  }

  @Test
  void failuresTravelWithWhatTheySay() {
    try (Worker worker = worker()) {
      assertThat(submit("fails", "7").failure()).isEqualTo("No 7, \ufffd please");
    }
  }

  @Test
  void workerOfAnotherVersionIsRefusedInASentence() throws Exception {
    try (RawWorker raw = RawWorker.connect(server)) {
      raw.say(RawWorker.hello(99, "k"));

      assertThat(raw.hear())
          .isEqualTo(
              "{\"type\":\"refused\",\"reason\":\"Expected protocol version %d, but worker 'raw' speaks 99. Use a worker of the server's version.\"}"
                  .formatted(Protocol.VERSION));
      assertThat(raw.closeReason()).startsWith("1008 Expected protocol version");
    }
  }

  @Test
  void aWorkerReconnectsForWhatItWasConnectedForOnly() throws Exception {
    String hello = RawWorker.hello(Protocol.VERSION, "k");
    try (RawWorker first = RawWorker.connect(server).say(hello)) {
      assertThat(first.hear()).contains("\"welcome\"");
      first.beat();
      for (String other :
          new String[] {
            hello.replace("\"codeVersion\":\"1\"", "\"codeVersion\":\"2\""),
            hello.replace("\"concurrency\":2", "\"concurrency\":3"),
            hello.replace("\"workspace\":\"production\"", "\"workspace\":\"*\""),
            hello.replace("\"module\":\"raw\"", "\"module\":\"other\"")
          }) {
        try (RawWorker second = RawWorker.connect(server).say(other)) {
          assertThat(second.hear()).as(other).contains("\"refused\"", "an instance of its own");
          assertThat(second.closeReason()).startsWith("1008 ");
        }
      }
      first.beat();
      assertThat(first.isClosed()).isFalse();
    }
    try (RawWorker again = RawWorker.connect(server).say(hello)) {
      assertThat(again.hear()).contains("\"continued\":true");
    }
  }

  @Test
  void aWorkerThatClaimsWhatWasNeverSentLosesItsSession() throws Exception {
    String hello = RawWorker.hello(Protocol.VERSION, "k");
    for (String received : new String[] {"7", "-1"}) {
      try (RawWorker first = RawWorker.connect(server).say(hello)) {
        assertThat(first.hear()).contains("\"welcome\"");
        SubmittedRun run = SubmittedRun.of(engine, "raw", "work", "1");
        assertThat(first.hear()).contains("\"execute\"");
        first.beat();

        try (RawWorker second =
            RawWorker.connect(server)
                .say(hello.replaceFirst("\\{", "{\"received\":" + received + ","))) {
          assertThat(second.hear()).contains("\"refused\"", "Expected an acknowledgement");
          assertThat(run.awaitEnd()).isEqualTo(ResultKind.ABANDONED);
        }
      }
    }
  }

  @Test
  void workerOfAnUnknownWorkspaceIsRefusedInTheEnginesWords() {
    assertThatThrownBy(() ->
            Worker.builder()
                .name("joe")
                .server(server.address())
                .workspace("nowhere")
                .module(Sums.class)
                .start())
        .hasMessageStartingWith("Worker joe could not start: ")
        .hasMessageContaining("nowhere");
  }

  @Test
  void codeVersionsThatAreTooLongAreRefusedInASentence() {
    assertThatThrownBy(() ->
            Worker.builder()
                .name("joe")
                .server(server.address())
                .workspace("production")
                .codeVersion("v".repeat(121))
                .module(Sums.class)
                .start())
        .hasMessageContaining(
            "Expected a code version of at most 120 characters for the worker, found 121.");
  }

  @Test
  void addressWithoutAServerIsToldInASentence() {
    String address = server.address();
    server.close();

    assertThatThrownBy(() ->
            Worker.builder()
                .name("joe")
                .server(address)
                .workspace("production")
                .module(Sums.class)
                .start())
        .hasMessage(
            "Worker joe could not start: Could not reach %s: nothing listens there. Is the server running, and is that its address?"
                .formatted(address));
  }

  @Test
  void malformedMessagesEndTheirConnectionAndDisturbNobodyElse() throws Exception {
    try (Worker worker = worker()) {
      for (String malformed :
          List.of(
              "no JSON",
              "[]",
              "{}",
              "{\"first\":1,\"acknowledged\":0,\"messages\":[{\"type\":\"surprise\"}]}",
              "{\"first\":1,\"acknowledged\":0,\"messages\":[{\"type\":\"complete\",\"value\":1}]}",
              "{\"first\":7,\"acknowledged\":0,\"messages\":[]}",
              "{\"first\":1,\"acknowledged\":7,\"messages\":[]}")) {
        try (RawWorker raw = RawWorker.connect(server)) {
          raw.sayHello("key of " + malformed.hashCode());
          assertThat(raw.hear()).contains("welcome");
          raw.say(malformed);

          assertThat(raw.hear()).startsWith("{\"type\":\"refused\",\"reason\":\"Expected ");
          assertThat(raw.closeReason()).startsWith("1008 Expected ");
        }
      }
      assertThat(submit("squares", "3").value()).isEqualTo("14");
    }
  }

  @Test
  void unknownFieldsAreIgnored() throws Exception {
    try (RawWorker raw = RawWorker.connect(server)) {
      raw.say(RawWorker.hello(1, "k").replaceFirst("\\{", "{\"color\":{\"red\":[1,{}]},"));

      assertThat(raw.hear()).startsWith("{\"type\":\"welcome\",\"session\":\"S");
    }
  }

  @Test
  void helloMustComeFirst() throws Exception {
    try (RawWorker raw = RawWorker.connect(server)) {
      raw.say("{\"first\":1,\"acknowledged\":0,\"messages\":[]}");

      assertThat(raw.hear()).contains("Expected a hello as the first message of the connection.");
    }
  }

  @Test
  void textsBeyondTheLimitEndTheConnection() throws Exception {
    try (RawWorker raw = RawWorker.connect(server)) {
      raw.sayHello("long");
      assertThat(raw.hear()).contains("welcome");
      raw.say("x".repeat(Protocol.MAX_CHARACTERS + 1));

      assertThat(raw.hear()).contains("Expected at most 16,777,216 characters in one text");
    }
  }

  @Test
  void pagesOfBrowsersAreNoWorkers() {
    for (String origin : List.of("http://evil.example", server.address(), "null")) {
      assertThatThrownBy(() -> RawWorker.connectFrom(origin, server))
          .isInstanceOf(ExecutionException.class)
          .rootCause()
          .hasMessageContaining("403");
    }
  }

  @Test
  void workerThatLeavesIsGoneAtOnce() {
    try (Worker worker = worker()) {
      assertThat(submit("squares", "1").value()).isEqualTo("1");
      assertThat(openSessions()).isEqualTo(1);
    }

    await().untilAsserted(() -> assertThat(openSessions()).isZero());
  }

  private long openSessions() {
    return engine
        .database()
        .read(dsl -> dsl.fetchCount(WORKER_SESSION, WORKER_SESSION.ENDED_AT.isNull()));
  }

  @Test
  void closedWorkerLeavesItsExecutionsAbandonedAtOnce() throws Exception {
    try (RawWorker raw = RawWorker.connect(server)) {
      raw.sayHello("k");
      assertThat(raw.hear()).contains("welcome");
      engine.execute(
          new Command.SubmitRun(
              "production", "raw", "work", List.of(Json.of("1")), null, null, Actor.LOCAL));
      assertThat(raw.hear()).contains("\"type\":\"execute\"").contains("\"arguments\":[1]");
      raw.say("malformed");

      await().untilAsserted(() -> assertThat(engine.facts().toString()).contains("abandoned"));
    }
  }
}
