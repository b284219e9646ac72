package dev.pinwheel.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Maven of its own, of the version that builds Pinwheel, on this JVM's JDK. */
final class MavenProcess {

  private MavenProcess() {}

  /**
   * Builds the project in a directory.
   *
   * @throws AssertionError with everything it printed, when that fails or takes three minutes
   */
  static void run(Path directory, List<String> arguments) {
    Path log = directory.resolve("maven.log");
    ProcessBuilder maven =
        new ProcessBuilder(Path.of("mvnw").toAbsolutePath().toString(), "-B", "-q", "-f", "pom.xml")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    maven.command().addAll(arguments);
    maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
    try {
      Process process = maven.start();
      if (!process.waitFor(180, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new AssertionError("Maven failed:\n" + Files.readString(log));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
