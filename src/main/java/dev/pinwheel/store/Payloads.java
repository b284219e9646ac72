package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Tables.BLOB;

import dev.pinwheel.model.Json;
import dev.pinwheel.model.Rejection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where values are stored: small ones in the row, larger ones in a row of {@code blob}, very large
 * ones in a file, or with PostgreSQL in pieces in a table. They are written and synced by {@link
 * #prepare}, before the command that refers to them is applied. Thread-safe.
 */
public final class Payloads {

  private static final Logger LOG = LoggerFactory.getLogger(Payloads.class);

  /** Values up to this many bytes are stored in the row itself. */
  public static final int INLINE_LIMIT = 64 * 1024;

  /** Values from this many bytes on are stored in a file, if they were prepared. */
  public static final int FILE_LIMIT = 1024 * 1024;

  private static final WriteStatement INSERT =
      WriteStatement.insert(BLOB, BLOB.ID, BLOB.SIZE, BLOB.CONTENT, BLOB.FILE);

  private final Path directory;

  /** Null: very large values are files. */
  private final @Nullable PayloadPieces pieces;

  /** How many backups are being made. Guarded by this. */
  private int holds;

  /** Why the last file could not be written, which is logged once; null when it could. */
  private final AtomicReference<@Nullable String> lastProblem = new AtomicReference<>();

  /**
   * @param directory for very large values; created when it is needed
   */
  public Payloads(Path directory) {
    this(directory, null);
  }

  private Payloads(Path directory, @Nullable PayloadPieces pieces) {
    this.directory = directory;
    this.pieces = pieces;
  }

  /**
   * With all values in PostgreSQL, where every server finds them.
   *
   * @param directory where very large values were written before; may be missing
   */
  public static Payloads inPostgres(Path directory, DataSource dataSource) {
    return new Payloads(directory, new PayloadPieces(dataSource));
  }

  /** A stored value: exactly one component is set. */
  @SuppressWarnings("ArrayRecordComponent") // compared by identity only
  public record Stored(byte @Nullable [] inline, @Nullable Long blob) {}

  /**
   * A value in a file that no row refers to yet.
   *
   * @param content the value; not to be changed
   * @param name of the file, within the directory
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by identity only
  public record PreparedFile(byte[] content, String name) {}

  /**
   * Writes a very large value to a file and syncs file and directory; empty when the value needs no
   * file, or PostgreSQL does not answer: the command then takes the value with it, and waits as all
   * do. To be called by the thread that brings the value, not by the one that commits.
   *
   * @throws Rejection (unavailable) when the file cannot be written
   */
  public Optional<PreparedFile> prepare(Json value) {
    byte[] bytes = value.utf8();
    if (bytes.length < FILE_LIMIT) {
      return Optional.empty();
    }
    PreparedFile prepared = new PreparedFile(bytes, UUID.randomUUID() + ".json");
    return pieces == null ? Optional.of(written(prepared)) : tryWrite(pieces, prepared);
  }

  /**
   * As {@link #prepare}, but empty when the file cannot be written: the command then takes the
   * value with it.
   */
  public Optional<PreparedFile> tryPrepare(Json value) {
    try {
      return prepare(value);
    } catch (Rejection notWritten) {
      return Optional.empty(); // written() has logged it
    }
  }

  private PreparedFile written(PreparedFile file) {
    try {
      writeFile(directory.resolve(file.name()), file.content());
      syncDirectory();
    } catch (IOException e) {
      discard(file);
      if (isNew(e)) {
        LOG.error("Could not store a value of {} bytes", file.content().length, e);
      }
      throw Rejection.unavailable(
          "The server could not store a value of %,d bytes; its disk may be full. Nothing was changed."
              .formatted(file.content().length));
    }
    lastProblem.set(null);
    return file;
  }

  private Optional<PreparedFile> tryWrite(PayloadPieces inPostgres, PreparedFile value) {
    try {
      inPostgres.write(value.name(), value.content());
    } catch (DataAccessException e) {
      if (isNew(e)) {
        LOG.warn(
            "Could not store a value of {} bytes in the database; its command waits",
            value.content().length,
            e);
      }
      return Optional.empty();
    }
    lastProblem.set(null);
    return Optional.of(value);
  }

  private boolean isNew(Exception problem) {
    return !problem.toString().equals(lastProblem.getAndSet(problem.toString()));
  }

  /** While one is open, {@link #tryDelete} deletes nothing. */
  public final class Hold implements AutoCloseable {

    private final AtomicBoolean open = new AtomicBoolean(true);

    private Hold() {}

    @Override
    public void close() {
      if (open.getAndSet(false)) {
        synchronized (Payloads.this) {
          holds--;
        }
      }
    }
  }

  /** Keeps all files until it is closed, so that a backup finds those that its rows refer to. */
  Hold hold() {
    synchronized (this) {
      holds++;
    }
    return new Hold();
  }

  /**
   * Deletes files to which rows referred that are gone, for good.
   *
   * @param names of the files; those that are missing are ignored
   * @return false when a backup is being made: nothing was deleted, try again later
   * @throws UncheckedIOException when one cannot be deleted
   */
  public synchronized boolean tryDelete(Collection<String> names) {
    if (holds > 0) {
      return false;
    }
    for (String name : names) {
      try {
        Files.deleteIfExists(directory.resolve(name));
      } catch (IOException e) {
        throw new UncheckedIOException("Could not delete " + directory.resolve(name), e);
      }
    }
    return true;
  }

  /** All files, also those that no row refers to. */
  List<Path> list() throws IOException {
    if (Files.notExists(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  /** The size of a very large value in bytes; -1 when it is missing. */
  public long sizeOf(DSLContext dsl, String name) {
    Optional<Long> inDatabase = pieces == null ? Optional.empty() : PayloadPieces.sizeOf(dsl, name);
    return inDatabase.orElseGet(() -> sizeOfFile(name));
  }

  private long sizeOfFile(String name) {
    try {
      return Files.size(directory.resolve(name));
    } catch (IOException e) {
      return -1;
    }
  }

  /**
   * Removes what has lain in the database for this long while no row refers to it; answers how many
   * values.
   */
  int removeUnownedPieces(Duration age) {
    return pieces == null ? 0 : pieces.removeUnowned(age);
  }

  /**
   * Moves the values of earlier versions, which are files of this server, into the database, where
   * the server that takes over finds them. Those that nothing refers to stay.
   */
  public void moveFilesInto(Database database) {
    if (pieces == null) {
      return;
    }
    try {
      List<String> names = list().stream().map(file -> file.getFileName().toString()).toList();
      int moved = 0;
      for (String name : UnownedFiles.owned(database, names)) {
        if (!pieces.has(name)) { // else a start was interrupted before it deleted the file
          pieces.write(name, readFile(directory.resolve(name)));
        }
        Files.delete(directory.resolve(name));
        moved++;
      }
      if (moved > 0) {
        LOG.info("Moved {} large values from {} into the database", moved, directory);
      }
    } catch (IOException | UncheckedIOException | DataAccessException e) {
      LOG.warn(
          "Could not move all large values in {} into the database; other servers cannot read the ones left",
          directory,
          e);
    }
  }

  /**
   * Deletes a prepared file that no row refers to, nor ever will. Pieces in the database are left
   * to the removal of what nothing refers to, because nobody is to wait for it here.
   */
  public void discard(PreparedFile file) {
    if (pieces != null) {
      return;
    }
    try {
      Files.deleteIfExists(directory.resolve(file.name()));
    } catch (IOException e) {
      LOG.warn("Could not delete {}, which nothing refers to", directory.resolve(file.name()), e);
    }
  }

  /**
   * Stores a value in the transaction: in its prepared file when {@link Tx#offer} brought one, else
   * in the database, whatever its size.
   */
  public Stored store(Tx tx, Json value) {
    byte[] bytes = value.utf8();
    if (bytes.length <= INLINE_LIMIT) {
      return new Stored(bytes, null);
    }
    long id = tx.nextId();
    String file = bytes.length < FILE_LIMIT ? null : tx.takeFile(bytes);
    tx.write(INSERT, id, (long) bytes.length, file == null ? bytes : null, file);
    return new Stored(null, id);
  }

  /** Loads a value from the two columns it was stored in. */
  public Json load(DSLContext dsl, byte @Nullable [] inline, @Nullable Long blob) {
    if (inline != null) {
      return Json.of(inline);
    }
    Record2<byte[], String> row =
        dsl.select(BLOB.CONTENT, BLOB.FILE).from(BLOB).where(BLOB.ID.eq(blob)).fetchOne();
    if (row == null) {
      throw new IllegalStateException("Blob " + blob + " is referred to but missing");
    }
    byte[] content = row.value1();
    return Json.of(content != null ? content : loadLarge(dsl, row.value2()));
  }

  private byte[] loadLarge(DSLContext dsl, String name) {
    Optional<byte[]> inDatabase = pieces == null ? Optional.empty() : PayloadPieces.find(dsl, name);
    return inDatabase.orElseGet(() -> readFile(directory.resolve(name)));
  }

  private static void writeFile(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  private void syncDirectory() {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      LOG.debug("This system cannot sync a directory", e);
    }
  }

  private static byte[] readFile(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Could not read the value from " + file, e);
    }
  }
}
