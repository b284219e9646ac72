package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Tables.BLOB;
import static dev.pinwheel.store.jooq.Tables.PAYLOAD_PIECE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.Json;
import dev.pinwheel.store.Payloads.PreparedFile;
import dev.pinwheel.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With PostgreSQL, very large values are in the database, where every server finds them (N4). */
@SuppressWarnings("NullAway") // set up before each test
class PayloadPiecesTest {

  private static final Json LARGE = StoreFixture.valueOfSize(PayloadPieces.PIECE * 5 / 2);

  @TempDir private Path directory;
  private TestDatabase postgres;
  private StoreFixture stores;
  private Payloads payloads;

  @BeforeEach
  void open() {
    postgres = TestDatabase.create(TestDatabase.Kind.POSTGRESQL);
    stores = new StoreFixture(postgres);
    payloads = Payloads.inPostgres(directory, postgres.dataSource());
  }

  @AfterEach
  void close() {
    stores.close();
    postgres.close();
  }

  private Payloads.Stored store(PreparedFile prepared) {
    return stores.get(tx -> {
      tx.offer(List.of(prepared));
      return payloads.store(tx, LARGE);
    });
  }

  private Map<String, List<Integer>> pieces() {
    return stores.database.read(dsl ->
        dsl.select(PAYLOAD_PIECE.NAME, PAYLOAD_PIECE.NUMBER)
            .from(PAYLOAD_PIECE)
            .orderBy(PAYLOAD_PIECE.NUMBER)
            .fetchGroups(PAYLOAD_PIECE.NAME, PAYLOAD_PIECE.NUMBER));
  }

  @Test
  void aVeryLargeValueIsInPiecesAndComesBackAsItWas() {
    PreparedFile prepared = payloads.prepare(LARGE).orElseThrow();

    Payloads.Stored stored = store(prepared);

    assertThat(pieces()).containsExactly(Map.entry(prepared.name(), List.of(0, 1, 2)));
    List<byte[]> contents =
        stores.database.read(dsl -> dsl.select(BLOB.CONTENT).from(BLOB).fetch(BLOB.CONTENT));
    assertThat(contents).containsOnlyNulls();
    assertThat(directory).isEmptyDirectory();
    // Another server, with another directory.
    Payloads other = Payloads.inPostgres(directory.resolve("other"), postgres.dataSource());
    assertThat(stores.database.<Json>read(dsl -> other.load(dsl, null, stored.blob())))
        .isEqualTo(LARGE);
  }

  @Test
  void valuesThatWereFilesBeforeAreRead() throws Exception {
    Payloads files = new Payloads(directory);
    PreparedFile file = files.prepare(LARGE).orElseThrow();
    Payloads.Stored stored = store(file);
    assertThat(Files.exists(directory.resolve(file.name()))).isTrue();

    assertThat(stores.database.<Json>read(dsl -> payloads.load(dsl, null, stored.blob())))
        .isEqualTo(LARGE);
  }

  /** G3. */
  @Test
  void whatNothingRefersToIsRemovedAfterADay() {
    PreparedFile kept = payloads.prepare(LARGE).orElseThrow();
    var unused = store(kept);
    PreparedFile unowned = payloads.prepare(LARGE).orElseThrow();
    payloads.discard(unowned);
    UnownedFiles removal = new UnownedFiles(stores.database, payloads);

    assertThat(removal.remove(Instant.now())).isZero();
    assertThat(pieces()).hasSize(2);
    stores.database.<Integer>transact(tx ->
        tx.dsl().execute("update payload_piece set stored_at = stored_at - interval '25 hours'"));
    assertThat(removal.remove(Instant.now())).isEqualTo(1);
    assertThat(pieces()).containsOnlyKeys(kept.name());
  }

  @Test
  void aValueWaitsWithItsCommandWhenTheDatabaseDoesNotAnswerNow() {
    TestDatabase away = TestDatabase.create(TestDatabase.Kind.POSTGRESQL);
    away.close();
    Payloads withoutDatabase = Payloads.inPostgres(directory, away.dataSource());

    assertThat(withoutDatabase.prepare(LARGE)).isEmpty();

    Payloads.Stored stored = stores.get(tx -> withoutDatabase.store(tx, LARGE));
    assertThat(stores.database.<Json>read(dsl -> payloads.load(dsl, null, stored.blob())))
        .isEqualTo(LARGE);
  }

  @Test
  void valuesThatWereFilesBeforeAreMovedToWhereOtherServersFindThem() throws Exception {
    Payloads files = new Payloads(directory);
    Payloads.Stored stored = store(files.prepare(LARGE).orElseThrow());
    PreparedFile interrupted = files.prepare(LARGE).orElseThrow();
    var unused = store(interrupted);
    new PayloadPieces(postgres.dataSource()).write(interrupted.name(), interrupted.content());
    PreparedFile unowned = files.prepare(LARGE).orElseThrow();

    payloads.moveFilesInto(stores.database);

    assertThat(directory.toFile().list()).containsExactly(unowned.name());
    Payloads other = Payloads.inPostgres(directory.resolve("other"), postgres.dataSource());
    assertThat(stores.database.<Json>read(dsl -> other.load(dsl, null, stored.blob())))
        .isEqualTo(LARGE);
  }
}
