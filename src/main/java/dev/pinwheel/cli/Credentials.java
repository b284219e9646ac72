package dev.pinwheel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tokens that {@code login} keeps, by server: {@code pinwheel/credentials.json} in the user's
 * configuration directory, which nobody else may read.
 *
 * @param file where they are kept
 */
public record Credentials(Path file) {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  /**
   * The token for a server: what {@code PINWHEEL_TOKEN} says, else what {@code login} keeps.
   *
   * @param variables those of the environment
   * @throws IllegalStateException with a sentence for people, when the file cannot be read
   */
  public static Optional<String> token(Map<String, String> variables, String server) {
    String given = variables.get("PINWHEEL_TOKEN");
    return given == null || given.isBlank()
        ? of(variables).find(ServerAddresses.checked(server))
        : Optional.of(given.strip());
  }

  /**
   * As {@link #token}, for several addresses of which the first with a token counts.
   *
   * @param servers separated by commas
   */
  public static Optional<String> tokenOfOne(Map<String, String> variables, String servers) {
    return ServerAddresses.of(servers).stream()
        .map(server -> token(variables, server))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Those of the user. */
  static Credentials of(Map<String, String> variables) {
    String configured = variables.get("XDG_CONFIG_HOME");
    String home = variables.getOrDefault("HOME", System.getProperty("user.home"));
    Path directory =
        configured == null || configured.isBlank() ? Path.of(home, ".config") : Path.of(configured);
    return new Credentials(directory.resolve("pinwheel").resolve("credentials.json"));
  }

  /** The token for a server. */
  Optional<String> find(String server) {
    JsonNode token = read().path(server);
    return token.isString() ? Optional.of(token.asString()) : Optional.empty();
  }

  void keep(String server, String token) {
    write(read().put(server, token));
  }

  void forget(String server) {
    ObjectNode all = read();
    all.remove(server);
    write(all);
  }

  private ObjectNode read() {
    if (!Files.exists(file)) {
      return RestClient.MAPPER.createObjectNode();
    }
    try {
      if (RestClient.MAPPER.readTree(Files.readString(file)) instanceof ObjectNode all) {
        return all;
      }
    } catch (IOException | JacksonException e) {
      throw CliProblem.usage(
          "%s cannot be read: %s. Remove it and log in again.".formatted(file, e.getMessage()));
    }
    throw CliProblem.usage(
        "Expected an object of servers and tokens in %s. Remove it and log in again."
            .formatted(file));
  }

  /** Made anew beside it and then moved, so that it never is half written or readable by others. */
  private void write(ObjectNode all) {
    try {
      Files.createDirectories(file.getParent());
      Path next =
          file.getFileSystem().supportedFileAttributeViews().contains("posix")
              ? Files.createTempFile(
                  file.getParent(),
                  "credentials",
                  ".json",
                  PosixFilePermissions.asFileAttribute(OWNER_ONLY))
              : Files.createTempFile(file.getParent(), "credentials", ".json");
      Files.writeString(
          next, RestClient.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(all));
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw CliProblem.usage("%s cannot be written: %s.".formatted(file, e.getMessage()));
    }
  }
}
