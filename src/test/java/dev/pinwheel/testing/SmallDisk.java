package dev.pinwheel.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system of H2 whose files cannot grow beyond a size that the test sets, as on a full disk:
 * a write fails after as much as fits. One per JVM at a time.
 */
public final class SmallDisk extends FilePathWrapper {

  private static final String SCHEME = "smalldisk";
  private static final String REAL = "jdbc:h2:file:";
  private static final String SMALL = "jdbc:h2:" + SCHEME + ":";
  private static final AtomicLong LIMIT = new AtomicLong(Long.MAX_VALUE);

  /** For H2. */
  public SmallDisk() {}

  /**
   * The URL of a database on this disk, which has room for now.
   *
   * @param url of the same database on the real disk
   */
  public static String register(String url) {
    LIMIT.set(Long.MAX_VALUE);
    FilePath.register(new SmallDisk());
    return url.replace(REAL, SMALL);
  }

  /** The URL of the same database on the real disk. */
  static String realUrl(String url) {
    return url.replace(SMALL, REAL);
  }

  /** Files that are smaller now may grow up to this size. */
  public static void limit(long bytes) {
    LIMIT.set(bytes);
  }

  /** Leaves room for some more bytes in this file. */
  public static void leave(Path file, long bytes) {
    limit(file.toFile().length() + bytes);
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new Limited(super.open(mode));
  }

  private static final class Limited extends FileBase {

    private final FileChannel real;

    Limited(FileChannel real) {
      this.real = real;
    }

    @Override
    public synchronized int write(ByteBuffer bytes, long position) throws IOException {
      long room = Math.max(LIMIT.get(), real.size()) - position;
      if (bytes.remaining() <= room) {
        return real.write(bytes, position);
      }
      if (room > 0) {
        real.write(bytes.slice(bytes.position(), (int) room), position);
      }
      throw new IOException("No space left on device (by the test)");
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      int written = write(bytes, real.position());
      real.position(real.position() + written);
      return written;
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
      return real.read(bytes);
    }

    @Override
    public synchronized int read(ByteBuffer bytes, long position) throws IOException {
      return real.read(bytes, position);
    }

    @Override
    public long position() throws IOException {
      return real.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
      real.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      return real.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      real.truncate(size);
      return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
      real.force(metaData);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return real.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      real.close();
    }
  }
}
