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
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * The files that the examples read, which a person may edit. They are read each time they are
 * needed, so that a change takes effect with the next execution.
 */
public final class ExampleData {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

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
   * Copies the files into {@code examples} below the directory. An existing file is never
   * overwritten: somebody may have edited it.
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
      // Another process created it in the meantime. Keep that one.
    }
  }

  /** Where side effects go. */
  public Outbox outbox() {
    return outbox;
  }

  /** The path of a file, for messages. */
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

  /** What a JSON file says. */
  <T> T json(String file, Class<T> type) {
    return read(file, text -> JSON.readValue(text, type));
  }

  /** The entry of this name in a JSON file whose entries are all of one type. */
  <T> T entry(String file, String name, Class<T> type) {
    JavaType byName = JSON.getTypeFactory().constructMapType(TreeMap.class, String.class, type);
    Map<String, T> entries = read(file, text -> JSON.readValue(text, byName));
    T entry = entries.get(name);
    if (entry == null) {
      throw new IllegalArgumentException(
          "Expected an entry '%s' in %s, which has %s."
              .formatted(name, path(file), String.join(", ", entries.keySet())));
    }
    return entry;
  }

  private <T> T read(String file, Function<String, T> reader) {
    try {
      return reader.apply(text(file));
    } catch (JacksonException e) {
      throw new IllegalStateException(
          "Cannot read %s, line %d: %s"
              .formatted(path(file), e.getLocation().getLineNr(), e.getOriginalMessage()),
          e);
    }
  }

  private String text(String file) {
    try {
      return Files.readString(path(file));
    } catch (NoSuchFileException e) {
      throw new IllegalStateException(
          "Expected a file "
              + path(file)
              + ", found none. Restart the server to restore the original.",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path(file), e);
    }
  }
}
