package dev.pinwheel.store.journal;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads a file that {@link JournalFile} wrote, from its beginning to the last whole record. */
final class JournalReader {

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final Path file;
  private final MemorySegment bytes;
  private final ChangeCodec codec = new ChangeCodec();

  /** The random number of the file. */
  private long id = JournalFile.NO_ID;

  private long lastNumber = Recovery.NO_COMMIT;

  private JournalReader(Path file, MemorySegment bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  /** Takes what is read, in the order in which it was written. */
  interface Content {

    default void header(JournalHeader header) throws IOException {}

    default void group(ChangeGroup group) throws IOException {}

    /**
     * @param number of the last commit at that time
     */
    default void synced(SyncedPart part, long number) {}
  }

  /** Why a file has no header. */
  enum Beginning {
    /** It has one. */
    WHOLE,
    /** So little is there that the process may have ended while it was made. */
    UNFINISHED,
    DAMAGED
  }

  /** More than a header and what is synced. */
  private static final int UNFINISHED_LIMIT = 256;

  /** How the file begins. */
  static Beginning beginningOf(Path file) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      JournalReader reader = open(file, arena);
      if (reader.headerAtStart() != null) {
        return Beginning.WHOLE;
      }
      return reader.bytes.byteSize() < UNFINISHED_LIMIT ? Beginning.UNFINISHED : Beginning.DAMAGED;
    }
  }

  /**
   * Reads its records.
   *
   * @return whether it ends with a whole record. What follows the last one was never synced.
   * @throws UnusableJournal when it was damaged after it had been synced, or has another format
   */
  static boolean read(Path file, Content content) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      return open(file, arena).read(content);
    }
  }

  private static JournalReader open(Path file, Arena arena) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return new JournalReader(
          file, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
    }
  }

  /** A record that is whole. */
  private record Entry(byte type, long syncedBefore, byte[] content) {}

  private boolean read(Content content) throws IOException {
    Entry header = headerAtStart();
    if (header == null) {
      return false;
    }
    takeHeader(header, content);
    long at = JournalFile.HEAD + header.content.length;
    while (at < bytes.byteSize()) {
      Entry entry = entryAt(at, id);
      if (entry == null) {
        requireUnsynced(at);
        return false;
      }
      take(entry, content);
      at += JournalFile.HEAD + entry.content.length;
    }
    return true;
  }

  private @Nullable Entry headerAtStart() {
    Entry first = entryAt(0, JournalFile.NO_ID);
    return first == null || first.type != JournalFile.HEADER ? null : first;
  }

  /** The record that begins there; null when there is none, or not all of it. */
  private @Nullable Entry entryAt(long at, long salt) {
    long left = bytes.byteSize() - at - JournalFile.HEAD;
    if (left < 0 || bytes.get(LONG, at + JournalFile.START) != at) {
      return null;
    }
    int length = bytes.get(INT, at);
    if (length < 0 || length > left) {
      return null;
    }
    byte[] checked =
        bytes
            .asSlice(at + JournalFile.TYPE, JournalFile.HEAD - JournalFile.TYPE + length)
            .toArray(ValueLayout.JAVA_BYTE);
    if (JournalFile.checksum(salt, ByteBuffer.wrap(checked))
        != bytes.get(INT, at + JournalFile.CHECKSUM)) {
      return null;
    }
    return new Entry(
        checked[0],
        bytes.get(LONG, at + JournalFile.SYNCED_BEFORE),
        Arrays.copyOfRange(checked, JournalFile.HEAD - JournalFile.TYPE, checked.length));
  }

  /** A later record knows what was synced before it. */
  private void requireUnsynced(long damaged) throws UnusableJournal {
    for (long at = damaged + 1; at + JournalFile.HEAD <= bytes.byteSize(); at++) {
      if (bytes.get(LONG, at + JournalFile.START) != at) {
        continue;
      }
      Entry later = entryAt(at, id);
      if (later != null && later.syncedBefore > damaged) {
        throw new UnusableJournal(
            "Expected the first %d bytes of %s to be whole, as they were written to disk, but they are damaged at byte %d."
                .formatted(later.syncedBefore, file, damaged),
            lastNumber);
      }
    }
  }

  private void takeHeader(Entry entry, Content content) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(entry.content))) {
      int format = in.readInt();
      if (format != JournalFile.FORMAT) {
        throw new UnusableJournal(
            "Expected %s to have format %d, but it has format %d: another version of Pinwheel wrote it. Start and stop that version once."
                .formatted(file, JournalFile.FORMAT, format),
            lastNumber);
      }
      id = in.readLong();
      content.header(new JournalHeader(in.readUTF(), in.readUTF()));
    }
  }

  private ChangeGroup decode(Entry entry) throws UnusableJournal {
    try {
      return codec.decode(new DataInputStream(new ByteArrayInputStream(entry.content)));
    } catch (IOException e) {
      throw new UnusableJournal(
          "Expected a group of changes after commit %d of %s, but it cannot be read (%s)."
              .formatted(lastNumber, file, e.getMessage()),
          lastNumber);
    }
  }

  private void take(Entry entry, Content content) throws IOException {
    switch (entry.type) {
      case JournalFile.GROUP -> {
        ChangeGroup group = decode(entry);
        lastNumber = group.number();
        content.group(group);
      }
      case JournalFile.SYNCED -> {
        ByteBuffer part = ByteBuffer.wrap(entry.content);
        content.synced(new SyncedPart(part.getLong(), part.getInt()), part.getLong());
      }
      default ->
          throw new UnusableJournal(
              "Expected a known record in %s, found type %d.".formatted(file, entry.type),
              lastNumber);
    }
  }
}
