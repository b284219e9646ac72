package dev.pinwheel.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The sentences of a worker that finishes what it has. */
class DrainLogTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger(Worker.class);
  private final ListAppender<ILoggingEvent> said = new ListAppender<>();

  @BeforeEach
  void listen() {
    said.start();
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    logger.addAppender(said);
  }

  @AfterEach
  void leave() {
    logger.detachAppender(said);
    logger.setLevel(null);
    logger.setAdditive(true);
  }

  private static DrainLog within(Duration limit) {
    return new DrainLog("joe", limit);
  }

  @Test
  void whatIsWaitedForIsNamedInOrder() {
    within(Duration.ofMinutes(5)).begins(List.of("B", "A"));

    assertSaid(
        "INFO Worker joe takes nothing new and finishes what it has, for at most 300 s: 2 executions (A, B)");
  }

  @Test
  void manyAreCountedAndSomeNamed() {
    within(Duration.ofMillis(1500))
        .givesUp(IntStream.range(10, 21).mapToObj(Integer::toString).toList());

    assertSaid(
        "WARN Worker joe gives up what did not end within 1500 ms: 11 executions (10, 11, 12, 13, 14, 15, 16, 17, 18, 19, …)");
  }

  @Test
  void withoutALimitThereIsNoFigure() {
    within(DrainLog.FOR_EVER).begins(List.of("A"));

    assertSaid(
        "INFO Worker joe takes nothing new and finishes what it has, however long that takes: 1 execution (A)");
  }

  @Test
  void aServerThatDoesNotAnswerIsNotCalledAnExecutionThatDidNotEnd() {
    within(Duration.ofSeconds(25)).givesUp(List.of());

    assertSaid(
        "WARN Worker joe has finished, but ends without knowing that the server has everything: it did not say so within 25 s");
  }

  private void assertSaid(String line) {
    assertThat(said.list)
        .extracting(event -> event.getLevel() + " " + event.getFormattedMessage())
        .containsExactly(line);
  }
}
