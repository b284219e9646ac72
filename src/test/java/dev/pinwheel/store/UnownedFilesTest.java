package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Tables.BLOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.Json;
import dev.pinwheel.store.Payloads.PreparedFile;
import dev.pinwheel.testing.EachDatabase;
import dev.pinwheel.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** G3: payload files go a day after their row, and never while a backup is made. */
@EachDatabase
@SuppressWarnings("NullAway") // set up before each test
class UnownedFilesTest {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  @TempDir private Path directory;

  private StoreFixture stores;
  private Payloads payloads;
  private UnownedFiles unowned;

  @BeforeEach
  void open(TestDatabase database) {
    stores = new StoreFixture(database);
    payloads = new Payloads(directory);
    unowned = new UnownedFiles(stores.database, payloads);
  }

  @AfterEach
  void close() {
    stores.close();
  }

  private String storeLarge() {
    Json value = StoreFixture.valueOfSize(Payloads.FILE_LIMIT);
    PreparedFile file = payloads.prepare(value).orElseThrow();
    stores.run(tx -> {
      tx.offer(List.of(file));
      payloads.store(tx, value);
    });
    return file.name();
  }

  private void prepareWithoutRow() {
    assertThat(payloads.prepare(StoreFixture.valueOfSize(Payloads.FILE_LIMIT))).isPresent();
  }

  private List<String> files() {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private int removeUnowned(Instant now) {
    return unowned.remove(now);
  }

  @Test
  void aFileGoesADayAfterItsRow() {
    String kept = storeLarge();
    String removed = storeLarge();
    assertThat(removeUnowned(START)).isZero();
    assertThat(removeUnowned(START.plus(DAY.multipliedBy(10)))).isZero();
    stores.run(tx -> {
      int rows = tx.dsl().deleteFrom(BLOB).where(BLOB.FILE.eq(removed)).execute();
      assertThat(rows).isEqualTo(1);
    });

    Instant found = START.plus(DAY.multipliedBy(20));
    assertThat(removeUnowned(found)).isZero();
    assertThat(removeUnowned(found.plus(DAY).minusMillis(1))).isZero();
    assertThat(files()).hasSize(2);
    assertThat(removeUnowned(found.plus(DAY))).isEqualTo(1);
    assertThat(files()).containsExactly(kept);
  }

  @Test
  void aFileThatNeverGotARowGoesToo() {
    prepareWithoutRow();

    assertThat(removeUnowned(START)).isZero();
    assertThat(removeUnowned(START.plus(DAY))).isEqualTo(1);
    assertThat(files()).isEmpty();
  }

  @Test
  void noFileGoesWhileABackupIsMade() {
    prepareWithoutRow();
    assertThat(removeUnowned(START)).isZero();

    try (PayloadFiles.Hold first = payloads.files().hold();
        PayloadFiles.Hold second = payloads.files().hold()) {
      second.close();
      assertThat(removeUnowned(START.plus(DAY))).as("held by %s", first).isZero();
    }

    assertThat(removeUnowned(START.plus(DAY))).isEqualTo(1);
  }
}
