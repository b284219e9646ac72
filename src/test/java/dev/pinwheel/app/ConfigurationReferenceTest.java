package dev.pinwheel.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.docs.GeneratedPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.SimpleTypeConverter;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code docs/reference/configuration.md} has every property, as the code declares it, and {@code
 * docs/reference/cli.md} what the launcher and the worker print as their help.
 */
class ConfigurationReferenceTest {

  private static final Path SOURCES = Path.of("src", "main", "java");
  private static final Path WORKER_PROPERTIES =
      Path.of("src", "spring", "META-INF", "spring-configuration-metadata.json");
  private static final Pattern VALUE =
      Pattern.compile("@Value\\(\"\\$\\{(pinwheel\\.[a-z.-]+)(:[^}]*)?}\"\\)\\s+(\\w+)");

  @Test
  void pageHasEveryPropertyOfTheServer() {
    new GeneratedPart("reference/configuration.md", "server").mustBe(serverTable());
  }

  @Test
  void pageHasEveryPropertyOfASpringWorker() throws IOException {
    new GeneratedPart("reference/configuration.md", "worker").mustBe(workerTable());
  }

  @Test
  void commandLinePageHasTheHelpOfTheWorker() {
    new GeneratedPart("reference/cli.md", "worker").mustBe(block(WorkerArguments.HELP));
  }

  @Test
  void commandLinePageHasTheHelpOfRestore() {
    new GeneratedPart("reference/cli.md", "restore").mustBe(block(RestoreApplication.HELP));
  }

  @Test
  void commandLinePageHasTheHelpOfTheLauncher() throws IOException {
    String launcher = Files.readString(Path.of("pinwheel"));
    String begin = "cat <<'TEXT'\n";
    int from = launcher.indexOf(begin) + begin.length();

    new GeneratedPart("reference/cli.md", "launcher")
        .mustBe(block(launcher.substring(from, launcher.indexOf("TEXT\n", from))));
  }

  private static String block(String text) {
    return "```text\n" + text.stripTrailing() + "\n```";
  }

  private static String serverTable() {
    return table(
        Arrays.stream(ServerProperty.values())
            .map(property ->
                row(
                    property.propertyName(),
                    word(property.type()),
                    property.defaultValue(),
                    property.effect())));
  }

  private static String workerTable() throws IOException {
    List<String> rows = new ArrayList<>();
    for (JsonNode property : workerProperties()) {
      rows.add(
          row(
              property.path("name").asString(),
              word(classNamed(property.path("type").asString())),
              property.path("defaultValue").asString(""),
              property.path("description").asString()));
    }
    return table(rows.stream());
  }

  private static JsonNode workerProperties() throws IOException {
    return JsonMapper.shared().readTree(Files.readString(WORKER_PROPERTIES)).path("properties");
  }

  private static Class<?> classNamed(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static String table(Stream<String> rows) {
    return "| property | type | default | effect |\n|---|---|---|---|\n"
        + rows.collect(Collectors.joining());
  }

  private static String row(String name, String type, String defaultValue, String effect) {
    return "| `%s` | %s | %s | %s |\n"
        .formatted(name, type, defaultValue.isEmpty() ? "none" : "`" + defaultValue + "`", effect);
  }

  private static String word(Class<?> type) {
    if (type == Boolean.class) {
      return "`true` or `false`";
    } else if (type == Integer.class) {
      return "number";
    } else if (type == Duration.class) {
      return "duration";
    } else if (type == DataSize.class) {
      return "size";
    } else if (type == Set.class) {
      return "list";
    } else if (type == Path.class) {
      return "path";
    } else if (type == String.class) {
      return "text";
    }
    throw new AssertionError("No word for " + type);
  }

  @Test
  void formerNameOfAPropertyStillWorks() {
    StandardEnvironment environment = new StandardEnvironment();
    MapPropertySource set = new MapPropertySource("set", new HashMap<>());
    environment.getPropertySources().addFirst(set);
    environment
        .getPropertySources()
        .addLast(new MapPropertySource("defaults", ServerProperty.defaults()));

    assertThat(environment.getProperty("pinwheel.worker-grace-period")).isEqualTo("10m");
    set.getSource().put("pinwheel.worker-awaited", "3m");
    assertThat(environment.getProperty("pinwheel.worker-grace-period")).isEqualTo("3m");
    set.getSource().put("pinwheel.worker-grace-period", "4m");
    assertThat(environment.getProperty("pinwheel.worker-grace-period")).isEqualTo("4m");
  }

  @Test
  void defaultsAreOfTheirTypes() {
    SimpleTypeConverter converter = new SimpleTypeConverter();
    converter.setConversionService(ApplicationConversionService.getSharedInstance());
    for (ServerProperty property : ServerProperty.values()) {
      Object converted = converter.convertIfNecessary(property.defaultValue(), property.type());

      assertThat(converted).as(property.propertyName()).isNotNull();
    }
  }

  @Test
  void everyPropertyThatTheCodeReadsIsDeclaredOnceWithItsType() throws IOException {
    Set<String> declared = ServerProperty.defaults().keySet();
    Set<String> read = new TreeSet<>();
    for (MatchResult value : valuesInTheSources()) {
      String name = value.group(1);
      assertThat(declared).as("declare it in ServerProperty").contains(name);
      assertThat(value.group(2)).as("its default belongs into ServerProperty").isNull();
      assertThat(typeOf(name)).as(name).contains(value.group(3));
      read.add(name);
    }

    assertThat(read).hasSizeGreaterThan(7);
  }

  /** As it may be written in Java; a path is read as text where it goes on as text. */
  private static List<String> typeOf(String name) {
    Class<?> type =
        Arrays.stream(ServerProperty.values())
            .filter(property -> property.propertyName().equals(name))
            .findFirst()
            .orElseThrow()
            .type();
    return type == Integer.class
        ? List.of("int")
        : type == Boolean.class
            ? List.of("boolean")
            : List.of(type.getSimpleName(), type == Path.class ? "String" : type.getSimpleName());
  }

  private static List<MatchResult> valuesInTheSources() throws IOException {
    try (Stream<Path> sources = Files.walk(SOURCES)) {
      List<MatchResult> values = new ArrayList<>();
      for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
        VALUE.matcher(Files.readString(source)).results().forEach(values::add);
      }
      return values;
    }
  }
}
