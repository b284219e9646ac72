package dev.pinwheel.store.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The beginning of a file of H2 that is synced, as recovery may cut it.
 *
 * @param length in bytes; -1 when the file is to be taken as it is
 * @param checksum of the last bytes of it, by which the file is recognised
 */
public record SyncedPart(long length, int checksum) {

  /** The file is to be taken as it is. */
  public static final SyncedPart UNCUT = new SyncedPart(-1, 0);

  private static final int RECOGNISED_BY = 4096;

  /** H2 writes chunks of whole blocks, and at the end of each a footer that begins with this. */
  private static final int BLOCK = 4096;

  private static final int FOOTER = 128;
  private static final byte[] FOOTER_BEGINNING = "chunk:".getBytes(StandardCharsets.US_ASCII);

  /**
   * The file as it is now, without what follows its last whole chunk: a chunk that could not be
   * written to its end is overwritten by the next one.
   */
  static SyncedPart of(Path database) throws IOException {
    try (FileChannel channel = FileChannel.open(database, StandardOpenOption.READ)) {
      long length = endOfChunks(channel);
      return new SyncedPart(length, checksum(channel, length));
    }
  }

  private static long endOfChunks(FileChannel channel) throws IOException {
    long size = channel.size();
    ByteBuffer beginning = ByteBuffer.allocate(FOOTER_BEGINNING.length);
    for (long end = size - size % BLOCK; end > 0; end -= BLOCK) {
      read(channel, beginning.clear(), end - FOOTER);
      if (Arrays.equals(beginning.array(), FOOTER_BEGINNING)) {
        return end;
      }
    }
    return size;
  }

  /** Whether a file begins with this part. */
  boolean isOf(Path database) throws IOException {
    try (FileChannel channel = FileChannel.open(database, StandardOpenOption.READ)) {
      return channel.size() >= length && checksum(channel, length) == checksum;
    }
  }

  private static int checksum(FileChannel channel, long end) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(RECOGNISED_BY, end));
    read(channel, bytes, end - bytes.capacity());
    CRC32C checksum = new CRC32C();
    checksum.update(bytes.flip());
    return (int) checksum.getValue();
  }

  private static void read(FileChannel channel, ByteBuffer into, long from) throws IOException {
    while (into.hasRemaining()) {
      if (channel.read(into, from + into.position()) < 0) {
        return;
      }
    }
  }
}
