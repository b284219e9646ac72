package dev.pinwheel.examples;

import static dev.pinwheel.sdk.Pinwheel.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Stands for the outside world: each e-mail, configured machine or report is a numbered file,
 * {@code 0001-email-u1.txt}. Thread-safe.
 */
public final class Outbox {

  private final Path directory;

  Outbox(Path directory) {
    this.directory = directory;
  }

  /** Writes the next file and returns its path. */
  synchronized Path put(String name, String text) {
    int number = nextNumber();
    while (true) {
      Path file = directory.resolve("%04d-%s.txt".formatted(number, name));
      try {
        Files.writeString(file, text + "\n", StandardOpenOption.CREATE_NEW);
        log().info("Wrote {file}", file.toString());
        return file;
      } catch (FileAlreadyExistsException e) {
        // Another process has taken this number. Try the next one.
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot write " + file, e);
      }
      number++;
    }
  }

  /** Names of the files, oldest first. */
  public List<String> list() {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + directory, e);
    }
  }

  private int nextNumber() {
    return list().stream()
            .filter(name -> name.matches("\\d{4,9}-.*"))
            .mapToInt(name -> Integer.parseInt(name.substring(0, name.indexOf('-'))))
            .max()
            .orElse(0)
        + 1;
  }
}
