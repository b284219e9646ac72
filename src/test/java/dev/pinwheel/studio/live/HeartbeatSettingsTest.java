package dev.pinwheel.studio.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.server.InitParameters;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.io.ClassPathResource;

/** The settings of the server fit to what a page that does not answer is taken for. */
final class HeartbeatSettingsTest {

  private static final int MISSED_UNTIL_CLOSED = 3;

  private final Properties settings = settings();

  private static Properties settings() {
    YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
    yaml.setResources(new ClassPathResource("application.yaml"));
    return Objects.requireNonNull(yaml.getObject());
  }

  @Test
  void aPageSendsTwoHeartbeatsBeforeItCountsAsGone() {
    assertThat(InitParameters.SERVLET_PARAMETER_HEARTBEAT_INTERVAL).isEqualTo("heartbeatInterval");
    assertThat(heartbeat().multipliedBy(2)).isLessThanOrEqualTo(LiveUpdates.SILENCE);
  }

  @Test
  void aSessionOutlivesAnOpenPageThatMissesHeartbeats() {
    Duration session =
        DurationStyle.detectAndParse(settings.getProperty("server.servlet.session.timeout"));

    assertThat(session)
        .isGreaterThan(heartbeat().multipliedBy(MISSED_UNTIL_CLOSED))
        .isLessThanOrEqualTo(Duration.ofMinutes(5));
  }

  private Duration heartbeat() {
    return Duration.ofSeconds(
        Long.parseLong(String.valueOf(settings.get("vaadin.heartbeat-interval"))));
  }
}
