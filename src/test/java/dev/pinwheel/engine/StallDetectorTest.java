package dev.pinwheel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.pinwheel.engine.command.Command;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Latches;
import dev.pinwheel.testing.TestDatabase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StallDetectorTest {

  private final List<String> said = new CopyOnWriteArrayList<>();

  @Test
  void logsTheStackOfTheEngineWhenItIsStalled() {
    Logger logger = (Logger) LoggerFactory.getLogger(StallDetector.class);
    AppenderBase<ILoggingEvent> listener =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            said.add(event.getFormattedMessage());
          }
        };
    listener.start();
    logger.addAppender(listener);
    try (TestDatabase database = TestDatabase.create(TestDatabase.Kind.H2);
        EngineFixture pinwheel = EngineFixture.start(database)) {
      CountDownLatch holding = new CountDownLatch(1);
      CountDownLatch enough = new CountDownLatch(1);
      CompletableFuture<Void> holder =
          CompletableFuture.runAsync(() ->
              pinwheel
                  .database()
                  .<Integer>transact(tx -> {
                    holding.countDown();
                    Latches.await(enough);
                    return 0;
                  }));
      Latches.await(holding);
      try (StallDetector detector =
          new StallDetector(pinwheel.engine(), InstantSource.system(), Duration.ofMillis(50))) {
        detector.start();
        assertThat(detector.isStalled()).as("while it has nothing to do").isFalse();
        var unused = pinwheel.engine().send(new Command.Tick(pinwheel.clock().instant()));
        await().until(() -> !said.isEmpty());
        assertThat(detector.isStalled()).isTrue();
        enough.countDown();
        await().until(() -> !detector.isStalled());
      } finally {
        enough.countDown();
        holder.join();
      }
    } finally {
      logger.detachAppender(listener);
    }

    assertThat(said.getFirst())
        .startsWith("The engine has been applying the same group of commands for 0 s")
        .contains("at dev.pinwheel.store.Database.transact");
  }
}
