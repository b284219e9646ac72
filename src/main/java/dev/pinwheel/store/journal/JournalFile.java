package dev.pinwheel.store.journal;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A file of the journal that is written: records, one after the other. A record is its length and
 * its checksum (4 bytes each), a byte that says what it is, and its content. What follows a record
 * that is incomplete or does not fit its checksum was never synced. Not thread-safe.
 */
final class JournalFile implements AutoCloseable {

  /** A group of changes. */
  static final byte GROUP = 1;

  /**
   * So many bytes of the file of H2 are synced, and hold every commit until here (8 bytes; -1: the
   * file is not to be cut); and the checksum of the last of them (4 bytes).
   */
  static final byte SYNCED = 2;

  static final int HEAD = 9;

  private final Path file;
  private final FileChannel channel;
  private final ChangeCodec codec = new ChangeCodec();
  private long size;

  private JournalFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Makes a new one. */
  static JournalFile create(Path file) throws IOException {
    return new JournalFile(
        file, FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
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
    try {
      append(GROUP, codec.encode(group));
    } catch (IOException | RuntimeException e) {
      codec.forget(known);
      throw e;
    }
  }

  void appendSynced(SyncedPart part) throws IOException {
    append(
        SYNCED,
        ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
            .putLong(part.length())
            .putInt(part.checksum())
            .array());
  }

  private void append(byte type, byte[] content) throws IOException {
    ByteBuffer record = ByteBuffer.allocate(HEAD + content.length);
    record.putInt(content.length).putInt(checksum(type, content)).put(type).put(content).flip();
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
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static int checksum(byte type, byte[] content) {
    CRC32C checksum = new CRC32C();
    checksum.update(type);
    checksum.update(content);
    return (int) checksum.getValue();
  }

  /** Takes what is read, in the order in which it was written. */
  interface Reader {

    void group(ChangeGroup group) throws IOException;

    void synced(SyncedPart part);
  }

  /**
   * Reads the records of a file.
   *
   * @return whether it ends with a complete record
   */
  static boolean read(Path file, Reader reader) throws IOException {
    ChangeCodec codec = new ChangeCodec();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long end = channel.size();
      long at = 0;
      ByteBuffer head = ByteBuffer.allocate(HEAD);
      while (at + HEAD <= end) {
        head.clear();
        readFully(channel, head, at);
        int length = head.getInt();
        int checksum = head.getInt();
        byte type = head.get();
        if (length < 0 || length > end - at - HEAD) {
          return false;
        }
        byte[] content = new byte[length];
        readFully(channel, ByteBuffer.wrap(content), at + HEAD);
        if (checksum(type, content) != checksum) {
          return false;
        }
        take(type, content, codec, reader);
        at += HEAD + length;
      }
      return at == end;
    }
  }

  private static void take(byte type, byte[] content, ChangeCodec codec, Reader reader)
      throws IOException {
    switch (type) {
      case GROUP ->
          reader.group(codec.decode(new DataInputStream(new ByteArrayInputStream(content))));
      case SYNCED -> {
        ByteBuffer part = ByteBuffer.wrap(content);
        reader.synced(new SyncedPart(part.getLong(), part.getInt()));
      }
      default -> throw new IOException("Unknown type of a record: " + type);
    }
  }

  private static void readFully(FileChannel channel, ByteBuffer into, long from)
      throws IOException {
    while (into.hasRemaining()) {
      if (channel.read(into, from + into.position()) < 0) {
        throw new IOException("The file became shorter while it was read");
      }
    }
    into.flip();
  }
}
