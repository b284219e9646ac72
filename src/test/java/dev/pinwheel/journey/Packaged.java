package dev.pinwheel.journey;

import java.nio.file.Files;
import java.nio.file.Path;

/** What the build has packaged. */
final class Packaged {

  private Packaged() {}

  /** The server. */
  static Path server() {
    return existing(System.getProperty("pinwheel.jar", "target/pinwheel.jar"));
  }

  /** A Maven repository with the SDK in it. */
  static Path sdkRepository() {
    return existing(System.getProperty("pinwheel.sdk", "target/sdk/repository"));
  }

  /** The version of both. */
  static String version() {
    return System.getProperty("pinwheel.version", "0.1.0-SNAPSHOT");
  }

  private static Path existing(String path) {
    Path existing = Path.of(path).toAbsolutePath();
    if (!Files.exists(existing)) {
      throw new IllegalStateException(
          "Expected %s. Make it by ./mvnw package -Pproduction -DskipTests".formatted(existing));
    }
    return existing;
  }
}
