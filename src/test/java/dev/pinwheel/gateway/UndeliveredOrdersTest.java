package dev.pinwheel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.protocol.CallOptions;
import dev.pinwheel.protocol.Connection;
import dev.pinwheel.protocol.ModuleDeclaration;
import dev.pinwheel.protocol.Protocol;
import dev.pinwheel.protocol.ServerMessage;
import dev.pinwheel.protocol.WorkerMessage;
import dev.pinwheel.query.view.Sight;
import dev.pinwheel.testing.SocketServer;
import dev.pinwheel.testing.SubmittedRun;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * An assignment whose delivery is unknown is delivered again or ended: an execution that no worker
 * knows of never stays open.
 */
@SuppressWarnings("NullAway") // what is null by mistake fails the test
class UndeliveredOrdersTest extends SocketFixture {

  private static final String ORDER = "\"type\":\"execute\"";

  private static String hello(int received, ExecutionId... executions) {
    String ids = List.of(executions).stream().map(id -> "\"" + id + "\"").toList().toString();
    return RawWorker.hello(Protocol.VERSION, "one")
        .replace(
            "\"modules\"",
            "\"executions\":%s,\"received\":%d,\"modules\"".formatted(ids, received));
  }

  /** Has sent something since its welcome, so that it can resume its session. */
  private RawWorker worker() throws Exception {
    RawWorker worker = RawWorker.connect(server).say(hello(0));
    assertThat(worker.hear()).contains("\"welcome\"");
    worker.beat();
    return worker;
  }

  private SubmittedRun submit() {
    return SubmittedRun.of(engine, "raw", "work", "1");
  }

  private static String hear(RawWorker worker, String content) throws Exception {
    String heard = worker.hear();
    while (!heard.contains(content)) {
      heard = worker.hear();
    }
    return heard;
  }

  private static String complete(ExecutionId execution, int acknowledged) {
    return "{\"first\":1,\"acknowledged\":%d,\"messages\":[{\"type\":\"complete\",\"execution\":\"%s\",\"value\":7}]}"
        .formatted(acknowledged, execution);
  }

  private static String acknowledging(int number) {
    return "{\"first\":1,\"acknowledged\":%d,\"messages\":[]}".formatted(number);
  }

  /** The assignment is committed, and the worker takes nothing in before the server is killed. */
  private SubmittedRun submitToLostServer() throws Exception {
    SubmittedRun run;
    try (RawWorker worker = worker()) {
      run = submit();
      engine.changes().awaitUntil("assigned", () -> engine.facts().assignments().size() == 1);
      server.close();
    }
    engine.restart();
    return new SubmittedRun(engine, "production", run.run());
  }

  @Test
  void anOrderThatTheServerLostWhenItWasKilledIsGivenAgain() throws Exception {
    SubmittedRun run = submitToLostServer();
    server = SocketServer.start(engine.engine(), InstantSource.system());

    try (RawWorker back = RawWorker.connect(server).say(hello(0))) {
      assertThat(hear(back, ORDER)).contains(run.root().toString());
      back.say(complete(run.root(), 1));

      assertThat(run.value()).isEqualTo("7");
      assertThat(engine.facts().assignments()).hasSize(1);
    }
  }

  @Test
  void anExecutionWhoseWorkerDoesNotComeBackToTheNextServerIsAbandoned() throws Exception {
    SubmittedRun run = submitToLostServer();

    engine.advance(Duration.ofSeconds(61));
    engine.tick();

    assertThat(run.awaitEnd()).isEqualTo(ResultKind.ABANDONED);
    server = SocketServer.start(engine.engine(), InstantSource.system());
  }

  @Test
  void anOrderThatWasLostWithTheSocketIsSentAgain() throws Exception {
    SubmittedRun run;
    try (RawWorker worker = worker()) {
      run = submit();
      hear(worker, ORDER);
    }

    try (RawWorker back = RawWorker.connect(server).say(hello(0))) {
      assertThat(back.hear()).contains("\"continued\":true");
      assertThat(hear(back, ORDER)).contains(run.root().toString());
      back.say(complete(run.root(), 1));

      assertThat(run.value()).isEqualTo("7");
    }
  }

  @Test
  void anExecutionThatAResumedSessionDoesNotKnowFails() throws Exception {
    SubmittedRun run;
    SubmittedRun another;
    try (RawWorker worker = worker()) {
      run = submit();
      hear(worker, run.root().toString());
      another = submit();
      hear(worker, another.root().toString());
      worker.say(acknowledging(2));
      worker.awaitRead();
    }

    try (RawWorker back = RawWorker.connect(server).say(hello(2, another.root()))) {
      assertThat(back.hear()).contains("\"continued\":true");

      assertThat(run.failure()).contains("worker raw", "reconnected without it");
      back.say(complete(another.root(), 2));
      assertThat(another.value()).isEqualTo("7");
      back.say(complete(run.root(), 2).replace("\"first\":1", "\"first\":2"));
      hear(back, "\"acknowledged\":2");
      assertThat(run.awaitEnd()).isEqualTo(ResultKind.FAILED);
    }
  }

  /** Its end is on the way, or it is not known to have arrived. */
  @Test
  void anExecutionThatHasEndedInAResumedSessionKeepsItsResult() throws Exception {
    SubmittedRun run;
    try (RawWorker worker = worker()) {
      run = submit();
      hear(worker, ORDER);
      worker.say(acknowledging(1));
      worker.awaitRead();
    }

    try (RawWorker back = RawWorker.connect(server).say(hello(1, run.root()))) {
      assertThat(back.hear()).contains("\"continued\":true");
      back.say(complete(run.root(), 1));

      assertThat(run.value()).isEqualTo("7");
    }
  }

  @Test
  void anOrderThatAnEmbeddedWorkerDoesNotAcceptEndsTheExecution() {
    Connection connection =
        new Gateway(engine.engine())
            .connect(
                new Connection.Listener() {
                  @Override
                  public void received(ServerMessage message) {
                    if (message instanceof ServerMessage.Execute) {
                      throw new IllegalStateException("by the test");
                    }
                  }

                  @Override
                  public void closed(String reason) {}
                });
    connection.send(
        new WorkerMessage.Hello(
            Protocol.VERSION,
            "embedded",
            null,
            "1",
            2,
            List.of(
                new ModuleDeclaration(
                    "raw",
                    List.of(
                        new ModuleDeclaration.TargetDeclaration(
                            "work",
                            "workflow",
                            "",
                            List.of(
                                new ModuleDeclaration.ParameterDeclaration("n", "{}", true, null)),
                            CallOptions.NONE)))),
            "the embedded one",
            List.of()));
    engine
        .changes()
        .awaitUntil(
            "the session",
            () ->
                !engine
                    .reads()
                    .workers()
                    .list(engine.reads().viewpoints().get("production", Sight.EVERYTHING))
                    .isEmpty());

    assertThat(submit().failure()).contains("did not start", "by the test");
    connection.close();
  }
}
