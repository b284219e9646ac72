package dev.pinwheel.store.journal;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.zip.CRC32C;

/**
 * A file of the journal that is written: records, one after the other, the first of which is its
 * header. {@link JournalReader} reads it. A record consists of
 *
 * <ul>
 *   <li>the length of its content and its checksum (4 bytes each); the checksum is of the file's
 *       random number and everything that follows,
 *   <li>a byte that says what it is,
 *   <li>where in the file it begins, and how much of the file was synced when it was written (8
 *       bytes each),
 *   <li>its content.
 * </ul>
 *
 * Numbers are big-endian. Not thread-safe.
 */
final class JournalFile implements AutoCloseable {

  /** Of this description: a version that knows no other refuses the file. */
  static final int FORMAT = 1;

  /** A group of changes. */
  static final byte GROUP = 1;

  /**
   * So many bytes of the file of H2 are synced, and hold every commit until here (8 bytes; -1: the
   * file is not to be cut); the checksum of the last of them (4 bytes); the number of the last
   * commit (8 bytes).
   */
  static final byte SYNCED = 2;

  /** The format (4 bytes), the file's random number (8 bytes), database and schema (texts). */
  static final byte HEADER = 3;

  /** Where in a record these are, in bytes. */
  static final int CHECKSUM = 4;

  static final int TYPE = 8;
  static final int START = 9;
  static final int SYNCED_BEFORE = 17;

  /** The length of a record without its content, in bytes. */
  static final int HEAD = 25;

  /** In the checksum of the header, which holds the random number. */
  static final long NO_ID = 0;

  private static final long NOTHING = -1;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path file;
  private final FileChannel channel;
  private final ChangeCodec codec = new ChangeCodec();
  private final long id = RANDOM.nextLong();
  private long size;
  private long syncedSize;

  /** Before the last record, if that is a group that can be taken back; else -1. */
  private long sizeBefore = NOTHING;

  private int knownBefore;

  private JournalFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Makes a new one; nothing is there when this fails, unless it cannot be deleted. */
  static JournalFile create(Path file, JournalHeader header) throws IOException {
    JournalFile created =
        new JournalFile(
            file, FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    try {
      created.append(HEADER, created.content(header), NO_ID);
      return created;
    } catch (IOException e) {
      created.close();
      throw e;
    }
  }

  private byte[] content(JournalHeader header) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(FORMAT);
      out.writeLong(id);
      out.writeUTF(header.database());
      out.writeUTF(header.schema());
    }
    return bytes.toByteArray();
  }

  Path file() {
    return file;
  }

  long size() {
    return size;
  }

  /**
   * Appends a group; nothing of it is there when this fails.
   *
   * @throws Journal.Unrepairable when it failed and a part of it may be there
   */
  void append(ChangeGroup group) throws IOException {
    int known = codec.known();
    long before = size;
    try {
      append(GROUP, codec.encode(group), id);
    } catch (IOException | RuntimeException | Error e) {
      codec.forget(known);
      throw e;
    }
    sizeBefore = before;
    knownBefore = known;
  }

  /** Takes back the last record, which is a group. */
  void takeBackLast() throws IOException {
    if (sizeBefore == NOTHING) {
      throw new IOException("The last record of " + file + " is no group that can be taken back");
    }
    channel.truncate(sizeBefore);
    size = sizeBefore;
    syncedSize = Math.min(syncedSize, size);
    codec.forget(knownBefore);
    sizeBefore = NOTHING;
  }

  void appendSynced(SyncedPart part, long number) throws IOException {
    sizeBefore = NOTHING;
    append(
        SYNCED,
        ByteBuffer.allocate(Long.BYTES + Integer.BYTES + Long.BYTES)
            .putLong(part.length())
            .putInt(part.checksum())
            .putLong(number)
            .array(),
        id);
  }

  private void append(byte type, byte[] content, long salt) throws IOException {
    ByteBuffer record = ByteBuffer.allocate(HEAD + content.length);
    record.putInt(content.length).putInt(0).put(type).putLong(size).putLong(syncedSize);
    record.put(content).flip();
    record.putInt(CHECKSUM, checksum(salt, record.slice(TYPE, record.limit() - TYPE)));
    try {
      while (record.hasRemaining()) {
        channel.write(record, size + record.position());
      }
    } catch (IOException e) {
      takeBack(e);
      throw e;
    }
    size += record.limit();
  }

  private void takeBack(IOException problem) throws Journal.Unrepairable {
    try {
      channel.truncate(size);
    } catch (IOException e) {
      problem.addSuppressed(e);
      throw new Journal.Unrepairable(problem);
    }
  }

  void force() throws IOException {
    channel.force(false);
    syncedSize = size;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /**
   * @param salt the random number of the file
   * @param bytes of a record, from its type on
   */
  static int checksum(long salt, ByteBuffer bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(ByteBuffer.allocate(Long.BYTES).putLong(salt).flip());
    checksum.update(bytes);
    return (int) checksum.getValue();
  }
}
