package dev.pinwheel.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

/**
 * Settings that are not on the command line: from the environment, else from the nearest {@code
 * pinwheel.toml} in the current directory or above, else the default.
 */
final class CliSettings {

  static final String FILE = "pinwheel.toml";

  private final Map<String, String> environment;
  private final Path directory;
  private @Nullable JsonNode file;

  CliSettings(Map<String, String> environment, Path directory) {
    this.environment = environment;
    this.directory = directory;
  }

  /**
   * A setting.
   *
   * @param flag the value on the command line; null when absent
   * @param name in the file; in the environment it is {@code PINWHEEL_} and the name
   */
  String get(@Nullable String flag, String name, String usual) {
    if (flag != null) {
      return flag;
    }
    String variable = environment.get("PINWHEEL_" + name.toUpperCase(Locale.ROOT));
    if (variable != null && !variable.isBlank()) {
      return variable;
    }
    JsonNode value = file().path(name);
    if (value.isMissingNode()) {
      return usual;
    }
    if (!value.isString()) {
      throw CliProblem.usage(
          "Expected a text for '%s' in %s, found %s.".formatted(name, FILE, value));
    }
    return value.asString();
  }

  private JsonNode file() {
    JsonNode known = file;
    if (known == null) {
      known = find().map(CliSettings::read).orElseGet(new TomlMapper()::createObjectNode);
      file = known;
    }
    return known;
  }

  private Optional<Path> find() {
    for (Path at = directory.toAbsolutePath(); at != null; at = at.getParent()) {
      Path candidate = at.resolve(FILE);
      if (Files.isRegularFile(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private static JsonNode read(Path path) {
    try {
      return new TomlMapper().readTree(path.toFile());
    } catch (JacksonException e) {
      throw CliProblem.usage(
          "%s is not valid TOML: %s (line %d)."
              .formatted(path, e.getOriginalMessage(), e.getLocation().getLineNr()));
    }
  }
}
