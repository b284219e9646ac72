package dev.pinwheel.store.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFileTest {

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
  private static final class Content implements JournalFile.Reader {

    private final List<String> records = new ArrayList<>();

    @Override
    public void group(ChangeGroup group) {
      records.add(textOf(group));
    }

    @Override
    public void synced(SyncedPart part) {
      records.add("synced " + part.length());
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
    try (JournalFile written = JournalFile.create(file)) {
      written.append(group);
    }

    Content content = new Content();
    assertThat(JournalFile.read(file, content)).isTrue();
    assertThat(content.records).containsExactly(textOf(group));
  }

  /** A power cut leaves a beginning, and perhaps blocks of zeros or of something else after it. */
  @Test
  void whereverItEndsTheWholeGroupsBeforeThatAreRead() throws IOException {
    List<Long> ends = new ArrayList<>();
    List<String> records = new ArrayList<>();
    try (JournalFile written = JournalFile.create(file)) {
      for (int number = 1; number <= GROUPS; number++) {
        if (number % 10 == 0) {
          written.appendSynced(new SyncedPart(number, 1));
          ends.add(written.size());
          records.add("synced " + number);
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
      boolean complete = JournalFile.read(cut, content);

      // The zeros may be what was there.
      int difference = Arrays.mismatch(left, whole);
      int same = difference < 0 ? whole.length : difference;
      int expected = (int) ends.stream().filter(end -> end <= same).count();
      assertThat(content.records)
          .as("cut at %d of %d", length, whole.length)
          .isEqualTo(records.subList(0, expected));
      if (left.length == length) {
        assertThat(complete).isEqualTo(length == 0 || ends.contains((long) length));
      }
    }
  }

  @Test
  void aChangedByteEndsIt() throws IOException {
    long first;
    try (JournalFile written = JournalFile.create(file)) {
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
      assertThat(JournalFile.read(damaged, content)).as("byte %d", at).isFalse();
      assertThat(content.records).hasSizeBetween(1, 2);
    }
  }

  @Test
  void aJournalThatBeginsAnewHasOneFile() throws IOException {
    Path database = Files.createFile(directory.resolve("pinwheel.mv.db"));
    Files.createFile(directory.resolve("pinwheel.journal.x"));
    Files.createFile(directory.resolve("other.journal.1"));
    try (Journal journal = new Journal(database, true)) {
      journal.begin(SyncedPart.UNCUT);
      journal.append(group(1));
      journal.begin(SyncedPart.UNCUT);
      assertThat(journal.files())
          .extracting(path -> path.getFileName().toString())
          .containsExactly("pinwheel.journal.2");
      journal.append(group(2));
      Content content = new Content();
      assertThat(JournalFile.read(journal.files().getFirst(), content)).isTrue();
      assertThat(content.records).containsExactly("synced -1", textOf(group(2)));
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
    try (JournalFile written = JournalFile.create(file)) {
      written.append(group(1));
      written.force();
    }
    Path copy = Files.copy(file, directory.resolve("copy"), StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
      channel.truncate(JournalFile.HEAD - 1);
    }
    Content content = new Content();
    assertThat(JournalFile.read(copy, content)).isFalse();
    assertThat(content.records).isEmpty();
  }
}
