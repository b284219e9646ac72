package dev.pinwheel.store.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

  /** The whole file, as long as it is now. */
  static SyncedPart of(Path database) throws IOException {
    long length = Files.size(database);
    return new SyncedPart(length, checksum(database, length));
  }

  /** Whether a file begins with this part. */
  boolean isOf(Path database) throws IOException {
    return Files.size(database) >= length && checksum(database, length) == checksum;
  }

  private static int checksum(Path database, long end) throws IOException {
    int count = (int) Math.min(RECOGNISED_BY, end);
    ByteBuffer bytes = ByteBuffer.allocate(count);
    try (FileChannel channel = FileChannel.open(database, StandardOpenOption.READ)) {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, end - count + bytes.position()) < 0) {
          break;
        }
      }
    }
    CRC32C checksum = new CRC32C();
    checksum.update(bytes.flip());
    return (int) checksum.getValue();
  }
}
