package dev.pinwheel.store.backup;

import dev.pinwheel.store.Database;
import dev.pinwheel.store.PayloadFiles;
import dev.pinwheel.store.Payloads;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a backup of a database of H2 and its payload files while commands go on (G4). The database
 * comes first: each file that a row of it refers to was there before that row, and {@link
 * Payloads#tryDelete} deletes none meanwhile. Thread-safe.
 */
public final class BackupWriter {

  private static final Logger LOG = LoggerFactory.getLogger(BackupWriter.class);

  private static final int BUFFER = 1 << 16;

  private final DataSource dataSource;
  private final Database database;
  private final Payloads payloads;
  private final Path directory;
  private final InstantSource clock;

  /**
   * @param directory where a copy of the database lies meanwhile; it needs room for that
   */
  public BackupWriter(
      DataSource dataSource,
      Database database,
      Payloads payloads,
      Path directory,
      InstantSource clock) {
    this.dataSource = dataSource;
    this.database = database;
    this.payloads = payloads;
    this.directory = directory;
    this.clock = clock;
  }

  /** A moment of the database, which can be written as a zip; deleted when closed. */
  public final class Snapshot implements AutoCloseable {

    private final BackupContent.Head head;
    private final Path copy;
    private final PayloadFiles.Hold hold;

    private Snapshot(BackupContent.Head head, Path copy, PayloadFiles.Hold hold) {
      this.head = head;
      this.copy = copy;
      this.hold = hold;
    }

    /**
     * Writes the zip. An incomplete one cannot be opened, so its reader notices when this fails.
     *
     * @throws IOException when a file cannot be read, or the stream cannot be written
     */
    public void writeTo(OutputStream out) throws IOException {
      ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out, BUFFER));
      // Network and disk are slower than this.
      zip.setLevel(Deflater.BEST_SPEED);
      zip.putNextEntry(new ZipEntry(BackupContent.HEAD));
      zip.write(head.json());
      zip.closeEntry();
      zip.putNextEntry(new ZipEntry(BackupContent.DATABASE));
      try (ZipInputStream copied = new ZipInputStream(Files.newInputStream(copy))) {
        if (copied.getNextEntry() == null) {
          throw new IOException("The copy of the database is empty");
        }
        copied.transferTo(zip);
      }
      zip.closeEntry();
      for (Path file : payloads.files().list()) {
        writePayload(zip, file);
      }
      zip.finish();
      zip.flush();
    }

    private static void writePayload(ZipOutputStream zip, Path file) throws IOException {
      try (InputStream content = Files.newInputStream(file)) {
        zip.putNextEntry(new ZipEntry(BackupContent.PAYLOADS + file.getFileName()));
        content.transferTo(zip);
        zip.closeEntry();
      } catch (NoSuchFileException e) {
        LOG.debug("Left {} out of the backup: the command that prepared it was refused", file);
      }
    }

    @Override
    public void close() {
      hold.close();
      try {
        Files.deleteIfExists(copy);
      } catch (IOException e) {
        LOG.warn("Could not delete {}", copy, e);
      }
    }
  }

  /**
   * Copies the database as it is now.
   *
   * @throws IOException when there is no room for the copy
   * @throws SQLException when the database cannot be read
   */
  public Snapshot take() throws IOException, SQLException {
    PayloadFiles.Hold hold = payloads.files().hold();
    Path copy = Files.createTempFile(directory, "backup-", ".zip.part");
    BackupContent.Head head =
        new BackupContent.Head(BackupContent.FORMAT, clock.instant(), database.position());
    Snapshot snapshot = new Snapshot(head, copy, hold);
    try {
      // Only now, so that the copy has at least that commit.
      database.settle();
      copyTo(copy);
      return snapshot;
    } catch (SQLException | RuntimeException e) {
      snapshot.close();
      throw e;
    }
  }

  private void copyTo(Path copy) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement backup = connection.prepareStatement("backup to ?")) {
      backup.setString(1, copy.toString());
      backup.execute();
    }
  }
}
