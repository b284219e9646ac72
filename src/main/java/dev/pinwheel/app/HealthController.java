package dev.pinwheel.app;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /health}, for containers and load balancers: 200 while the database answers, else 503.
 */
@RestController
final class HealthController {

  private static final int TIMEOUT_SECONDS = 2;

  private final DataSource dataSource;

  HealthController(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @GetMapping("/health")
  ResponseEntity<Map<String, String>> health() {
    return databaseAnswers()
        ? ResponseEntity.ok(Map.of("status", "up"))
        : ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
            .body(Map.of("status", "down", "reason", "The database does not answer."));
  }

  private boolean databaseAnswers() {
    try (Connection connection = dataSource.getConnection()) {
      return connection.isValid(TIMEOUT_SECONDS);
    } catch (SQLException e) {
      return false;
    }
  }
}
