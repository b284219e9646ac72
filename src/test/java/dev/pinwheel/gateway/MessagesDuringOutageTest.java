package dev.pinwheel.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.protocol.Protocol;
import dev.pinwheel.testing.BreakingDataSource;
import dev.pinwheel.testing.BreakingDataSource.Breaks;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.SocketServer;
import dev.pinwheel.testing.SubmittedRun;
import dev.pinwheel.testing.TestDatabase;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** What workers say while the database is away. */
class MessagesDuringOutageTest {

  /** Refusing it would be final. */
  @Test
  void aHelloIsToBeRepeatedUntilTheDatabaseIsBack() throws Exception {
    try (TestDatabase h2 = TestDatabase.create(TestDatabase.Kind.H2)) {
      BreakingDataSource breaking = new BreakingDataSource(h2.dataSource());
      try (EngineFixture pinwheel = EngineFixture.attach(h2.through(breaking.dataSource()));
          SocketServer server = SocketServer.start(pinwheel.engine(), InstantSource.system())) {
        pinwheel.workspace("production");
        breaking.breakAt(1, Breaks.BEFORE);
        breaking.refuseAfterBreak(Integer.MAX_VALUE);

        try (RawWorker early = RawWorker.connect(server).sayHello("early")) {
          await().until(pinwheel.engine()::isDatabaseAway);
          pinwheel.clock().advance(Duration.ofSeconds(11));
          assertThat(early.hearOrClose()).startsWith("1001 ");
        } finally {
          breaking.refuseAfterBreak(0);
        }

        try (RawWorker again = RawWorker.connect(server).sayHello("early")) {
          assertThat(again.hear()).contains("welcome");
        }
      }
    }
  }

  /** Otherwise a worker could send any number of them, and the server would keep them all. */
  @Test
  void progressIsAcknowledgedOnceItIsApplied() throws Exception {
    try (TestDatabase h2 = TestDatabase.create(TestDatabase.Kind.H2)) {
      BreakingDataSource breaking = new BreakingDataSource(h2.dataSource());
      try (EngineFixture pinwheel = EngineFixture.attach(h2.through(breaking.dataSource()));
          SocketServer server = SocketServer.start(pinwheel.engine(), pinwheel.clock());
          RawWorker worker = welcomed(pinwheel, server)) {
        SubmittedRun run = SubmittedRun.of(pinwheel, "raw", "work", "1");
        hear(worker, "\"execute\"");
        breaking.breakAt(1, Breaks.BEFORE);
        breaking.refuseAfterBreak(Integer.MAX_VALUE);
        try {
          worker.say(
              "{\"first\":1,\"acknowledged\":0,\"messages\":[{\"type\":\"progress\",\"execution\":\"%s\",\"fraction\":0.5}]}"
                  .formatted(run.root()));
          await().until(pinwheel.engine()::isDatabaseAway);
          worker.takeHeard();
          pinwheel.clock().advance(Protocol.HEARTBEAT);
          server.look();
          assertThat(worker.hear()).contains("\"acknowledged\":0");
        } finally {
          breaking.refuseAfterBreak(0);
        }
        hear(worker, "\"acknowledged\":1");
      }
    }
  }

  private static RawWorker welcomed(EngineFixture pinwheel, SocketServer server) throws Exception {
    pinwheel.workspace("production");
    RawWorker worker = RawWorker.connect(server).sayHello("working");
    hear(worker, "welcome");
    return worker;
  }

  private static void hear(RawWorker worker, String content) throws Exception {
    while (!worker.hear().contains(content)) {}
  }
}
