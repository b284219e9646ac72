package dev.pinwheel.worker.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What IDEs and {@code docs/reference/configuration.md} are told is what the worker reads. */
class DeclaredPropertiesTest {

  private static final Path DECLARED =
      Path.of("src", "spring", "META-INF", "spring-configuration-metadata.json");

  /** Remembers which properties it was asked for. */
  private static final class Asked extends MockEnvironment {
    private final Set<String> names = new TreeSet<>();

    @Override
    public @Nullable String getProperty(String name) {
      if (name.startsWith("pinwheel.")) {
        names.add(name);
      }
      return super.getProperty(name);
    }
  }

  private final Asked environment = new Asked();
  private final WorkerProperties defaults;

  DeclaredPropertiesTest() {
    environment.setProperty("pinwheel.worker.workspace", "production");
    defaults = WorkerProperties.of(environment);
  }

  private static JsonNode declared() throws IOException {
    return JsonMapper.shared().readTree(Files.readString(DECLARED)).path("properties");
  }

  private static String defaultOf(String name) throws IOException {
    for (JsonNode property : declared()) {
      if (property.path("name").asString().equals("pinwheel.worker." + name)) {
        return property.path("defaultValue").asString();
      }
    }
    throw new AssertionError(name);
  }

  @Test
  void everyPropertyThatIsReadIsDeclared() throws IOException {
    Set<String> names = new TreeSet<>();
    declared().forEach(property -> names.add(property.path("name").asString()));

    assertThat(environment.names).isEqualTo(names);
  }

  @Test
  void declaredDefaultsAreTheRealOnes() throws IOException {
    assertThat(defaults.server()).isEqualTo(defaultOf("server"));
    assertThat(defaults.drainTimeout())
        .isEqualTo(DurationStyle.detectAndParse(defaultOf("drain-timeout")));
  }
}
