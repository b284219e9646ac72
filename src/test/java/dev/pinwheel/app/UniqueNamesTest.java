package dev.pinwheel.app;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A simple name means one class, so that whoever searches for it finds that one. */
class UniqueNamesTest {

  private static final List<Path> SOURCES =
      List.of(Path.of("src", "main", "java"), Path.of("src", "test", "java"));

  @Test
  void noTwoTopLevelClassesHaveTheSameSimpleName() {
    TreeMap<String, List<Path>> filesByName =
        SOURCES.stream()
            .flatMap(UniqueNamesTest::javaFiles)
            .collect(groupingBy(file -> file.getFileName().toString(), TreeMap::new, toList()));

    assertThat(filesByName).hasSizeGreaterThan(500);
    filesByName.values().removeIf(files -> files.size() == 1);
    assertThat(filesByName).isEmpty();
  }

  private static Stream<Path> javaFiles(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("package-info.java"))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
