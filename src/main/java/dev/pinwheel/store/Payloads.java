package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Tables.BLOB;

import dev.pinwheel.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jspecify.annotations.Nullable;

/**
 * Stores values: small ones in the row, larger ones in a row of {@code blob}, very large ones in a
 * file that is synced before the commit that refers to it. Thread-safe.
 */
public final class Payloads {

  /** Values up to this many bytes are stored in the row itself. */
  public static final int INLINE_LIMIT = 64 * 1024;

  /** Values from this many bytes on are stored in a file. */
  public static final int FILE_LIMIT = 1024 * 1024;

  private static final WriteStatement INSERT =
      WriteStatement.insert(BLOB, BLOB.ID, BLOB.SIZE, BLOB.CONTENT, BLOB.FILE);

  private final Path directory;

  /**
   * @param directory for very large values; created when it is needed
   */
  public Payloads(Path directory) {
    this.directory = directory;
  }

  /** A stored value: exactly one component is set. */
  @SuppressWarnings("ArrayRecordComponent") // compared by identity only
  public record Stored(byte @Nullable [] inline, @Nullable Long blob) {}

  /** Stores a value in the transaction. */
  public Stored store(Tx tx, Json value) {
    byte[] bytes = value.utf8();
    if (bytes.length <= INLINE_LIMIT) {
      return new Stored(bytes, null);
    }
    long id = tx.nextId();
    if (bytes.length < FILE_LIMIT) {
      tx.write(INSERT, id, (long) bytes.length, bytes, null);
    } else {
      String file = "%d.json".formatted(id);
      writeFile(directory.resolve(file), bytes);
      tx.afterRollback(() -> deleteFile(directory.resolve(file)));
      tx.write(INSERT, id, (long) bytes.length, null, file);
    }
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
    return Json.of(content != null ? content : readFile(directory.resolve(row.value2())));
  }

  private static void writeFile(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Could not write the value to " + file, e);
    }
  }

  private static byte[] readFile(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Could not read the value from " + file, e);
    }
  }

  private static void deleteFile(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // A file that nothing refers to does no harm.
    }
  }
}
