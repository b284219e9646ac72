package dev.pinwheel.app;

import dev.pinwheel.access.Needs;
import dev.pinwheel.access.Permission;
import dev.pinwheel.model.Rejection;
import dev.pinwheel.store.Database;
import dev.pinwheel.store.Payloads;
import dev.pinwheel.store.backup.BackupWriter;
import dev.pinwheel.store.h2.H2File;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /backup}: the whole database as one zip, for {@code ./pinwheel backup}. */
@RestController
@Hidden
final class BackupController {

  private static final Logger log = LoggerFactory.getLogger(BackupController.class);

  /** Null when the database is not a file of H2. */
  private final @Nullable BackupWriter backups;

  BackupController(
      DataSource dataSource,
      Database database,
      Payloads payloads,
      InstantSource clock,
      @Value("${spring.datasource.url}") String url) {
    Optional<Path> file = H2File.find(url);
    this.backups =
        file.map(found ->
                new BackupWriter(dataSource, database, payloads, found.resolveSibling(""), clock))
            .orElse(null);
  }

  @PostMapping("/backup")
  @Needs(Permission.BACK_UP)
  void backup(HttpServletResponse response) throws IOException {
    if (backups == null) {
      throw Rejection.invalidState(
          "The database of this server is not its own file. Back it up with its own tools, as docs/how-to/back-up-and-restore.md says.");
    }
    try (BackupWriter.Snapshot snapshot = take(backups)) {
      response.setContentType("application/zip");
      snapshot.writeTo(response.getOutputStream());
    }
  }

  private static BackupWriter.Snapshot take(BackupWriter backups) {
    try {
      return backups.take();
    } catch (IOException | SQLException e) {
      log.error("Could not copy the database for a backup", e);
      throw Rejection.unavailable(
          "The server could not copy its database; is there room for a copy on its disk? Nothing was changed (%s)."
              .formatted(e.getMessage()));
    }
  }
}
