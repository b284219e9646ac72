package dev.pinwheel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.store.h2.DatabaseLock;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.h2.api.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** N6: one process uses a file of H2, also while H2 has closed it. */
class DatabaseLockTest {

  @TempDir private Path directory;

  @Test
  void oneHasIt() throws IOException, SQLException {
    Path database = directory.resolve("pinwheel.mv.db");
    Path other = directory.resolve("other.mv.db");
    try (DatabaseLock held = DatabaseLock.take(database);
        DatabaseLock another = DatabaseLock.take(other)) {
      assertThat(held).isNotSameAs(another);
      assertThatThrownBy(() -> DatabaseLock.take(database))
          .isInstanceOfSatisfying(
              SQLException.class,
              problem ->
                  assertThat(problem.getErrorCode()).isEqualTo(ErrorCode.DATABASE_ALREADY_OPEN_1));
    }
    DatabaseLock.take(database).close();
    assertThat(directory.resolve("pinwheel.lock")).isEmptyFile();
  }
}
