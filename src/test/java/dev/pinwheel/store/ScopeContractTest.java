package dev.pinwheel.store;

import static dev.pinwheel.store.StoreFixture.HASH;
import static dev.pinwheel.store.StoreFixture.chain;
import static dev.pinwheel.store.jooq.Tables.INCARNATION;
import static dev.pinwheel.store.jooq.Tables.RUN_SUMMARY;
import static dev.pinwheel.store.jooq.Tables.WORKER_SESSION;
import static dev.pinwheel.store.jooq.Tables.WORKSPACE_ANCESTOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.RunNumberSpread;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceName;
import dev.pinwheel.model.WorkspaceState;
import dev.pinwheel.store.jooq.tables.records.RunSummaryRecord;
import dev.pinwheel.store.jooq.tables.records.WorkerSessionRecord;
import dev.pinwheel.testing.EachDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contracts of workspaces, manifests, sessions and runs with their summaries. */
@EachDatabase
class ScopeContractTest extends StoreContractFixture {

  /** A3: new databases have a secret; ids of older ones stay what people know. */
  @Test
  void theNumbersOfRunsAreSpreadByASecretOfANewDatabase() {
    long fixed = RunNumberSpread.FIXED.spread(1, 20);
    long own = spreadOfFirstRun();
    assertThat(own).isNotEqualTo(fixed).isEqualTo(spreadOfFirstRun());

    stores.run(tx -> tx.dsl().deleteFrom(INCARNATION).execute());
    assertThat(spreadOfFirstRun()).as("of another new one").isNotEqualTo(own);

    stores.run(tx -> tx.dsl().deleteFrom(INCARNATION).execute());
    stores.run(stores::insertRun);
    assertThat(spreadOfFirstRun()).isEqualTo(fixed);
  }

  private long spreadOfFirstRun() {
    return new IncarnationStore().runNumberSpread(stores.database).spread(1, 20);
  }

  /** A refused command that counted a write would take its whole group back. */
  @Test
  void readmittingNobodyIsNoWrite() {
    stores.run(tx -> {
      long before = tx.writeCount();

      assertThat(stores.access.readmit(tx, "nobody")).isZero();

      assertThat(tx.writeCount()).isEqualTo(before);
    });
  }

  /** A number must not come back while the process remembers it: it would resume nothing. */
  @Test
  void sessionsOfAWorkerAreCountedLongerThanTheyAreKept() {
    long first = stores.get(tx -> stores.insertSession(tx, "w"));
    long second = stores.get(tx -> stores.insertSession(tx, "w"));
    long other = stores.get(tx -> stores.insertSession(tx, "other"));
    assertThat(numbers()).containsExactly(1, 2, 1);
    stores.run(tx -> {
      for (long session : new long[] {first, second, other}) {
        stores.sessions.end(tx, session, SessionStore.End.CLOSED, null);
      }
    });
    stores.clock.advance(Duration.ofDays(2));

    assertThat(removed(Duration.ofDays(400))).isEqualTo(3);
    assertThat(numbers()).isEmpty();
    Integer next = stores.get(tx -> stores.sessions.nextNumber(tx, "w", null));
    assertThat(next).isEqualTo(3);
    stores.clock.advance(Duration.ofDays(401));
    assertThat(removed(Duration.ofDays(400))).isZero();
    Integer afterAYear = stores.get(tx -> stores.sessions.nextNumber(tx, "w", null));
    assertThat(afterAYear).isEqualTo(1);
  }

  private int removed(Duration counters) {
    return stores.get(tx ->
        stores.sessions.removeUnnamed(
            tx, tx.now().minus(Duration.ofDays(1)), tx.now().minus(counters), 100));
  }

  private List<Integer> numbers() {
    return stores.database.read(dsl ->
        dsl.select(WORKER_SESSION.NUMBER)
            .from(WORKER_SESSION)
            .orderBy(WORKER_SESSION.ID)
            .fetch(WORKER_SESSION.NUMBER));
  }

  @Test
  void workspacesAreListedAsTheyWereCreatedWithTheirChanges() {
    Workspace development =
        stores.get(tx -> stores.insertWorkspace(tx, "development", stores.production));
    Workspace renamed =
        new Workspace(
            development.id(),
            new WorkspaceName("joe"),
            null,
            WorkspaceState.PAUSED,
            development.createdAt(),
            development.createdBy());

    stores.run(tx -> stores.workspaces.update(tx, renamed));

    assertThat(stores.list(stores.workspaces::listAll)).containsExactly(stores.production, renamed);
  }

  @Test
  void anArchivedWorkspaceStaysAsItIsAndGivesItsNameAway() {
    Workspace archived = inState(stores.production, WorkspaceState.ARCHIVED);
    stores.run(tx -> stores.workspaces.update(tx, archived));

    stores.run(tx -> stores.workspaces.update(tx, stores.production));
    Workspace next = stores.get(tx -> stores.insertWorkspace(tx, "production", null));

    assertThat(stores.list(stores.workspaces::listAll)).containsExactly(archived, next);
  }

  @Test
  void aNewChainReplacesTheOldOne() {
    Workspace staging = stores.get(tx -> stores.insertWorkspace(tx, "staging", stores.production));
    Workspace joe = stores.get(tx -> stores.insertWorkspace(tx, "joe", staging));
    stores.run(tx -> stores.workspaces.replaceChain(tx, chain(joe, staging, stores.production)));

    stores.run(tx -> stores.workspaces.replaceChain(tx, chain(joe, stores.production)));

    assertThat(
            stores.database.<List<Long>>read(dsl ->
                dsl.selectFrom(WORKSPACE_ANCESTOR)
                    .where(WORKSPACE_ANCESTOR.WORKSPACE_ID.eq(joe.id().value()))
                    .orderBy(WORKSPACE_ANCESTOR.DEPTH)
                    .fetch(WORKSPACE_ANCESTOR.ANCESTOR_ID)))
        .containsExactly(joe.id().value(), stores.production.id().value());
  }

  @Test
  void theNewestManifestOfEachScopeAndModuleCounts() {
    var workspace = new ManifestStore.ManifestScope(stores.production.id(), null);
    var pattern = new ManifestStore.ManifestScope(null, "development/*");
    var embedded = ManifestStore.ManifestScope.EMBEDDED;
    stores.run(tx -> {
      for (var scope : List.of(workspace, pattern, embedded)) {
        stores.manifests.insert(tx, scope, "joe@laptop", new Manifest("users", "1", List.of()));
        stores.manifests.insert(tx, scope, "joe@laptop", new Manifest("users", "2", List.of()));
        stores.manifests.insert(tx, scope, "joe@laptop", new Manifest("orders", "1", List.of()));
      }
    });

    assertThat(stores.list(tx -> stores.manifests.listNewest(tx, List.of())))
        .extracting(declared -> declared.manifest().module() + declared.manifest().codeVersion())
        .containsExactly("users2", "orders1", "users2", "orders1", "users2", "orders1");
  }

  @Test
  void anOlderManifestIsListedWhenItIsAskedFor() {
    var embedded = ManifestStore.ManifestScope.EMBEDDED;
    ManifestStore.Declared older =
        stores.get(tx ->
            stores.manifests.insert(tx, embedded, "ann", new Manifest("users", "1", List.of())));
    ManifestStore.Declared newer =
        stores.get(tx ->
            stores.manifests.insert(tx, embedded, "joe", new Manifest("users", "2", List.of())));

    assertThat(stores.list(tx -> stores.manifests.listNewest(tx, List.of(older.id(), newer.id()))))
        .containsExactly(older, newer);
  }

  @Test
  void anOpenSessionIsReadAsItWasOpened() {
    long id = stores.get(tx -> stores.insertSession(tx, "joe@laptop"));

    SessionRow session = stores.get(stores.sessions::listOpen).getFirst();

    assertThat(session.id()).isEqualTo(id);
    assertThat(session.worker()).isEqualTo("joe@laptop");
    assertThat(session.workspace()).isEqualTo(stores.production.id());
    assertThat(session.modules()).isEqualTo(Set.of("users", "orders"));
    assertThat(session.manifests()).isEqualTo(Map.of("users", 1L, "orders", 2L));
    assertThat(session.instanceHash()).isEqualTo(HASH);
    assertThat(session.suspended()).isFalse();
    assertThat(session.draining()).isFalse();
  }

  @Test
  void aSessionIsSuspendedHeardOfAgainAndDrained() {
    long id = stores.get(tx -> stores.insertSession(tx, "joe@laptop"));

    stores.run(tx -> stores.sessions.suspend(tx, id, tx.now()));
    assertThat(stores.list(stores.sessions::listOpen).getFirst().suspended()).isTrue();
    stores.run(tx -> stores.sessions.heard(tx, id));
    assertThat(stores.list(stores.sessions::listOpen).getFirst().suspended()).isFalse();
    stores.run(tx -> stores.sessions.drain(tx, id));
    assertThat(stores.list(stores.sessions::listOpen).getFirst().draining()).isTrue();
  }

  @Test
  void theFirstEndOfASessionStaysAndNothingElseChangesAfterIt() {
    long id = stores.get(tx -> stores.insertSession(tx, "joe@laptop"));
    Instant until = stores.get(Tx::now).plusSeconds(60);
    stores.run(tx -> stores.sessions.end(tx, id, SessionStore.End.LOST, until));
    WorkerSessionRecord ended = session(id);
    stores.clock.advance(Duration.ofSeconds(1));

    stores.run(tx -> stores.sessions.end(tx, id, SessionStore.End.CLOSED, null));
    stores.run(tx -> stores.sessions.heard(tx, id));
    stores.run(tx -> stores.sessions.suspend(tx, id, tx.now()));
    stores.run(tx -> stores.sessions.drain(tx, id));

    assertThat(session(id)).isEqualTo(ended);
    assertThat(ended.getEndReason()).isEqualTo("lost");
    assertThat(stores.list(stores.sessions::listOpen)).isEmpty();
  }

  @Test
  void anEndedSessionIsAwaitedUntilItIsForgotten() {
    long lost = stores.get(tx -> stores.insertSession(tx, "lost"));
    long closed = stores.get(tx -> stores.insertSession(tx, "closed"));
    stores.run(tx -> {
      stores.sessions.end(tx, lost, SessionStore.End.LOST, tx.now().plusSeconds(60));
      stores.sessions.end(tx, closed, SessionStore.End.CLOSED, null);
    });
    assertThat(stores.list(stores.sessions::listAwaited))
        .extracting(SessionRow::id)
        .containsExactly(lost);

    stores.run(tx -> stores.sessions.forget(tx, lost));

    assertThat(stores.list(stores.sessions::listAwaited)).isEmpty();
  }

  @Test
  void aRunIsFoundByItsIdAndByItsKeyInItsWorkspaceOnly() {
    RunId run = stores.get(tx -> stores.insertRun(tx, "key"));
    Workspace joe = stores.get(tx -> stores.insertWorkspace(tx, "joe", stores.production));

    assertThat(stores.find(tx -> stores.runs.find(tx, run)))
        .hasValueSatisfying(row -> {
          assertThat(row.workspace()).isEqualTo(stores.production.id());
          assertThat(row.idempotencyKey()).isEqualTo("key");
          assertThat(row.submittedBy()).isEqualTo("ada");
        });
    assertThat(stores.find(tx -> stores.runs.find(tx, new RunId(run.number() + 1)))).isEmpty();
    assertThat(
            stores.find(tx -> stores.runs.findByIdempotencyKey(tx, stores.production.id(), "key")))
        .hasValueSatisfying(submission -> {
          assertThat(submission.run()).isEqualTo(run);
          assertThat(submission.requestHash()).isEqualTo(HASH);
        });
    assertThat(stores.find(tx -> stores.runs.findByIdempotencyKey(tx, joe.id(), "key"))).isEmpty();
  }

  @Test
  void runsAreNumberedUpwards() {
    RunId first = stores.get(stores.runs::nextId);

    assertThat(stores.get(stores.runs::nextId)).isGreaterThan(first);
  }

  @Test
  void aSummaryAddsUpWhatEachTransactionCounts() {
    RunId run = stores.get(stores::insertRun);
    var production = stores.production.id();
    stores.run(tx -> {
      stores.runs.countCreated(tx, run, production);
      stores.runs.countCreated(tx, run, production);
      stores.runs.countCall(tx, run, production, true);
      stores.runs.countCall(tx, run, production, false);
    });
    stores.clock.advance(Duration.ofSeconds(1));

    Instant last =
        stores.get(tx -> {
          stores.runs.countCreated(tx, run, production);
          stores.runs.countEnded(tx, run, production, ResultKind.VALUE);
          stores.runs.countEnded(tx, run, production, ResultKind.FAILED);
          stores.runs.countEnded(tx, run, production, ResultKind.RETRIED);
          return tx.now();
        });

    RunSummaryRecord summary =
        stores.database.read(dsl -> dsl.selectFrom(RUN_SUMMARY).fetchSingle());
    assertThat(summary.getExecutions()).isEqualTo(3);
    assertThat(summary.getOpenExecutions()).isZero();
    assertThat(summary.getEndedWell()).isEqualTo(1);
    assertThat(summary.getEndedBadly()).isEqualTo(1);
    assertThat(summary.getCalls()).isEqualTo(2);
    assertThat(summary.getReusedCalls()).isEqualTo(1);
    assertThat(summary.getVersion()).isEqualTo(2);
    assertThat(summary.getLastActivityAt()).isEqualTo(last);
  }

  private WorkerSessionRecord session(long id) {
    return stores.database.read(
        dsl -> dsl.selectFrom(WORKER_SESSION).where(WORKER_SESSION.ID.eq(id)).fetchSingle());
  }

  private static Workspace inState(Workspace workspace, WorkspaceState state) {
    return new Workspace(
        workspace.id(),
        workspace.name(),
        workspace.base(),
        state,
        workspace.createdAt(),
        workspace.createdBy());
  }
}
