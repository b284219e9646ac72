package dev.pinwheel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pinwheel.engine.command.Command;
import dev.pinwheel.model.Actor;
import dev.pinwheel.store.Database;
import dev.pinwheel.testing.BreakingDataSource;
import dev.pinwheel.testing.BreakingDataSource.Breaks;
import dev.pinwheel.testing.EngineFixture;
import dev.pinwheel.testing.Latches;
import dev.pinwheel.testing.TestDatabase;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.ResponseEntity;

class HealthControllerTest {

  private final ApplicationAvailabilityBean availability = new ApplicationAvailabilityBean();
  private final AtomicReference<Optional<String>> trouble = new AtomicReference<>(Optional.empty());

  private void become(ReadinessState state) {
    availability.onApplicationEvent(new AvailabilityChangeEvent<>(this, state));
  }

  private HealthController healthOf(DataSource dataSource) {
    return new HealthController(new DatabaseCheck(dataSource), trouble::get, availability);
  }

  private static void assertStatus(ResponseEntity<Map<String, String>> answer, int status) {
    assertThat(answer.getStatusCode().value()).isEqualTo(status);
    assertThat(answer.getBody()).containsEntry("status", status == 200 ? "up" : "down");
  }

  @Test
  void isReadyBetweenStartAndStop() {
    try (TestDatabase database = TestDatabase.create(TestDatabase.Kind.H2)) {
      HealthController health = healthOf(database.dataSource());

      assertStatus(health.ready(), 503);
      become(ReadinessState.ACCEPTING_TRAFFIC);
      assertStatus(health.ready(), 200);
      assertStatus(health.health(), 200);
      trouble.set(Optional.of("The engine is stalled."));
      assertStatus(health.ready(), 503);
      assertStatus(health.health(), 503);
      assertStatus(health.live(), 200);
      trouble.set(Optional.empty());
      become(ReadinessState.REFUSING_TRAFFIC);
      assertStatus(health.ready(), 503);
      assertStatus(health.live(), 200);
    }
  }

  @Test
  void isDownButAliveWithoutADatabase() {
    DataSource gone = JdbcConnectionPool.create("jdbc:h2:tcp://localhost:1/none", "sa", "");
    HealthController health = healthOf(gone);
    become(ReadinessState.ACCEPTING_TRAFFIC);

    assertStatus(health.ready(), 503);
    assertStatus(health.health(), 503);
    assertStatus(health.live(), 200);
  }

  @Test
  @Timeout(20)
  void saysWithinTwoSecondsThatThePoolWaitsForTheDatabase() {
    become(ReadinessState.ACCEPTING_TRAFFIC);
    CountDownLatch back = new CountDownLatch(1);
    AtomicInteger questions = new AtomicInteger();
    DataSource waiting =
        (DataSource)
            Proxy.newProxyInstance(
                DataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                  questions.incrementAndGet();
                  Latches.await(back);
                  throw new SQLException("Connection is not available");
                });
    HealthController health = healthOf(waiting);

    for (int i = 0; i < 3; i++) {
      long began = System.nanoTime();
      assertStatus(health.ready(), 503);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    }
    assertThat(questions).as("one question at a time").hasValue(1);
    back.countDown();
    await()
        .untilAsserted(() -> {
          assertStatus(health.health(), 503);
          assertThat(questions).hasValueGreaterThan(1);
        });
  }

  @Test
  void isDownWhileCommandsWaitForTheDatabaseAndWhenTheServerStops() {
    try (TestDatabase h2 = TestDatabase.create(TestDatabase.Kind.H2)) {
      BreakingDataSource breaking = new BreakingDataSource(h2.dataSource());
      EngineFixture pinwheel = EngineFixture.start(h2.through(breaking.dataSource()));
      try (pinwheel) {
        Database database = pinwheel.database();
        assertThat(HealthController.troubleOf(pinwheel.engine(), database)).isEmpty();

        breaking.breakAt(1, Breaks.BEFORE);
        breaking.refuseAfterBreak(Integer.MAX_VALUE);
        var unused =
            pinwheel.engine().send(new Command.CreateWorkspace("production", null, Actor.LOCAL));
        await()
            .untilAsserted(() ->
                assertThat(HealthController.troubleOf(pinwheel.engine(), database))
                    .hasValue("Commands wait for the database, which cannot be reached."));
        breaking.refuseAfterBreak(0);
        await()
            .untilAsserted(() ->
                assertThat(HealthController.troubleOf(pinwheel.engine(), database)).isEmpty());
      }
      assertThat(HealthController.troubleOf(pinwheel.engine(), pinwheel.database()))
          .hasValue("The server is stopping.");
    }
  }
}
