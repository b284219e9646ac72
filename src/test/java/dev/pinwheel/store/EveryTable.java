package dev.pinwheel.store;

import static dev.pinwheel.store.StoreFixture.HASH;
import static dev.pinwheel.store.StoreFixture.chain;
import static dev.pinwheel.store.StoreFixture.valueOfSize;
import static dev.pinwheel.store.jooq.Tables.PAYLOAD_PIECE;

import dev.pinwheel.access.Grant;
import dev.pinwheel.access.GrantScope;
import dev.pinwheel.access.Reservation;
import dev.pinwheel.access.Role;
import dev.pinwheel.access.Token;
import dev.pinwheel.access.User;
import dev.pinwheel.model.Actor;
import dev.pinwheel.model.Manifest;
import dev.pinwheel.model.Retention;
import dev.pinwheel.model.StepId;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.store.RetentionStore.Removed;
import dev.pinwheel.store.RunReferenceStore.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Writes at least one row into each table that a transaction of the engine may write. */
final class EveryTable {

  private EveryTable() {}

  static void write(StoreFixture stores, Tx tx) {
    new IncarnationStore().current(tx);
    Workspace development = stores.insertWorkspace(tx, "development", stores.production);
    stores.workspaces.replaceChain(tx, chain(development, stores.production));
    stores.manifests.insert(
        tx,
        ManifestStore.ManifestScope.EMBEDDED,
        "joe@laptop",
        new Manifest("users", "1", List.of()));
    long session = stores.insertSession(tx, "joe@laptop");
    ExecutionRow caller = stores.insertExecution(tx);
    StepId second = new StepId(caller.id().run(), 2);
    stores.insertStep(tx, second, valueOfSize(Payloads.INLINE_LIMIT + 1));
    ExecutionRow callee = stores.insertExecution(tx, second, 1);
    stores.insertStep(tx, caller.id().run(), 3);
    stores.executions.insertRerun(
        tx, new RerunRow(caller.sequence(), "ada", "again", false, Set.of(second), null), null);
    stores.sessions.assign(tx, caller.sequence(), session);
    stores.insertCall(tx, caller, 1, callee);
    stores.calls.insertWaited(tx, caller.id().run(), caller.sequence(), callee.sequence());
    stores.openExecutions.insert(tx, caller, session, null);
    stores.openExecutions.enqueue(tx, callee, "users");
    stores.insertValue(tx, callee, StoreFixture.ARGUMENTS);
    stores.results.insertOutcome(tx, callee.sequence(), callee.sequence());
    stores.candidates.insertMemo(
        tx, caller.id().run(), HASH, stores.production.id(), callee.sequence());
    stores.candidates.insertCache(
        tx, HASH, stores.production.id(), callee.id().run(), callee.sequence());
    stores.runs.countCreated(tx, caller.id().run(), stores.production.id());
    stores.retention.set(
        tx,
        stores.production.id(),
        new Retention(Duration.ofDays(30), 5, Duration.ofDays(1)),
        "ada");
    stores.retention.keep(tx, caller.id().run(), "ada");
    stores.references.refer(tx, stores.insertRun(tx), caller.id().run(), Kind.CACHED);
    stores.removals.begin(tx, List.of(stores.insertRun(tx)));
    stores.retention.recordRemoved(tx, stores.production.id(), Removed.RUNS, 1, 1);
    tx.dsl().insertInto(PAYLOAD_PIECE).values("large.json", 0, new byte[] {1}, tx.now()).execute();
    stores.servers.announceAlone(
        tx,
        new ServerStore.ServerRow(
            UUID.randomUUID(), "process 1 on a", "1.0", ServerStore.Duty.WORKING, tx.now(), null));
    writeAccess(stores, tx);
  }

  private static void writeAccess(StoreFixture stores, Tx tx) {
    AccessStore access = stores.access;
    access.secure(tx);
    User ada = stores.insertUser(tx, "ada");
    access.insert(
        tx,
        new Grant(
            tx.nextId(),
            ada.id(),
            Role.VIEWER,
            GrantScope.EVERYWHERE,
            false,
            tx.now(),
            ada.name()));
    Token token = stores.insertToken(tx, ada);
    access
        .tokens()
        .reserve(tx, new Reservation(stores.production.id(), "users", token.id()), ada.name());
    access.signIn(
        tx,
        new AccessStore.SignInRow(
            tx.nextId(), ada.id(), tx.now(), tx.now(), tx.now().plusSeconds(60), "a browser"),
        HASH);
    stores.activities.record(
        tx,
        new ActivityStore.Entry(Actor.LOCAL, "pauseWorkspace", stores.production.id(), null, null));
  }
}
