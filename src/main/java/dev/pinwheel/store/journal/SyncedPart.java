package dev.pinwheel.store.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import org.h2.mvstore.DataUtils;

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

  /** H2 writes chunks of whole blocks, each of which ends with a footer. */
  private static final int BLOCK = 4096;

  private static final int FOOTER = 128;
  private static final String FOOTER_BEGINNING = "chunk:";
  private static final String FOOTER_CHECKSUM = ",fletcher:";

  /**
   * Files that H2 has open, by what identifies them. Never closed: on Linux, that would give up the
   * lock by which H2 keeps other processes away from the file.
   */
  private static final Map<Object, FileChannel> OPEN = new ConcurrentHashMap<>();

  /**
   * A file that H2 has open as it is now, without what follows its last whole chunk: a chunk that
   * could not be written to its end is overwritten by the next one. {@link #UNCUT} where this
   * cannot be found out, as on Windows, where H2's lock keeps everybody from reading.
   */
  static SyncedPart of(Path database) throws IOException {
    Object key = Files.readAttributes(database, BasicFileAttributes.class).fileKey();
    if (key == null) {
      return UNCUT;
    }
    FileChannel channel = OPEN.get(key);
    if (channel == null) {
      channel = FileChannel.open(database, StandardOpenOption.READ);
      OPEN.put(key, channel);
    }
    long length = endOfChunks(channel);
    return new SyncedPart(length, checksum(channel, length));
  }

  private static long endOfChunks(FileChannel channel) throws IOException {
    long size = channel.size();
    ByteBuffer footer = ByteBuffer.allocate(FOOTER);
    for (long end = size - size % BLOCK; end > 0; end -= BLOCK) {
      read(channel, footer.clear(), end - FOOTER);
      if (isFooter(footer.array())) {
        return end;
      }
    }
    return size;
  }

  /** As H2 writes it: some values, and the checksum of these. */
  private static boolean isFooter(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = text.indexOf(FOOTER_CHECKSUM);
    if (!text.startsWith(FOOTER_BEGINNING) || end < 0) {
      return false;
    }
    String checksum = "%x".formatted(DataUtils.getFletcher32(bytes, 0, end));
    return text.substring(end + FOOTER_CHECKSUM.length()).strip().equals(checksum);
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
