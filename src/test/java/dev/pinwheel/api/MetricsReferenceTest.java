package dev.pinwheel.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.ResultKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/reference/metrics.md} has every metric of the server, and no other. */
class MetricsReferenceTest {

  private static final Path PAGE = Path.of("docs", "reference", "metrics.md");

  /** What the first column of the table names; a set of labels behind a name is left out. */
  private static final Pattern DOCUMENTED =
      Pattern.compile("^\\| `(pinwheel_[a-z_]+)(?:\\{[a-z]+})?` \\|", Pattern.MULTILINE);

  private static final Pattern TYPE = Pattern.compile("# TYPE (pinwheel_[a-z_]+) (\\w+)");

  @Test
  void pageHasEveryMetricThatIsServed() throws IOException {
    Set<String> documented =
        DOCUMENTED
            .matcher(Files.readString(PAGE))
            .results()
            .map(row -> row.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    try (ApiFixture api = new ApiFixture()) {
      api.welcome("u1");
      Set<String> served =
          TYPE.matcher(api.api.get("/metrics").hasStatus(200).response().body())
              .results()
              .map(type -> type.group(1))
              .filter(name -> !name.endsWith("_max"))
              .collect(Collectors.toCollection(TreeSet::new));

      assertThat(documented).isEqualTo(served);
    }
  }

  @Test
  void resultsThatNothingRecordsHaveNoSeries() throws IOException {
    String page = Files.readString(PAGE);

    try (ApiFixture api = new ApiFixture()) {
      String metrics = api.api.get("/metrics").hasStatus(200).response().body();
      for (ResultKind kind : ResultKind.values()) {
        assertThat(metrics.contains("{result=\"" + kind.word() + "\"}"))
            .as("a series of " + kind.word())
            .isEqualTo(page.contains("`" + kind.word() + "`"));
      }
    }
  }

  @Test
  void pageHasEveryValueOfALabel() throws IOException {
    String page = Files.readString(PAGE);

    try (ApiFixture api = new ApiFixture()) {
      api.api
          .get("/metrics")
          .hasStatus(200)
          .response()
          .body()
          .lines()
          .filter(line -> line.startsWith("pinwheel_"))
          .flatMap(
              line -> Pattern.compile("(state|result|kind)=\"(\\w+)\"").matcher(line).results())
          .forEach(label -> assertThat(page).contains("`" + label.group(2) + "`"));
    }
  }
}
