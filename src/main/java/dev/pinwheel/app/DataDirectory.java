package dev.pinwheel.app;

import dev.pinwheel.store.h2.H2File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;

/**
 * Makes {@code pinwheel.data} an absolute path before it is read, so that messages name a file that
 * can be found, and makes the directory when there is none. The database is a file of H2 in there,
 * unless {@code spring.datasource.url} names another.
 */
final class DataDirectory implements EnvironmentPostProcessor, Ordered {

  /** The server closes the database itself, after its last use; H2 must not close it earlier. */
  private static final String LEFT_OPEN = ";DB_CLOSE_ON_EXIT=FALSE";

  static final String PROPERTY = "pinwheel.data";

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    String directory = environment.getRequiredProperty(PROPERTY);
    Path absolute = Path.of(directory).toAbsolutePath().normalize();
    try {
      make(absolute);
    } catch (IOException unwritable) {
      // The database says so, too, in a sentence for people.
    }
    MutablePropertySources sources = environment.getPropertySources();
    sources.addFirst(
        new MapPropertySource("absolute data directory", Map.of(PROPERTY, absolute.toString())));
    sources.addLast(
        new MapPropertySource(
            "embedded database",
            Map.of("spring.datasource.url", H2File.url(absolute.resolve("pinwheel")) + LEFT_OPEN)));
  }

  /** Makes the directory unless it exists; nobody but the server's own user may enter a new one. */
  static void make(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path parent = directory.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    } else {
      Files.createDirectory(directory);
    }
  }

  /** After the configuration files were read. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}
