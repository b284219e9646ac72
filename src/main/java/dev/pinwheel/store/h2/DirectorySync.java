package dev.pinwheel.store.h2;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Without it, a power cut could take back that a file was created, renamed or deleted. */
public final class DirectorySync {

  private static final Logger LOG = LoggerFactory.getLogger(DirectorySync.class);

  private DirectorySync() {}

  /** Syncs a directory, where the system can. */
  public static void sync(Path directory) {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      LOG.debug("This system cannot sync a directory", e);
    }
  }

  /** Syncs the directory of a file. */
  public static void syncAround(Path file) {
    sync(file.toAbsolutePath().resolveSibling(""));
  }
}
