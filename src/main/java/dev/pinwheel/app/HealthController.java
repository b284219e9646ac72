package dev.pinwheel.app;

import dev.pinwheel.engine.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * For containers and load balancers, 200 or 503: {@code GET /health} while the database answers and
 * the engine is not stuck, {@code /health/live} while the process answers at all, {@code
 * /health/ready} from when the engine has started until the server begins to stop.
 */
@RestController
final class HealthController {

  private static final int TIMEOUT_SECONDS = 2;

  private final DataSource dataSource;
  private final BooleanSupplier engineIsStalled;
  private final ApplicationAvailability availability;

  @Autowired
  HealthController(DataSource dataSource, Engine engine, ApplicationAvailability availability) {
    this(dataSource, engine::isStalled, availability);
  }

  HealthController(
      DataSource dataSource,
      BooleanSupplier engineIsStalled,
      ApplicationAvailability availability) {
    this.dataSource = dataSource;
    this.engineIsStalled = engineIsStalled;
    this.availability = availability;
  }

  @GetMapping("/health")
  ResponseEntity<Map<String, String>> health() {
    if (engineIsStalled.getAsBoolean()) {
      return down("The engine is stalled; the log has the stack of its thread.");
    }
    return databaseAnswers() ? up() : down("The database does not answer.");
  }

  @GetMapping("/health/live")
  ResponseEntity<Map<String, String>> live() {
    return up();
  }

  @GetMapping("/health/ready")
  ResponseEntity<Map<String, String>> ready() {
    return availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC
        ? health()
        : down("The server is starting or stopping.");
  }

  private static ResponseEntity<Map<String, String>> up() {
    return ResponseEntity.ok(Map.of("status", "up"));
  }

  private static ResponseEntity<Map<String, String>> down(String reason) {
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .body(Map.of("status", "down", "reason", reason));
  }

  private boolean databaseAnswers() {
    try (Connection connection = dataSource.getConnection()) {
      return connection.isValid(TIMEOUT_SECONDS);
    } catch (SQLException e) {
      return false;
    }
  }
}
