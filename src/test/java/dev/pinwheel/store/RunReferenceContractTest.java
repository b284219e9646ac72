package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Tables.RUN_REFERENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.RunId;
import dev.pinwheel.store.RunReferenceStore.Kind;
import dev.pinwheel.testing.EachDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** G2: the contract of the table {@code run_reference}. */
@EachDatabase
class RunReferenceContractTest extends StoreContractFixture {

  private static final RunId A = new RunId(1);
  private static final RunId B = new RunId(2);
  private static final RunId C = new RunId(3);

  @Test
  void eachKindOfReferenceIsReadAsItWasRecorded() {
    for (Kind kind : Kind.values()) {
      refer(A, B, kind);
    }

    assertThat(references())
        .containsExactly("1 cached 2", "1 handle 2", "1 spawned 2")
        .hasSameSizeAs(Kind.values());
  }

  @Test
  void aReferenceHasADirection() {
    refer(A, B, Kind.HANDLE);
    refer(B, A, Kind.HANDLE);
    refer(A, C, Kind.HANDLE);

    assertThat(references()).containsExactly("1 handle 2", "1 handle 3", "2 handle 1");
  }

  @Test
  void aRunDoesNotReferToItself() {
    stores.run(tx -> {
      long before = tx.writeCount();

      stores.references.refer(tx, A, new RunId(A.number()), Kind.HANDLE);

      assertThat(tx.writeCount()).isEqualTo(before);
    });
    assertThat(references()).isEmpty();
  }

  /** Before and after it is flushed, and in a later transaction. */
  @Test
  void aReferenceThatIsKnownIsNotRecordedAgain() {
    stores.run(tx -> {
      stores.references.refer(tx, A, B, Kind.CACHED);
      stores.references.refer(tx, A, B, Kind.CACHED);
      assertThat(tx.dsl().fetchCount(RUN_REFERENCE)).isOne();
      stores.references.refer(tx, A, B, Kind.CACHED);
    });

    refer(A, B, Kind.CACHED);

    assertThat(references()).containsExactly("1 cached 2");
  }

  @Test
  void whatIsNewIsRecordedBesideWhatIsKnown() {
    refer(A, B, Kind.CACHED);

    stores.run(tx -> {
      stores.references.refer(tx, A, B, Kind.CACHED);
      stores.references.refer(tx, A, C, Kind.CACHED);
      stores.references.refer(tx, A, B, Kind.SPAWNED);
    });

    assertThat(references()).containsExactly("1 cached 2", "1 spawned 2", "1 cached 3");
  }

  private void refer(RunId run, RunId referred, Kind kind) {
    stores.run(tx -> stores.references.refer(tx, run, referred, kind));
  }

  private List<String> references() {
    return stores.database.read(dsl ->
        dsl.selectFrom(RUN_REFERENCE)
            .orderBy(RUN_REFERENCE.RUN_ID, RUN_REFERENCE.REFERRED_ID, RUN_REFERENCE.KIND)
            .fetch(row -> row.getRunId() + " " + row.getKind() + " " + row.getReferredId()));
  }
}
