package dev.pinwheel.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps packages so small that one can know what is in them. */
class PackageSizeTest {

  /** {@code package-info.java} included. */
  private static final int MOST_FILES = 60;

  @Test
  void noPackageHasMoreFilesThanOneCanKnow() throws IOException {
    Map<String, Long> sizes = new TreeMap<>();
    for (String root : List.of("src/main/java", "src/test/java")) {
      sizes.putAll(filesByDirectory(Path.of(root)));
    }

    assertThat(sizes).isNotEmpty();
    assertThat(sizes.entrySet())
        .as(
            "packages of more than %d files: make a room, a subpackage, of a second idea",
            MOST_FILES)
        .noneMatch(entry -> entry.getValue() > MOST_FILES);
  }

  private static Map<String, Long> filesByDirectory(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .collect(
              Collectors.groupingBy(
                  file -> String.valueOf(file.getParent()), Collectors.counting()));
    }
  }
}
