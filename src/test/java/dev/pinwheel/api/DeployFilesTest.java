package dev.pinwheel.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/** The files of {@code deploy} name what there is: metrics, properties, paths, and each other. */
class DeployFilesTest {

  private static final Path KUBERNETES = Path.of("deploy", "kubernetes");
  private static final Path MONITORING = Path.of("deploy", "monitoring");

  private static final Pattern METRIC =
      Pattern.compile("\\b(?:pinwheel|jvm|process|system)_[a-z_]+");
  private static final Pattern VARIABLE = Pattern.compile("\\b(?:PINWHEEL|SPRING|SERVER)_[A-Z_]+");
  private static final Pattern PROPERTY =
      Pattern.compile("`((?:pinwheel|spring|server)\\.[a-z.-]+)`");
  private static final Pattern HEALTH = Pattern.compile("/health[a-z/]*");
  private static final String SELECTED = "app.kubernetes.io/name";

  /** Everything in a document that has this key, however deep. */
  private static List<Object> all(Object node, String key) {
    List<Object> found = new ArrayList<>();
    switch (node) {
      case Map<?, ?> map ->
          map.forEach((name, value) -> {
            if (key.equals(name)) {
              found.add(value);
            }
            if (value != null) {
              found.addAll(all(value, key));
            }
          });
      case Collection<?> list -> list.forEach(value -> found.addAll(all(value, key)));
      default -> {}
    }
    return found;
  }

  private static List<Object> yaml(Path file) {
    List<Object> documents = new ArrayList<>();
    new Yaml().loadAll(read(file)).forEach(documents::add);
    return documents;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Path> filesOf(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String expressions() {
    Object dashboard =
        new JsonMapper().readValue(read(MONITORING.resolve("grafana-dashboard.json")), Map.class);
    List<Object> expressions = all(dashboard, "expr");
    expressions.addAll(all(yaml(MONITORING.resolve("alerts.yaml")), "expr"));
    assertThat(expressions).hasSizeGreaterThan(15);
    return expressions.stream().map(String::valueOf).collect(Collectors.joining("\n"));
  }

  @Test
  void everyMetricOfAlertsAndDashboardIsDocumentedAndServed() {
    String page = read(Path.of("docs", "reference", "metrics.md"));
    Set<String> used = found(METRIC, expressions());

    assertThat(used).hasSizeGreaterThan(8);
    try (ApiFixture api = new ApiFixture()) {
      api.welcome("u1");
      String served = api.api.get("/metrics").hasStatus(200).response().body();
      for (String name : used) {
        String metric = name.replaceFirst("_bucket$", "");
        assertThat(page)
            .containsAnyOf(
                "`" + metric + "`",
                "`" + metric + "{",
                "`" + metric.substring(0, metric.indexOf('_')) + "_…`");
        assertThat(served).contains("\n" + name);
      }
    }
  }

  @Test
  void everyLabelOfAnAlertHasThatValue() {
    String page = read(Path.of("docs", "reference", "metrics.md"));

    Pattern.compile("(?:result|state|kind)=~?\"([a-zA-Z|]+)\"")
        .matcher(expressions())
        .results()
        .flatMap(label -> Stream.of(label.group(1).split("\\|")))
        .forEach(value -> assertThat(page).contains("`" + value + "`"));
  }

  @Test
  void everySettingIsInTheReference() throws IOException {
    Set<String> known =
        PROPERTY
            .matcher(
                read(Path.of("docs", "reference", "configuration.md"))
                    + read(Path.of("docs", "how-to", "run-behind-a-proxy.md"))
                        .replaceAll("--(server[a-z.-]+)=\\S+", "`$1`"))
            .results()
            .map(property -> property.group(1).toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"))
            .collect(Collectors.toSet());
    Set<String> used = new TreeSet<>();
    for (Path directory : List.of(KUBERNETES, MONITORING)) {
      for (Path file : filesOf(directory)) {
        used.addAll(found(VARIABLE, read(file)));
      }
    }

    assertThat(used).contains("PINWHEEL_STANDBY", "SPRING_DATASOURCE_PASSWORD");
    assertThat(known).containsAll(used);
  }

  @Test
  void everyProbeAsksForAPathThatThereIs() throws IOException {
    String page = read(Path.of("docs", "reference", "metrics.md"));
    Object set = yaml(KUBERNETES.resolve("statefulset.yaml"));

    assertThat(all(all(set, "readinessProbe"), "path")).containsExactly("/health/ready");
    assertThat(all(all(set, "livenessProbe"), "path")).containsExactly("/health/live");
    // By the address of a pod, a server would refuse to answer.
    assertThat(all(set, "httpHeaders"))
        .hasSize(3)
        .allSatisfy(headers ->
            assertThat(headers).isEqualTo(List.of(Map.of("name", "Host", "value", "localhost"))));
    for (Path file : filesOf(KUBERNETES)) {
      found(HEALTH, read(file)).forEach(path -> assertThat(page).contains("| `" + path + "` |"));
    }
  }

  @Test
  void theManifestsAreWholeAndFitTogether() throws IOException {
    Object kustomization = yaml(KUBERNETES.resolve("kustomization.yaml"));
    Object set = yaml(KUBERNETES.resolve("statefulset.yaml"));

    assertThat(all(kustomization, "resources").getFirst())
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .containsExactlyInAnyOrderElementsOf(
            filesOf(KUBERNETES).stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> !name.equals("kustomization.yaml"))
                .toList());
    assertThat(all(set, "replicas")).containsExactly(2);
    assertThat(all(set, "type")).contains("OnDelete");
    for (String file : List.of("statefulset", "service", "disruption-budget", "network-policy")) {
      assertThat(all(yaml(KUBERNETES.resolve(file + ".yaml")), SELECTED))
          .as(file)
          .isNotEmpty()
          .containsOnly("pinwheel");
    }
    assertThat(all(set, "secretKeyRef"))
        .hasSize(3)
        .allSatisfy(secret -> assertThat(all(secret, "name")).containsExactly("pinwheel-database"));
    assertThat(read(KUBERNETES.resolve("kustomization.yaml")))
        .contains("generic pinwheel-database");
  }

  /** As {@code docker run} is shown in the Dockerfile. */
  @Test
  void theServerMayDoAsLittleAsInTheDockerfile() {
    String dockerfile = read(Path.of("Dockerfile"));
    Object set = yaml(KUBERNETES.resolve("statefulset.yaml"));

    assertThat(all(set, "runAsUser")).containsExactly(10001);
    assertThat(dockerfile).contains("--uid 10001", "VOLUME /data", "EXPOSE 8080");
    assertThat(all(set, "readOnlyRootFilesystem")).containsExactly(true);
    assertThat(all(set, "allowPrivilegeEscalation")).containsExactly(false);
    assertThat(all(set, "drop")).containsExactly(List.of("ALL"));
    assertThat(all(set, "mountPath")).containsExactly("/data", "/tmp");
  }
}
