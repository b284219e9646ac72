package dev.pinwheel.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.testing.TestDatabase;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.ResponseEntity;

class HealthControllerTest {

  private final ApplicationAvailabilityBean availability = new ApplicationAvailabilityBean();
  private final AtomicBoolean stalled = new AtomicBoolean();

  private void become(ReadinessState state) {
    availability.onApplicationEvent(new AvailabilityChangeEvent<>(this, state));
  }

  private static void assertStatus(ResponseEntity<Map<String, String>> answer, int status) {
    assertThat(answer.getStatusCode().value()).isEqualTo(status);
    assertThat(answer.getBody()).containsEntry("status", status == 200 ? "up" : "down");
  }

  @Test
  void isReadyBetweenStartAndStop() {
    try (TestDatabase database = TestDatabase.create(TestDatabase.Kind.H2)) {
      HealthController health =
          new HealthController(database.dataSource(), stalled::get, availability);

      assertStatus(health.ready(), 503);
      become(ReadinessState.ACCEPTING_TRAFFIC);
      assertStatus(health.ready(), 200);
      assertStatus(health.health(), 200);
      stalled.set(true);
      assertStatus(health.ready(), 503);
      assertStatus(health.health(), 503);
      assertStatus(health.live(), 200);
      stalled.set(false);
      become(ReadinessState.REFUSING_TRAFFIC);
      assertStatus(health.ready(), 503);
      assertStatus(health.live(), 200);
    }
  }

  @Test
  void isDownButAliveWithoutADatabase() {
    DataSource gone = JdbcConnectionPool.create("jdbc:h2:tcp://localhost:1/none", "sa", "");
    HealthController health = new HealthController(gone, stalled::get, availability);
    become(ReadinessState.ACCEPTING_TRAFFIC);

    assertStatus(health.ready(), 503);
    assertStatus(health.health(), 503);
    assertStatus(health.live(), 200);
  }
}
