package dev.pinwheel.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files that the examples read and write, edited as a person would. */
final class ExampleFiles {

  private final Path directory;

  ExampleFiles(Path data) {
    this.directory = data.resolve("examples");
  }

  /** Replaces a text that stands in the file exactly once. */
  void edit(String file, String before, String after) {
    Path path = directory.resolve(file);
    try {
      String text = Files.readString(path);
      assertThat(text).containsOnlyOnce(before);
      Files.writeString(path, text.replace(before, after));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names of the files in the outbox, oldest first. */
  List<String> outbox() {
    try (Stream<Path> files = Files.list(directory.resolve("outbox"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
