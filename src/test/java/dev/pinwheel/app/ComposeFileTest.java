package dev.pinwheel.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** {@code compose.yaml} names what there is: settings of the server, addresses, services. */
class ComposeFileTest {

  private static final Pattern SETTING = Pattern.compile("\\bPINWHEEL_[A-Z_]+\\b");

  /** Given by who starts it. */
  private static final Set<String> FROM_OUTSIDE = Set.of("PINWHEEL_DB_PASSWORD");

  private static String text() throws IOException {
    return Files.readString(Path.of("compose.yaml"));
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return (Map<?, ?>) Objects.requireNonNull(value);
  }

  @Test
  void everySettingIsOneOfTheServer() throws IOException {
    Set<String> known =
        Arrays.stream(ServerProperty.values())
            .map(property -> property.propertyName().toUpperCase(Locale.ROOT))
            .map(key -> key.replace('.', '_').replace('-', '_'))
            .collect(Collectors.toSet());

    assertThat(SETTING.matcher(text()).results().map(found -> found.group()))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(name).isIn(union(known, FROM_OUTSIDE)));
  }

  private static Set<String> union(Set<String> some, Set<String> more) {
    return Stream.concat(some.stream(), more.stream()).collect(Collectors.toUnmodifiableSet());
  }

  @Test
  void theProxyAsksTheServersThatThereAre() throws IOException {
    Map<?, ?> file = map(new Yaml().load(text()));
    Map<?, ?> services = map(file.get("services"));
    String proxy = String.valueOf(map(map(file.get("configs")).get("proxy")).get("content"));

    assertThat(services.keySet().stream().map(String::valueOf))
        .containsExactlyInAnyOrder("postgres", "pinwheel-1", "pinwheel-2", "proxy");
    for (String server : new String[] {"pinwheel-1", "pinwheel-2"}) {
      assertThat(proxy).contains("server %s %s:8080".formatted(server, server));
      assertThat(map(services.get(server)).get("read_only")).isEqualTo(true);
      assertThat(map(map(services.get(server)).get("environment")).get("PINWHEEL_STANDBY"))
          .isEqualTo("true");
    }
    // Replaced, not added to: what a client says it comes from does not count.
    assertThat(proxy).contains("/health/ready", "set-header X-Forwarded-For %[src]");
  }
}
