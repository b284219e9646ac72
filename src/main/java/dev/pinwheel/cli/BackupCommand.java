package dev.pinwheel.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backup}. */
@Command(
    name = "backup",
    description =
        "Saves everything of a running server with an embedded database in one file. Work continues meanwhile.")
final class BackupCommand extends ServerCommand {

  private static final String HEAD = "pinwheel-backup.json";
  private static final int BUFFER = 1 << 16;
  private static final long MEGABYTE = 1_000_000;

  @Parameters(paramLabel = "FILE", description = "The file to write, such as pinwheel-backup.zip")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path file;

  @Option(names = "--force", description = "Replace the file if there is one")
  private boolean force;

  BackupCommand(CliEnvironment environment) {
    super(environment);
  }

  @Override
  public Integer call() {
    Path target = environment().directory().resolve(file).normalize();
    if (Files.exists(target) && !force) {
      throw CliProblem.usage(
          "Expected a new file, but %s exists. Choose another name, or replace it with --force."
              .formatted(target));
    }
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      long size;
      try (InputStream content = api().backup()) {
        size = save(content, part);
      }
      check(part);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      syncDirectory(target);
      print("Saved %s (%s).".formatted(target, megabytes(size)));
      return ExitCodes.DONE;
    } catch (IOException e) {
      throw CliProblem.refused(
          "The backup was not saved to %s: %s.".formatted(target, e.getMessage()));
    } finally {
      delete(part);
    }
  }

  private long save(InputStream content, Path part) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      byte[] buffer = new byte[BUFFER];
      long size = 0;
      long shown = 0;
      for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
        while (bytes.hasRemaining()) {
          size += channel.write(bytes);
        }
        if (environment().screen().terminal() && size - shown >= MEGABYTE) {
          shown = size;
          progress(size);
        }
      }
      if (shown > 0) {
        environment().err().println();
      }
      channel.force(true);
      return size;
    }
  }

  private void progress(long size) {
    environment().err().print("\r" + megabytes(size));
    environment().err().flush();
  }

  private static String megabytes(long size) {
    return "%,.1f MB".formatted((double) size / MEGABYTE);
  }

  /** Without its end it is no zip. */
  private static void check(Path part) throws IOException {
    try (ZipFile zip = new ZipFile(part.toFile())) {
      if (zip.getEntry(HEAD) != null) {
        return;
      }
    } catch (ZipException e) {
      throw new IOException("the server ended before the backup was complete", e);
    }
    throw new IOException("the server sent something else");
  }

  private static void syncDirectory(Path target) {
    try (FileChannel directory =
        FileChannel.open(target.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      directory.force(true);
    } catch (IOException e) {
      // This system cannot sync a directory.
    }
  }

  private static void delete(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // It is named .part, so nobody takes it for a backup.
    }
  }
}
