package dev.pinwheel.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

class DataDirectoryTest {

  @TempDir Path scratch;

  private void prepare(Path data) {
    MockEnvironment environment = new MockEnvironment();
    environment.setProperty(DataDirectory.PROPERTY, data.toString());
    new DataDirectory().postProcessEnvironment(environment, new SpringApplication());
  }

  @Test
  void aNewDirectoryIsClosedToOthers() throws IOException {
    Path data = scratch.resolve("deep/data");

    prepare(data);

    assertThat(Files.getPosixFilePermissions(data))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void anExistingDirectoryIsLeftAsItIs() throws IOException {
    Path data =
        Files.createDirectory(
            scratch.resolve("data"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));

    prepare(data);

    assertThat(Files.getPosixFilePermissions(data))
        .isEqualTo(PosixFilePermissions.fromString("rwxr-x---"));
  }

  /** The database says it in its own sentence, so the start goes on until there. */
  @Test
  void aFileInTheWayIsNoFailureHere() throws IOException {
    Path file = Files.writeString(scratch.resolve("file"), "");

    prepare(file.resolve("data"));

    assertThat(file).isRegularFile();
  }
}
