package dev.pinwheel.app;

import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.engine.Engine;
import dev.pinwheel.store.Database;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * For containers and load balancers, 200 or 503 within two seconds: {@code GET /health} while the
 * database answers and the engine is not stuck, {@code /health/live} while the process answers at
 * all, {@code /health/ready} from when the engine has started until the server begins to stop.
 */
@RestController
final class HealthController {

  private final DatabaseCheck database;
  private final Supplier<Optional<String>> trouble;
  private final ApplicationAvailability availability;

  @Autowired
  HealthController(
      DataSource dataSource,
      Engine engine,
      Database database,
      ApplicationAvailability availability) {
    this(new DatabaseCheck(dataSource), () -> troubleOf(engine, database), availability);
  }

  /**
   * @param trouble why the server cannot do its work; empty while it can
   */
  HealthController(
      DatabaseCheck database,
      Supplier<Optional<String>> trouble,
      ApplicationAvailability availability) {
    this.database = database;
    this.trouble = trouble;
    this.availability = availability;
  }

  static Optional<String> troubleOf(Engine engine, Database database) {
    if (engine.isClosing() || database.isStopped()) {
      return Optional.of("The server is stopping.");
    }
    Optional<String> away = database.trouble();
    if (away.isPresent() || engine.isDatabaseAway()) {
      return Optional.of(
          "Commands wait for the database, which %s.".formatted(away.orElse("cannot be reached")));
    }
    return engine.isStalled()
        ? Optional.of("The engine is stalled; the log has the stack of its thread.")
        : Optional.empty();
  }

  @GetMapping("/health")
  @Needs(Permission.SEE_PUBLIC)
  ResponseEntity<Map<String, String>> health() {
    return trouble
        .get()
        .map(HealthController::down)
        .orElseGet(() -> database.answers() ? up() : down("The database does not answer."));
  }

  @GetMapping("/health/live")
  @Needs(Permission.SEE_PUBLIC)
  ResponseEntity<Map<String, String>> live() {
    return up();
  }

  @GetMapping("/health/ready")
  @Needs(Permission.SEE_PUBLIC)
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
}
