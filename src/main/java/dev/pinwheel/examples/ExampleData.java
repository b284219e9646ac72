package dev.pinwheel.examples;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The files that the examples read, which a person may edit. Read afresh each time, so that a
 * change counts from the next execution on.
 */
public final class ExampleData {

  private static final List<String> FILES =
      List.of(
          "NOTICE.txt",
          "users.json",
          "plans.json",
          "machines.json",
          "weather.csv",
          "weather-rules.properties",
          "shop.properties");

  private final Path directory;
  private final Outbox outbox;

  private ExampleData(Path directory) {
    this.directory = directory;
    this.outbox = new Outbox(directory.resolve("outbox"));
  }

  /**
   * Copies the files into {@code examples} below the directory. A file that is there is left as it
   * is: it may be somebody's.
   */
  public static ExampleData install(Path dataDirectory) {
    Path directory = dataDirectory.resolve("examples");
    try {
      Files.createDirectories(directory.resolve("outbox"));
      for (String file : FILES) {
        copy(file, directory.resolve(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot copy the examples' data to " + directory, e);
    }
    return new ExampleData(directory);
  }

  private static void copy(String file, Path target) throws IOException {
    if (Files.exists(target)) {
      return;
    }
    try (InputStream shipped = ExampleData.class.getResourceAsStream(file)) {
      if (shipped == null) {
        throw new IllegalStateException("Expected " + file + " beside " + ExampleData.class);
      }
      Files.copy(shipped, target);
    } catch (FileAlreadyExistsException e) {
      // Somebody else has just made it: then it is theirs.
    }
  }

  /** Where side effects go. */
  public Outbox outbox() {
    return outbox;
  }

  /** Where a file lies, to be named in messages. */
  Path path(String file) {
    return directory.resolve(file);
  }

  /** The lines of a file. */
  List<String> lines(String file) {
    return text(file).lines().toList();
  }

  /** The settings in a properties file. */
  Map<String, String> settings(String file) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text(file)));
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException("Cannot read " + path(file) + ": " + e.getMessage(), e);
    }
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toMap(n -> n, n -> properties.getProperty(n).strip()));
  }

  /** The object in a JSON file. */
  JsonObject json(String file) {
    return JsonObject.parse(path(file).toString(), text(file));
  }

  private String text(String file) {
    try {
      return Files.readString(path(file));
    } catch (NoSuchFileException e) {
      throw new IllegalStateException(
          "Expected a file " + path(file) + ", found none. Restart to get the original back.", e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path(file), e);
    }
  }
}
