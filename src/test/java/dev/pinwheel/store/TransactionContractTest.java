package dev.pinwheel.store;

import static dev.pinwheel.store.StoreFixture.valueOfSize;
import static dev.pinwheel.store.jooq.Tables.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.event.EngineEvent;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.testing.EachDatabase;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;

/** The contract of {@link Database} and {@link Tx}, on either database. */
@EachDatabase
class TransactionContractTest extends StoreContractFixture {

  @Test
  void rollbackUndoesEverything() {
    Map<String, Integer> before = stores.rowCounts();
    List<String> told = new ArrayList<>();

    assertThatThrownBy(() ->
            stores.run(tx -> {
              EveryTable.write(stores, tx);
              // A very large value is written to a file at once.
              stores.payloads.store(tx, valueOfSize(Payloads.FILE_LIMIT));
              tx.emit(new EngineEvent.WorkspacesChanged());
              tx.afterCommit(() -> told.add("committed"));
              tx.afterRollback(() -> told.add("rolled back first"));
              tx.afterRollback(() -> told.add("rolled back last"));
              // Everything reaches the database before it is taken back.
              assertThat(tx.dsl().fetchCount(WORKSPACE)).isEqualTo(2);
              throw new IllegalStateException("no");
            }))
        .hasMessage("no");

    assertThat(stores.rowCounts()).isEqualTo(before);
    assertThat(stores.published).isEmpty();
    assertThat(told).containsExactly("rolled back last", "rolled back first");
  }

  /**
   * So that the test above forgets no table. Messages and the lease of the server are not part of a
   * transaction.
   */
  @Test
  void aTransactionCanWriteEveryTable() {
    stores.run(tx -> EveryTable.write(stores, tx));

    Map<String, Integer> counts = stores.rowCounts();
    assertThat(counts.remove("log_message")).isZero();
    assertThat(counts.remove("log_position")).isZero();
    assertThat(counts.remove("server_lease")).isZero();
    assertThat(counts).allSatisfy((table, count) -> assertThat(count).as(table).isPositive());
  }

  @Test
  void aRefusedStatementUndoesTheTransactionAndLeavesTheConnectionUsable() {
    Map<String, Integer> before = stores.rowCounts();

    assertThatThrownBy(() ->
            stores.run(tx -> {
              Workspace unused = stores.insertWorkspace(tx, "development", stores.production);
              Workspace sameName = stores.insertWorkspace(tx, "production", null);
            }))
        .isInstanceOf(DataAccessException.class)
        .hasStackTraceContaining("workspace_active_name_uq");
    assertThat(stores.rowCounts()).isEqualTo(before);

    Workspace next = stores.get(tx -> stores.insertWorkspace(tx, "staging", stores.production));
    assertThat(stores.list(stores.workspaces::listAll)).contains(next);
  }

  @Test
  void aTransactionReadsItsOwnWritesAndNobodyElseDoes() {
    stores.run(tx -> {
      Workspace written = stores.insertWorkspace(tx, "development", stores.production);

      assertThat(stores.workspaces.listAll(tx)).contains(written);
      assertThat(stores.database.<List<Workspace>>read(stores.workspaces::listAll))
          .doesNotContain(written);
    });
  }

  @Test
  void equalEventsAreToldOnceAndAfterTheCommit() {
    List<Integer> seen = new ArrayList<>();
    stores
        .events()
        .subscribe(told -> seen.add(stores.database.read(dsl -> dsl.fetchCount(WORKSPACE))));

    stores.run(tx -> {
      Workspace unused = stores.insertWorkspace(tx, "development", stores.production);
      tx.emit(new EngineEvent.WorkspacesChanged());
      tx.emit(new EngineEvent.WorkspacesChanged());
    });

    assertThat(stores.published).containsExactly(new EngineEvent.WorkspacesChanged());
    assertThat(seen).containsExactly(2);
  }

  @Test
  void whatMustPrecedeAnswersRunsBeforeWhatFollowsTheCommit() {
    List<String> order = new ArrayList<>();

    stores.run(tx -> {
      tx.afterCommit(() -> order.add("answer"));
      tx.beforeAnswers(() -> order.add("before answers"));
    });

    assertThat(order).containsExactly("before answers", "answer");
  }

  /** A rollback does not give numbers back, and two servers do not share any. */
  @Test
  void idsAscendAndAreNeverGivenTwice() {
    long first = stores.get(Tx::nextId);
    List<Long> undone = new ArrayList<>();
    assertThatThrownBy(() ->
            stores.run(tx -> {
              undone.add(tx.nextId());
              throw new IllegalStateException();
            }))
        .isInstanceOf(IllegalStateException.class);

    long afterRollback = stores.get(Tx::nextId);
    assertThat(undone.getFirst()).isGreaterThan(first);
    assertThat(afterRollback).isGreaterThan(undone.getFirst());
    try (Database other = stores.connect()) {
      long ofOther = other.transact(Tx::nextId);
      long next = stores.get(Tx::nextId);
      assertThat(List.of(first, undone.getFirst(), afterRollback)).doesNotContain(ofOther);
      assertThat(next).isNotEqualTo(ofOther);
    }
  }

  @Test
  void timesAreStoredAsTheTransactionTellsThem() {
    Workspace written =
        stores.get(tx -> stores.insertWorkspace(tx, "development", stores.production));

    assertThat(written.createdAt())
        .isEqualTo(stores.clock.instant().truncatedTo(ChronoUnit.MICROS))
        .isNotEqualTo(stores.clock.instant());
    assertThat(stores.list(stores.workspaces::listAll)).contains(written);
  }
}
