package dev.pinwheel.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.h2.mvstore.DataUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFileTest {

  private static final JournalHeader HEADER = new JournalHeader("a database", "46");
  private static final int CUTS = 10_000;
  private static final int GROUPS = 60;

  private static final @Nullable Object[] VALUES = {
    null,
    Long.MIN_VALUE,
    -1,
    "Grüße 🎡\u0000",
    new byte[] {0, -1},
    true,
    (short) 7,
    Instant.parse("2026-12-01T10:00:00.123456Z")
  };

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("pinwheel.journal.1");
  }

  /** What a file holds, as texts that can be compared. */
  private static final class Content implements JournalReader.Content {

    private final List<String> records = new ArrayList<>();

    @Override
    public void group(ChangeGroup group) {
      records.add(textOf(group));
    }

    @Override
    public void synced(SyncedPart part, long number) {
      records.add("synced " + part.length() + " at " + number);
    }
  }

  private static String textOf(ChangeGroup group) {
    StringBuilder text = new StringBuilder(group.previous() + "-" + group.number());
    for (Change change : group.changes()) {
      text.append(' ').append(change.sql());
      for (@Nullable Object[] row : change.rows()) {
        text.append(Arrays.deepToString(row));
      }
    }
    return text.toString();
  }

  private static ChangeGroup group(int number) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (int row = 0; row <= number % 3; row++) {
      rows.add(new @Nullable Object[] {(long) number, "row " + row});
    }
    return new ChangeGroup(
        number - 1L,
        number,
        0,
        List.of(
            new Change("insert into t values (?, ?)", rows),
            new Change("update n set x = ? where y = " + number % 5, rows.subList(0, 1))));
  }

  @Test
  void everyTypeOfValueIsReadAsItWasWritten() throws IOException {
    ChangeGroup group =
        new ChangeGroup(
            -1, 5, 7, List.of(new Change("insert", List.<@Nullable Object[]>of(VALUES))));
    assertThat(Change.isWritable(group.changes().getFirst().rows())).isTrue();
    assertThat(Change.isWritable(List.<@Nullable Object[]>of(new @Nullable Object[] {1.5})))
        .isFalse();
    try (JournalFile written = JournalFile.create(file, HEADER)) {
      written.append(group);
    }

    Content content = new Content();
    assertThat(JournalReader.read(file, content)).isTrue();
    assertThat(content.records).containsExactly(textOf(group));
  }

  /** A power cut leaves a beginning, and perhaps blocks of zeros or of something else after it. */
  @Test
  void whereverItEndsTheWholeGroupsBeforeThatAreRead() throws IOException {
    List<Long> ends = new ArrayList<>();
    List<String> records = new ArrayList<>();
    long begin;
    try (JournalFile written = JournalFile.create(file, HEADER)) {
      begin = written.size();
      for (int number = 1; number <= GROUPS; number++) {
        if (number % 10 == 0) {
          written.appendSynced(new SyncedPart(number, 1), number);
          ends.add(written.size());
          records.add("synced " + number + " at " + number);
        }
        written.append(group(number));
        ends.add(written.size());
        records.add(textOf(group(number)));
      }
    }
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(17);
    Path cut = directory.resolve("cut");
    for (int round = 0; round < CUTS; round++) {
      int length = random.nextInt(whole.length + 1);
      byte[] left = Arrays.copyOf(whole, length + random.nextInt(3) * 512);
      if (round % 3 == 0 && left.length > length) {
        byte[] noise = new byte[left.length - length];
        random.nextBytes(noise);
        System.arraycopy(noise, 0, left, length, noise.length);
      }
      Files.write(cut, left);

      Content content = new Content();
      boolean complete = JournalReader.read(cut, content);

      // The zeros may be what was there.
      int difference = Arrays.mismatch(left, whole);
      int same = difference < 0 ? whole.length : difference;
      int expected = (int) ends.stream().filter(end -> end <= same).count();
      assertThat(content.records)
          .as("cut at %d of %d", length, whole.length)
          .isEqualTo(records.subList(0, expected));
      if (left.length == length) {
        assertThat(complete).isEqualTo(length == begin || ends.contains((long) length));
      }
    }
  }

  @Test
  void aChangedByteEndsIt() throws IOException {
    long first;
    try (JournalFile written = JournalFile.create(file, HEADER)) {
      written.append(group(1));
      first = written.size();
      written.append(group(2));
      written.append(group(3));
    }
    byte[] whole = Files.readAllBytes(file);
    Path damaged = directory.resolve("damaged");
    for (int at = (int) first; at < whole.length; at++) {
      byte[] bytes = whole.clone();
      bytes[at] ^= 1;
      Files.write(damaged, bytes);
      Content content = new Content();
      assertThat(JournalReader.read(damaged, content)).as("byte %d", at).isFalse();
      assertThat(content.records).hasSizeBetween(1, 2);
    }
  }

  /** What a later record knows to be synced is not the end of a journal that was cut short. */
  @Test
  void damageOfWhatWasSyncedIsNoEnd() throws IOException {
    long begin;
    long synced;
    try (JournalFile written = JournalFile.create(file, HEADER)) {
      begin = written.size();
      written.append(group(1));
      written.append(group(2));
      written.force();
      synced = written.size();
      // Neither of these was synced, so a power cut may leave the later one only.
      written.append(group(3));
      written.append(group(4));
    }
    byte[] whole = Files.readAllBytes(file);
    Path damaged = directory.resolve("damaged");
    for (int at = (int) begin; at < whole.length; at++) {
      byte[] bytes = whole.clone();
      bytes[at] ^= 4;
      Files.write(damaged, bytes);
      Content content = new Content();
      if (at < synced) {
        assertThatThrownBy(() -> JournalReader.read(damaged, content))
            .as("byte %d", at)
            .isInstanceOf(UnusableJournal.class)
            .hasMessageContaining("Expected the first %d bytes of", synced)
            .hasMessageContaining("they are damaged at byte");
      } else {
        assertThat(JournalReader.read(damaged, content)).as("byte %d", at).isFalse();
        assertThat(content.records).hasSizeBetween(2, 3);
      }
    }
  }

  @Test
  void aFormatOfAnotherVersionIsRefused() throws IOException {
    int length;
    try (JournalFile written = JournalFile.create(file, HEADER)) {
      length = (int) written.size();
      written.append(group(1));
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    bytes.putInt(JournalFile.HEAD, 2);
    ByteBuffer checked = bytes.slice(JournalFile.TYPE, length - JournalFile.TYPE);
    bytes.putInt(JournalFile.CHECKSUM, JournalFile.checksum(JournalFile.NO_ID, checked));
    Files.write(file, bytes.array());

    assertThatThrownBy(() -> JournalReader.read(file, new Content()))
        .isInstanceOf(UnusableJournal.class)
        .hasMessageContaining("to have format 1, but it has format 2")
        .hasMessageContaining("Start and stop that version once.");
  }

  /** Blocks of a former file may come back at the place of new ones. */
  @Test
  void recordsOfAnotherFileDoNotCount() throws IOException {
    Path other = directory.resolve("other");
    try (JournalFile written = JournalFile.create(file, HEADER);
        JournalFile former = JournalFile.create(other, HEADER)) {
      written.append(group(1));
      former.append(group(1));
      former.append(group(2));
    }
    byte[] former = Files.readAllBytes(other);
    byte[] now = Files.readAllBytes(file);
    System.arraycopy(now, 0, former, 0, now.length);
    Files.write(file, former);
    Content content = new Content();
    assertThat(JournalReader.read(file, content)).isFalse();
    assertThat(content.records).containsExactly(textOf(group(1)));
  }

  /** The process ended while it made a file; nothing of the former one is deleted by then. */
  @Test
  void aFileWithoutAWholeHeaderIsNotBegun() throws IOException {
    Path database = directory.resolve("pinwheel.mv.db");
    try (JournalFile written = JournalFile.create(file, HEADER)) {
      written.append(group(1));
    }
    byte[] whole = Files.readAllBytes(file);
    Path next = directory.resolve("pinwheel.journal.2");
    for (int length : List.of(0, 3, JournalFile.HEAD, JournalFile.HEAD + 5)) {
      Files.write(next, Arrays.copyOf(whole, length));
      assertThat(Journal.currentFileOf(database)).contains(file);
    }
    Files.write(next, new byte[5000]);
    assertThatThrownBy(() -> Journal.currentFileOf(database))
        .isInstanceOf(UnusableJournal.class)
        .hasMessageContaining("to begin with its header");
    Files.write(next, whole);
    assertThat(Journal.currentFileOf(database)).contains(next);
    Files.delete(next);
    Files.write(file, new byte[0]);
    assertThat(Journal.currentFileOf(database)).isEmpty();
  }

  /** H2 writes its next chunk over one that it could not write to its end. */
  @Test
  void whatFollowsTheLastWholeChunkIsNotSynced() throws IOException {
    Path database = directory.resolve("pinwheel.mv.db");
    byte[] chunks = new byte[3 * 4096];
    Arrays.fill(chunks, (byte) 7);
    byte[] values = "chunk:1,len:3,version:1".getBytes(StandardCharsets.US_ASCII);
    String footer =
        "chunk:1,len:3,version:1,fletcher:%x"
            .formatted(DataUtils.getFletcher32(values, 0, values.length));
    write("%-127s%n".formatted(footer), chunks, chunks.length - 128);
    Files.write(database, chunks);
    SyncedPart whole = SyncedPart.of(database);
    assertThat(whole.length()).isEqualTo(chunks.length);

    byte[] more = Arrays.copyOf(chunks, chunks.length + 5000);
    // In a page, and not at the end of a chunk.
    write("chunk:1,len:3,version:1,fletcher:12345678 ", more, chunks.length + 4096 - 128);
    Files.write(database, more);
    assertThat(SyncedPart.of(database)).isEqualTo(whole);
    Arrays.fill(more, chunks.length, more.length, (byte) 9);
    Files.write(database, more);
    assertThat(whole.isOf(database)).isTrue();
    more[chunks.length - 4000] = 8;
    Files.write(database, more);
    assertThat(whole.isOf(database)).isFalse();
  }

  private static void write(String text, byte[] into, int at) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, into, at, bytes.length);
  }

  @Test
  void aJournalThatBeginsAnewHasOneFile() throws IOException {
    Path database = Files.createFile(directory.resolve("pinwheel.mv.db"));
    Files.createFile(directory.resolve("pinwheel.journal.x"));
    Files.createFile(directory.resolve("other.journal.1"));
    try (Journal journal = new Journal(database, true)) {
      journal.begin(HEADER, SyncedPart.UNCUT, 7);
      journal.append(group(1));
      journal.begin(HEADER, SyncedPart.UNCUT, 7);
      assertThat(journal.files())
          .extracting(path -> path.getFileName().toString())
          .containsExactly("pinwheel.journal.2");
      journal.append(group(2));
      Content content = new Content();
      assertThat(JournalReader.read(journal.files().getFirst(), content)).isTrue();
      assertThat(content.records).containsExactly("synced -1 at 7", textOf(group(2)));
      journal.closeEmpty();
      assertThat(journal.files()).isEmpty();
    }
    assertThat(directory.resolve("pinwheel.journal.x")).exists();
  }

  @Test
  void filesAreReadInTheOrderOfTheirNumbers() throws IOException {
    Path database = directory.resolve("pinwheel.mv.db");
    for (int number : List.of(10, 9, 100)) {
      Files.createFile(directory.resolve("pinwheel.journal." + number));
    }
    assertThat(Journal.filesOf(database))
        .extracting(path -> path.getFileName().toString())
        .containsExactly("pinwheel.journal.9", "pinwheel.journal.10", "pinwheel.journal.100");
  }

  @Test
  void theLastGroupIsTakenBackAndNothingElse() throws IOException {
    Path database = Files.createFile(directory.resolve("pinwheel.mv.db"));
    try (Journal journal = new Journal(database, true)) {
      journal.begin(HEADER, SyncedPart.UNCUT, 7);
      assertThatThrownBy(journal::takeBack).hasMessageContaining("no group that can be taken back");
      journal.append(group(1));
      journal.append(group(2));
      journal.takeBack();
      assertThatThrownBy(journal::takeBack).hasMessageContaining("no group that can be taken back");
      // With the same statements, which it may know by now.
      journal.append(group(7));
      journal.databaseSynced(SyncedPart.UNCUT, 8);
      assertThatThrownBy(journal::takeBack).hasMessageContaining("no group that can be taken back");
      Content content = new Content();
      assertThat(JournalReader.read(journal.files().getFirst(), content)).isTrue();
      assertThat(content.records)
          .containsExactly("synced -1 at 7", textOf(group(1)), textOf(group(7)), "synced -1 at 8");
    }
  }

  /** After a file that could not be written to its end, the journal is as before. */
  @Test
  void statementsOfARecordThatIsNotThereAreWrittenAgain() throws IOException {
    ChangeCodec codec = new ChangeCodec();
    int known = codec.known();
    byte[] lost = codec.encode(group(1));
    codec.forget(known);
    assertThat(codec.encode(group(1))).isEqualTo(lost);
  }

  @Test
  void aCopyOfAPartIsNoTrouble() throws IOException {
    try (JournalFile written = JournalFile.create(file, HEADER)) {
      written.append(group(1));
      written.force();
    }
    Path copy = Files.copy(file, directory.resolve("copy"), StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
      channel.truncate(JournalFile.HEAD - 1);
    }
    Content content = new Content();
    assertThat(JournalReader.read(copy, content)).isFalse();
    assertThat(content.records).isEmpty();
  }
}
