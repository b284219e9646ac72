package dev.pinwheel.store.h2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The mark of a database file: a small file beside it that says which commit the database must at
 * least hold. H2 opens a truncated or half-copied file silently with older data; the mark tells
 * (ADR 0027). Written after the commits it speaks of were acknowledged, so a sound database is
 * never older than its mark.
 *
 * @param position the number of a commit
 * @param writtenAt when it was written
 * @param boot which start of the machine that was; empty when the system does not tell
 */
public record AgeMark(long position, Instant writtenAt, String boot) {

  private static final String SUFFIX = ".mark";
  private static final String TITLE =
      "The database beside this file holds at least the commit of this position. Do not edit.";
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  /** The content of a mark that nobody can have written. */
  public static final class Unreadable extends Exception {

    private static final long serialVersionUID = 1L;

    Unreadable(String reason) {
      super(reason);
    }

    /** The reason. */
    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }

  /** The mark of a database file. */
  public static Path fileOf(Path database) {
    String name = database.getFileName().toString();
    return database.resolveSibling(name.substring(0, name.indexOf('.')) + SUFFIX);
  }

  /**
   * The mark beside a database file; empty when there is none.
   *
   * @throws Unreadable when it is damaged
   */
  public static Optional<AgeMark> read(Path database) throws Unreadable {
    Path file = fileOf(database);
    try {
      return Optional.of(parse(Files.readString(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new Unreadable("%s cannot be read (%s)".formatted(file, e));
    }
  }

  private static AgeMark parse(String text) throws Unreadable {
    List<String> lines = text.lines().toList();
    try {
      AgeMark mark =
          new AgeMark(
              Long.parseLong(value(lines, 1, "position")),
              Instant.parse(value(lines, 2, "written")),
              value(lines, 3, "boot"));
      if (mark.text().equals(text)) {
        return mark;
      }
    } catch (NumberFormatException | DateTimeException e) {
      throw new Unreadable("it holds no number or no time where one is expected");
    }
    throw new Unreadable("its checksum does not fit");
  }

  private static String value(List<String> lines, int line, String name) throws Unreadable {
    String prefix = name + "=";
    if (lines.size() <= line || !lines.get(line).startsWith(prefix)) {
      throw new Unreadable("it has no '%s' in line %d".formatted(name, line + 1));
    }
    return lines.get(line).substring(prefix.length());
  }

  private String text() {
    String content =
        "%s\nposition=%d\nwritten=%s\nboot=%s\n".formatted(TITLE, position, writtenAt, boot);
    CRC32 checksum = new CRC32();
    checksum.update(content.getBytes(StandardCharsets.UTF_8));
    return content + "checksum=%08x\n".formatted(checksum.getValue());
  }

  /** Puts it beside a database file, as a whole or not at all. */
  public void write(Path database) throws IOException {
    Path file = fileOf(database);
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text().getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Whether the machine was started anew since it was written; false when nobody knows. */
  public boolean isBeforeReboot() {
    String now = currentBoot();
    return !boot.isEmpty() && !now.isEmpty() && !boot.equals(now);
  }

  /** Which start of the machine this is; empty when the system does not tell. */
  static String currentBoot() {
    try {
      return Files.readString(BOOT_ID).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
