package dev.pinwheel.app;

import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Makes {@code pinwheel.data} an absolute path before anybody reads it. H2 refuses relative ones,
 * and messages that name a file should name one that can be found.
 */
final class DataDirectory implements EnvironmentPostProcessor, Ordered {

  static final String PROPERTY = "pinwheel.data";

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    String directory = environment.getRequiredProperty(PROPERTY);
    String absolute = Path.of(directory).toAbsolutePath().normalize().toString();
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("absolute data directory", Map.of(PROPERTY, absolute)));
  }

  /** After the configuration files were read. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}
