package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Tables.BLOB;

import dev.pinwheel.model.Json;
import dev.pinwheel.model.Rejection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
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

  private final PayloadFiles files;

  /** Null: very large values are files. */
  private final @Nullable PayloadPieces pieces;

  /** Why the last file could not be written, which is logged once; null when it could. */
  private final AtomicReference<@Nullable String> lastProblem = new AtomicReference<>();

  /**
   * @param directory for very large values; created when it is needed
   */
  public Payloads(Path directory) {
    this(directory, null);
  }

  private Payloads(Path directory, @Nullable PayloadPieces pieces) {
    this.files = new PayloadFiles(directory);
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
      files.write(file.name(), file.content());
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

  /** Those of very large values. */
  public PayloadFiles files() {
    return files;
  }

  /**
   * Deletes files to which rows referred that are gone, for good.
   *
   * @param names of the files; those that are missing are ignored
   * @return false when a backup is being made: nothing was deleted, try again later
   * @throws UncheckedIOException when one cannot be deleted
   */
  public boolean tryDelete(Collection<String> names) {
    return files.tryDelete(names);
  }

  /** The size of a very large value in bytes; -1 when it is missing. */
  public long sizeOf(DSLContext dsl, String name) {
    Optional<Long> inDatabase = pieces == null ? Optional.empty() : PayloadPieces.sizeOf(dsl, name);
    return inDatabase.orElseGet(() -> files.sizeOf(name));
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
      List<String> names =
          files.list().stream().map(file -> file.getFileName().toString()).toList();
      int moved = 0;
      for (String name : UnownedFiles.owned(database, names)) {
        if (!pieces.has(name)) { // else a start was interrupted before it deleted the file
          pieces.write(name, files.read(name));
        }
        Files.delete(files.directory().resolve(name));
        moved++;
      }
      if (moved > 0) {
        LOG.info("Moved {} large values from {} into the database", moved, files.directory());
      }
    } catch (IOException | UncheckedIOException | DataAccessException e) {
      LOG.warn(
          "Could not move all large values in {} into the database; other servers cannot read the ones left",
          files.directory(),
          e);
    }
  }

  /**
   * Deletes a prepared file that no row refers to, nor ever will. Pieces in the database are left
   * to the removal of what nothing refers to, because nobody is to wait for it here.
   */
  public void discard(PreparedFile file) {
    if (pieces == null) {
      files.discard(file.name());
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
    return inDatabase.orElseGet(() -> files.read(name));
  }
}
