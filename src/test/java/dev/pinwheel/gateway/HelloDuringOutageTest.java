package dev.pinwheel.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.testing.BreakingDataSource;
import dev.pinwheel.testing.BreakingDataSource.Breaks;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.SocketServer;
import dev.pinwheel.testing.TestDatabase;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** A worker that comes while the database is away is not refused, which would be final. */
class HelloDuringOutageTest {

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
}
