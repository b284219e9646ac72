package dev.pinwheel.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pinwheel.store.h2.H2File;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.mock.env.MockEnvironment;

class DatabaseInUseTest {

  @TempDir private Path directory;

  /** N6: H2 is one server; what holds the file is here the lock that another process would have. */
  @Test
  void aSecondServerOnTheSameFileIsRefusedWithASentence() throws Exception {
    String url = H2File.url(directory.resolve("pinwheel"));
    DriverManager.getConnection(url, "sa", "").close();

    try (FileChannel file =
            FileChannel.open(directory.resolve("pinwheel.mv.db"), StandardOpenOption.WRITE);
        FileLock ignored = file.lock()) {
      SQLException refused =
          catchThrowableOfType(
              SQLException.class, () -> DriverManager.getConnection(url, "sa", ""));
      FailureAnalysis analysis =
          new UnusableDatabase.InUse(
                  new MockEnvironment().withProperty(DataDirectory.PROPERTY, "/var/lib/pinwheel"))
              .analyze(new IllegalStateException(refused), refused);

      assertThat(requireNonNull(analysis).getDescription())
          .isEqualTo(
              "Expected to open the database in '/var/lib/pinwheel', but another process has it open.");
      assertThat(analysis.getAction()).contains("--pinwheel.data=DIRECTORY");
    }
  }
}
