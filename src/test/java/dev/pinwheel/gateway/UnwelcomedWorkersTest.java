package dev.pinwheel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.protocol.Protocol;
import dev.pinwheel.testing.SubmittedRun;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who has not been welcomed costs the server little, and no other worker its work. */
@SuppressWarnings("NullAway") // what is null by mistake fails the test
class UnwelcomedWorkersTest extends SocketFixture {

  private static final int PART = 512 * 1024;

  private final List<RawWorker> opened = new ArrayList<>();

  @Override
  InstantSource clockOfSockets() {
    return engine.clock();
  }

  @AfterEach
  void closeAll() {
    opened.forEach(RawWorker::close);
  }

  private RawWorker connect() throws Exception {
    RawWorker worker = RawWorker.connect(server);
    opened.add(worker);
    return worker;
  }

  private RawWorker welcomed(String instance) throws Exception {
    RawWorker worker = connect().sayHello(instance);
    assertThat(worker.hear()).contains("welcome");
    return worker;
  }

  @Test
  void helloHasALimitedLength() throws Exception {
    String hello = RawWorker.hello(Protocol.VERSION, "long");
    String longest = hello + " ".repeat(Protocol.MAX_HELLO - hello.length());

    RawWorker tooLong = connect().say(longest + " ");
    assertThat(tooLong.hear()).contains("refused", "at most 4,194,304 characters");
    assertThat(tooLong.closeReason()).startsWith("1008 ");

    assertThat(connect().say(longest).hear()).contains("welcome");
  }

  @Test
  void textsAfterTheWelcomeMayBeLonger() throws Exception {
    RawWorker worker = welcomed("long");
    SubmittedRun run = SubmittedRun.of(engine, "raw", "work", "1");
    while (!worker.hear().contains("execute")) {}

    String value = "\"" + "x".repeat(Protocol.MAX_HELLO + 1) + "\"";
    worker.say(
        "{\"first\":1,\"acknowledged\":0,\"messages\":[{\"type\":\"complete\",\"execution\":\"%s\",\"value\":%s}]}"
            .formatted(run.root(), value));

    assertThat(run.value()).isEqualTo(value);
  }

  @Test
  void helloHasToArriveInTime() throws Exception {
    RawWorker slow = connect().sayPart("{\"type\":");
    RawWorker worker = welcomed("in time");

    engine.clock().advance(Protocol.HELLO_WITHIN.minusMillis(1));
    slow.sayPart("\"hel");
    worker.beat();
    server.look();
    slow.sayPart("lo\"");
    engine.clock().advance(java.time.Duration.ofMillis(1));
    server.look();

    assertThat(slow.closeReason()).isEqualTo("1001 Expected a hello within 10 seconds.");
    worker.beat();
  }

  @Test
  void idleConnectionsAreLimitedAndClosed() throws Exception {
    RawWorker worker = welcomed("legitimate");
    for (int i = 0; i < UnwelcomedSockets.MAX_SOCKETS; i++) {
      // Otherwise it may be counted, and its time begin, only after the clock has moved.
      connect().awaitRead();
    }

    RawWorker oneTooMany = connect();
    assertThat(oneTooMany.closeReason())
        .isEqualTo("1013 Limit of 100 pending worker connections reached. Try again later.");
    engine.clock().advance(Protocol.HELLO_WITHIN);
    server.look();

    for (RawWorker idle : opened.subList(1, opened.size() - 1)) {
      assertThat(idle.closeReason()).isEqualTo("1001 Expected a hello within 10 seconds.");
    }
    worker.beat();
    welcomed("another");
  }

  @Test
  void unfinishedHellosShareALimitedMemory() throws Exception {
    RawWorker worker = welcomed("legitimate");
    String part = " ".repeat(PART);
    int partsOfOne = Protocol.MAX_HELLO / PART;
    long parts = UnwelcomedSockets.MAX_CHARACTERS / PART;
    RawWorker last = worker;
    for (int i = 0; i < parts; i++) {
      last = i % partsOfOne == 0 ? connect() : last;
      last.sayPart(part);
    }
    opened.forEach(RawWorker::awaitRead);

    RawWorker oneTooMany = connect().sayPart(part);
    assertThat(oneTooMany.closeReason())
        .isEqualTo(
            "1013 The buffer for messages of pending worker connections is full. Try again later.");
    opened.subList(1, opened.size()).forEach(RawWorker::close);

    worker.beat();
    org.awaitility.Awaitility.await()
        .until(() -> {
          RawWorker again = connect().sayHello("again " + opened.size());
          return again.hearOrClose().contains("welcome");
        });
  }
}
