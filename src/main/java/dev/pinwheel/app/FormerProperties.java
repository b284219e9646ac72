package dev.pinwheel.app;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;

/**
 * Properties that were renamed. The former names keep working, as defaults of the present ones in
 * {@code application.yaml}, and are reported in the log.
 */
final class FormerProperties {

  private static final Logger LOG = LoggerFactory.getLogger(FormerProperties.class);

  /** Present names by former ones. */
  private static final Map<String, String> NAMES =
      Map.of("pinwheel.worker-awaited", "pinwheel.worker-grace-period");

  private FormerProperties() {}

  /** Logs a warning for each former name that is set. */
  static void warn(Environment environment) {
    NAMES.forEach((former, present) -> {
      if (environment.containsProperty(former)) {
        LOG.warn(
            "The property {} is now called {}. The former name still works; use the present one.",
            former,
            present);
      }
    });
  }
}
