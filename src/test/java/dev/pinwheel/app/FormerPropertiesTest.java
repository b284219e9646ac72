package dev.pinwheel.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class FormerPropertiesTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger(ServerProperty.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
  }

  @Test
  void formerNameOfTheGracePeriodKeepsWorkingWithAWarning() {
    StandardEnvironment environment = environment(Map.of("pinwheel.worker-awaited", "3m"));

    ServerProperty.warnOfFormerNames(environment);

    assertThat(gracePeriod(environment)).isEqualTo(Duration.ofMinutes(3));
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "The property pinwheel.worker-awaited is now called pinwheel.worker-grace-period. The former name still works; use the present one.");
  }

  @Test
  void presentNameWinsOverTheFormerOne() {
    StandardEnvironment environment =
        environment(Map.of("pinwheel.worker-awaited", "3m", "pinwheel.worker-grace-period", "4m"));

    assertThat(gracePeriod(environment)).isEqualTo(Duration.ofMinutes(4));
  }

  @Test
  void gracePeriodIsTenMinutesByDefaultWithoutAWarning() {
    StandardEnvironment environment = environment(Map.of());

    ServerProperty.warnOfFormerNames(environment);

    assertThat(gracePeriod(environment)).isEqualTo(Duration.ofMinutes(10));
    assertThat(log.list).isEmpty();
  }

  private static Duration gracePeriod(StandardEnvironment environment) {
    String text = environment.getRequiredProperty("pinwheel.worker-grace-period");
    return Objects.requireNonNull(
        ApplicationConversionService.getSharedInstance().convert(text, Duration.class));
  }

  /** The configuration of the server, below the given properties. */
  private static StandardEnvironment environment(Map<String, Object> set) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("set", set));
    environment
        .getPropertySources()
        .addLast(new MapPropertySource("defaults", ServerProperty.defaults()));
    return environment;
  }
}
