package dev.pinwheel.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./pinwheel worker} can be told. */
class WorkerArgumentsTest {

  private static final Map<String, String> NOTHING = Map.of();

  @TempDir private Path directory;

  @Test
  void flagsComeBeforeTheEnvironment() {
    Map<String, String> environment =
        Map.of("PINWHEEL_SERVER", "http://there:1", "PINWHEEL_WORKSPACE", "production");

    WorkerArguments told =
        WorkerArguments.read(
            List.of("--workspace", "development/*", "--drain-timeout", "7", "--name", "joe"),
            environment);

    assertThat(told.workspace()).isEqualTo("development/*");
    assertThat(told.server()).isEqualTo("http://there:1");
    assertThat(told.drainTimeout()).isEqualTo(Duration.ofSeconds(7));
    assertThat(told.name()).isEqualTo("joe");
  }

  @Test
  void mistakesAreSentences() throws IOException {
    Path pom = Files.writeString(directory.resolve("pom.xml"), "<project/>");

    refuses("Expected a workspace to work for", "--name", "joe");
    refuses("Expected a value after --workspace.", "--workspace");
    refuses("Expected a number after --concurrency, found 'zero'.", "--concurrency", "zero");
    refuses("There is no option '--wach' of the worker", "--workspace", "w", "--wach");
    refuses("Expected --class-path", "--workspace", "w", "--watch");
    refuses("There is no 'classez'", "--workspace", "w", "--class-path", "classez");
    refuses(
        "Expected directories of classes, and jars, after --class-path, found '" + pom + "'.",
        "--workspace",
        "w",
        "--class-path",
        pom.toString());
  }

  private static void refuses(String sentence, String... arguments) {
    assertThatThrownBy(() -> WorkerArguments.read(List.of(arguments), NOTHING))
        .isInstanceOf(WorkerArguments.Mistake.class)
        .hasMessageStartingWith(sentence);
  }

  @Test
  void helpNamesEveryOption() {
    assertThat(WorkerArguments.asksForHelp(List.of("--workspace", "w", "-h"))).isTrue();
    assertThat(WorkerArguments.HELP)
        .contains("--workspace", "--server", "--class-path", "--watch", "--name", "--concurrency")
        .contains("--drain-timeout");
  }
}
