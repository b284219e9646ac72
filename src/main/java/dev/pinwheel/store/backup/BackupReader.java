package dev.pinwheel.store.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Collections;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Unpacks what {@link BackupWriter} wrote. */
public final class BackupReader {

  /** No directories: nothing outside of the target is written. */
  private static final Pattern FILE_NAME = Pattern.compile("[0-9A-Za-z-]+\\.json");

  private BackupReader() {}

  /** Why a file cannot be read as a backup. */
  public static final class NoBackup extends Exception {

    private static final long serialVersionUID = 1L;

    NoBackup(String reason) {
      super(reason);
    }

    /** The reason. */
    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }

  /**
   * What was unpacked.
   *
   * @param position a commit that its database must hold
   * @param files of large values
   */
  public record Restored(Instant createdAt, long position, int files) {}

  /**
   * Unpacks a backup into an empty directory, and syncs each file.
   *
   * @param database the name for the file of H2
   * @param payloads the name for the directory of large values
   * @throws NoBackup when it is none, or incomplete
   */
  public static Restored unpack(Path backup, Path target, String database, String payloads)
      throws NoBackup, IOException {
    if (!Files.isRegularFile(backup)) {
      throw new NoBackup("there is no such file");
    }
    try (ZipFile zip = new ZipFile(backup.toFile())) {
      BackupContent.Head head = readHead(zip);
      extract(zip, required(zip, BackupContent.DATABASE), target.resolve(database));
      Path directory = Files.createDirectories(target.resolve(payloads));
      int files = 0;
      for (ZipEntry entry : Collections.list(zip.entries())) {
        String name = entry.getName();
        if (name.startsWith(BackupContent.PAYLOADS)) {
          String file = name.substring(BackupContent.PAYLOADS.length());
          if (!FILE_NAME.matcher(file).matches()) {
            throw new NoBackup("it has an entry '%s'".formatted(name));
          }
          extract(zip, entry, directory.resolve(file));
          files++;
        }
      }
      return new Restored(head.createdAt(), head.position(), files);
    } catch (ZipException e) {
      throw new NoBackup(
          "it is not a backup, or incomplete or damaged (%s)".formatted(e.getMessage()));
    }
  }

  private static BackupContent.Head readHead(ZipFile zip) throws NoBackup, IOException {
    try (InputStream head = zip.getInputStream(required(zip, BackupContent.HEAD))) {
      return BackupContent.Head.read(head.readAllBytes());
    }
  }

  private static ZipEntry required(ZipFile zip, String name) throws NoBackup {
    @Nullable ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new NoBackup("it is a zip without '%s', so not a backup of Pinwheel".formatted(name));
    }
    return entry;
  }

  private static void extract(ZipFile zip, ZipEntry entry, Path file) throws IOException {
    try (InputStream content = zip.getInputStream(entry);
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      content.transferTo(Channels.newOutputStream(channel));
      channel.force(true);
    }
  }
}
