package dev.pinwheel.worker.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.protocol.Connection;
import dev.pinwheel.protocol.Protocol;
import dev.pinwheel.protocol.ServerMessage;
import dev.pinwheel.protocol.WorkerMessage;
import dev.pinwheel.worker.CapturedWorkerLog;
import java.net.URI;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A session that cannot be resumed is given up, and another one is opened. */
@SuppressWarnings("NullAway") // what is null by mistake fails the test
class LostSessionTest {

  private static final String REFUSAL = "Expected an acknowledgement of at most 0, found 290.";
  private static final String INSTANCE = "the first instance";

  @RegisterExtension private final CapturedWorkerLog log = new CapturedWorkerLog();

  private final ScriptedServer server = new ScriptedServer();
  private final Worker worker = new Worker();
  private final RemoteConnection connection =
      new RemoteConnection(
          List.of(URI.create("http://localhost:1")), worker, InstantSource.system(), server);

  /** What a worker is told. */
  private static final class Worker implements Connection.Listener {

    private final List<ServerMessage> messages = new CopyOnWriteArrayList<>();
    private final List<String> abandoned = new CopyOnWriteArrayList<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private volatile List<String> running = List.of();
    private volatile String refuses = "";

    @Override
    public void received(ServerMessage message) {
      if (message instanceof ServerMessage.Stop stop && stop.execution().equals(refuses)) {
        throw new IllegalStateException("by the test");
      }
      messages.add(message);
    }

    @Override
    public Collection<String> abandoned(String reason) {
      abandoned.add(reason);
      List<String> lost = running;
      running = List.of();
      return lost;
    }

    @Override
    public Collection<String> running() {
      return running;
    }

    @Override
    public void closed(String reason) {
      closed.complete(reason);
    }

    String closed() throws Exception {
      return closed.get(10, TimeUnit.SECONDS);
    }
  }

  private static String welcome(String session, boolean continued, long received) {
    return welcome(session, "before", continued, received);
  }

  private static String welcome(
      String session, String incarnation, boolean continued, long received) {
    return "{\"type\":\"welcome\",\"session\":\"%s\",\"incarnation\":\"%s\",\"continued\":%s,\"received\":%d}"
        .formatted(session, incarnation, continued, received);
  }

  private static String refused(String reason) {
    return "{\"type\":\"refused\",\"reason\":\"%s\"}".formatted(reason);
  }

  @BeforeEach
  void sayHello() {
    connection.send(
        new WorkerMessage.Hello(
            Protocol.VERSION, "joe", "production", "1", 1, List.of(), INSTANCE, List.of()));
  }

  @AfterEach
  void close() {
    connection.close();
  }

  /** Opens session S1, in which one execution runs and another has ended. */
  private ScriptedServer.Socket work() throws Exception {
    ScriptedServer.Socket socket = server.accept();
    assertThat(socket.hear()).contains(INSTANCE);
    socket.say(welcome("S1", false, 0));
    worker.running = List.of("R1:1:1");
    connection.send(new WorkerMessage.Complete("R1:2:1", "1"));
    assertThat(socket.hear()).contains("R1:2:1");
    return socket;
  }

  /** The hello of a session that has nothing of the one before. */
  private static void hearNewHello(ScriptedServer.Socket socket) throws Exception {
    assertThat(socket.hear())
        .contains("\"type\":\"hello\"", "\"executions\":[]", "\"received\":0")
        .doesNotContain(INSTANCE);
  }

  @Test
  void sessionWhoseResumptionIsRefusedIsReplacedByANewOne() throws Exception {
    work().lose();
    ScriptedServer.Socket resumed = server.accept();
    assertThat(resumed.hear()).contains(INSTANCE, "\"executions\":[\"R1:1:1\",\"R1:2:1\"]");

    resumed.say(refused(REFUSAL));

    ScriptedServer.Socket fresh = server.accept();
    hearNewHello(fresh);
    fresh.say(welcome("S2", false, 0));
    connection.send(new WorkerMessage.Complete("R2:1:1", "2"));
    assertThat(fresh.hear()).contains("\"first\":1", "R2:1:1").doesNotContain("R1:");
    assertThat(worker.abandoned).containsExactly(REFUSAL);
    await()
        .untilAsserted(() ->
            assertThat(worker.messages)
                .containsExactly(new ServerMessage.Welcome("S1"), new ServerMessage.Welcome("S2")));
    assertThat(log.lines())
        .contains(
            "WARN Worker joe cannot resume session S1 and starts a new one. It gave up 1 execution (R1:1:1) and 1 undelivered messages: "
                + REFUSAL);
  }

  @Test
  void messagesAfterOneThatCannotBeProcessedAreSentAgain() throws Exception {
    ScriptedServer.Socket socket = work();
    worker.refuses = "R1:1:1";

    socket.say(
        "{\"first\":1,\"acknowledged\":1,\"messages\":[%s,%s,%s]}"
            .formatted(stop("R3:1:1"), stop("R1:1:1"), stop("R4:1:1")));

    assertThat(worker.messages).contains(STOPPED_3).doesNotContain(STOPPED_4);
    ScriptedServer.Socket resumed = server.accept();
    assertThat(resumed.hear()).contains(INSTANCE, "\"received\":2");
    resumed.say(welcome("S1", true, 1));
    resumed.say(
        "{\"first\":2,\"acknowledged\":1,\"messages\":[%s,%s]}"
            .formatted(stop("R1:1:1"), stop("R4:1:1")));
    await().until(() -> worker.messages.contains(STOPPED_4));
    assertThat(worker.messages).containsOnlyOnce(STOPPED_3, STOPPED_4);
  }

  private static final ServerMessage STOPPED_3 = new ServerMessage.Stop("R3:1:1", "");
  private static final ServerMessage STOPPED_4 = new ServerMessage.Stop("R4:1:1", "");

  private static String stop(String execution) {
    return "{\"type\":\"stop\",\"execution\":\"%s\",\"reason\":\"\"}".formatted(execution);
  }

  @Test
  void workerWhoseNewSessionIsRefusedTooEnds() throws Exception {
    work().lose();
    ScriptedServer.Socket resumed = server.accept();
    resumed.say(refused("There is no workspace 'production'."));
    ScriptedServer.Socket fresh = server.accept();
    hearNewHello(fresh);

    fresh.say(refused("There is no workspace 'production'."));

    assertThat(worker.closed()).isEqualTo("There is no workspace 'production'.");
    assertThat(server.isCalled()).isFalse();
  }

  @Test
  void sessionThatTheServerEndsWithARefusalIsReplacedByANewOne() throws Exception {
    work().say(refused("The id 'me' is malformed."));

    hearNewHello(server.accept());

    assertThat(worker.abandoned).containsExactly("The id 'me' is malformed.");
  }

  @Test
  void serverThatHasReceivedMoreThanWasSentIsNotAskedToResumeAgain() throws Exception {
    work().lose();

    server.accept().say(welcome("S1", true, 7));

    hearNewHello(server.accept());
    assertThat(worker.abandoned)
        .containsExactly("Expected an acknowledgement of at most 1, found 7.");
  }

  @Test
  void messageThatCannotBeReadIsNotAskedForAgain() throws Exception {
    work().say("{\"first\":1,\"acknowledged\":0,\"messages\":[{\"type\":\"surprise\"}]}");

    hearNewHello(server.accept());

    assertThat(worker.abandoned.getFirst())
        .startsWith("The server sent a message that this worker cannot read. ")
        .contains("surprise");
  }

  /** The server opens another session for the same instance when the lease is over. */
  @Test
  void whatBelongsToASessionThatHasEndedIsNotSentToItsSuccessor() throws Exception {
    work().lose();
    ScriptedServer.Socket resumed = server.accept();
    resumed.hear();

    resumed.say(welcome("S2", false, 0));
    await().until(() -> worker.messages.contains(new ServerMessage.Welcome("S2")));

    connection.send(new WorkerMessage.Complete("R2:1:1", "2"));
    assertThat(resumed.hear()).contains("\"first\":1", "R2:1:1").doesNotContain("R1:");
    assertThat(worker.abandoned).containsExactly("The server has ended session S1.");
  }

  /** N7: whatever the number of the session is, it belongs to a database that is no more. */
  @Test
  void whatBelongsToAnotherIncarnationIsGivenUp() throws Exception {
    work().lose();
    ScriptedServer.Socket resumed = server.accept();
    resumed.hear();

    resumed.say(welcome("S1", "restored", false, 0));
    await().until(() -> worker.abandoned.size() == 1);

    connection.send(new WorkerMessage.Complete("R2:1:1", "2"));
    assertThat(resumed.hear()).contains("\"first\":1", "R2:1:1").doesNotContain("R1:");
    assertThat(worker.abandoned).containsExactly("The server has ended session S1.");
    assertThat(worker.running).isEmpty();
  }

  @Test
  void drainingWorkerDoesNotBeginANewSession() throws Exception {
    ScriptedServer.Socket socket = work();
    connection.send(new WorkerMessage.Drain());
    socket.lose();

    server.accept().say(refused(REFUSAL));

    assertThat(worker.closed()).isEqualTo(REFUSAL);
    assertThat(worker.abandoned).isEmpty();
  }
}
