package dev.pinwheel.app;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;

/**
 * Properties that were renamed. The former names keep working, as defaults of the present ones in
 * {@link ServerProperty}, and are reported in the log.
 */
final class FormerProperties {

  private static final Logger LOG = LoggerFactory.getLogger(FormerProperties.class);

  private FormerProperties() {}

  /** Logs a warning for each former name that is set. */
  static void warn(Environment environment) {
    for (ServerProperty property : ServerProperty.values()) {
      String former = property.formerName();
      if (former != null && environment.containsProperty(former)) {
        LOG.warn(
            "The property {} is now called {}. The former name still works; use the present one.",
            former,
            property.propertyName());
      }
    }
  }
}
