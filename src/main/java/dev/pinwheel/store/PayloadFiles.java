package dev.pinwheel.store;

import dev.pinwheel.store.h2.DirectorySync;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directory in which very large values are files, each with a name of its own. Thread-safe. */
public final class PayloadFiles {

  private static final Logger LOG = LoggerFactory.getLogger(PayloadFiles.class);

  private final Path directory;

  /** How many backups are being made. Guarded by this. */
  private int holds;

  /**
   * @param directory created when it is needed
   */
  PayloadFiles(Path directory) {
    this.directory = directory;
  }

  Path directory() {
    return directory;
  }

  /** Writes a file, and syncs it and the directory. */
  void write(String name, byte[] bytes) throws IOException {
    Files.createDirectories(directory);
    try (FileChannel channel =
        FileChannel.open(
            directory.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    DirectorySync.sync(directory);
  }

  byte[] read(String name) {
    Path file = directory.resolve(name);
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Could not read the value from " + file, e);
    }
  }

  /** In bytes; -1 when it is missing. */
  long sizeOf(String name) {
    try {
      return Files.size(directory.resolve(name));
    } catch (IOException e) {
      return -1;
    }
  }

  /** All files, also those that no row refers to. */
  public List<Path> list() throws IOException {
    if (Files.notExists(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  /** Deletes a file, if it is there, that no row refers to, nor ever will. */
  void discard(String name) {
    try {
      Files.deleteIfExists(directory.resolve(name));
    } catch (IOException e) {
      LOG.warn("Could not delete {}, which nothing refers to", directory.resolve(name), e);
    }
  }

  /** As {@link Payloads#tryDelete}. */
  synchronized boolean tryDelete(Collection<String> names) {
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

  /** While one is open, {@link #tryDelete} deletes nothing. */
  public final class Hold implements AutoCloseable {

    private final AtomicBoolean open = new AtomicBoolean(true);

    private Hold() {}

    @Override
    public void close() {
      if (open.getAndSet(false)) {
        synchronized (PayloadFiles.this) {
          holds--;
        }
      }
    }
  }

  /** Keeps all files until it is closed, so that a backup finds those that its rows refer to. */
  public Hold hold() {
    synchronized (this) {
      holds++;
    }
    return new Hold();
  }
}
