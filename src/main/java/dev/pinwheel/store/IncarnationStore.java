package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Sequences.ENGINE_SEQUENCE;
import static dev.pinwheel.store.jooq.Sequences.RUN_SEQUENCE;
import static dev.pinwheel.store.jooq.Tables.INCARNATION;
import static dev.pinwheel.store.jooq.Tables.RUN;
import static dev.pinwheel.store.jooq.Tables.SIGN_IN;
import static dev.pinwheel.store.jooq.Tables.WORKER_SESSION;

import dev.pinwheel.model.RunNumberSpread;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * The table {@code incarnation} (N7): a database that lost commits, or came from a backup, goes on
 * as another one, which neither gives out a number again nor goes on with a session of a worker or
 * the sign-in of a person.
 */
public final class IncarnationStore {

  /** More runs than were submitted since any backup; their ids get six letters and digits. */
  private static final long RUNS_AHEAD = 100_000_000;

  /**
   * More engine numbers than were given since any backup; JSON can hold thousands of such jumps.
   */
  private static final long NUMBERS_AHEAD = 1_000_000_000_000L;

  private static final int FIRST = 1;
  private static final int SECRET_BYTES = 16;

  /** Why an incarnation began. */
  public enum Cause {
    /** The database was created. */
    FIRST("first"),
    /** It was restored from a backup. */
    RESTORE("restore"),
    /** It was started although commits had been lost. */
    LOSS("loss");

    private final String word;

    Cause(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** Names the current incarnation, and begins the first one in a new database. */
  public UUID current(Tx tx) {
    return find(tx).orElseGet(() -> insert(tx, FIRST, Cause.FIRST));
  }

  /** How the database spreads the numbers of its runs; settled with its first incarnation. */
  public RunNumberSpread runNumberSpread(Database database) {
    return database.transact(tx -> {
      var unused = current(tx);
      return findRunNumberSpread(tx.dsl());
    });
  }

  /** The same, of a database that has been in use. */
  public static RunNumberSpread findRunNumberSpread(DSLContext dsl) {
    byte[] secret =
        dsl.select(INCARNATION.RUN_SECRET)
            .from(INCARNATION)
            .where(INCARNATION.NUMBER.eq(FIRST))
            .fetchOptional(INCARNATION.RUN_SECRET)
            .orElse(null);
    return secret == null ? RunNumberSpread.FIXED : RunNumberSpread.secret(secret);
  }

  private static Optional<UUID> find(Tx tx) {
    return tx.dsl()
        .select(INCARNATION.ID)
        .from(INCARNATION)
        .orderBy(INCARNATION.NUMBER.desc())
        .limit(1)
        .fetchOptional(INCARNATION.ID);
  }

  private static UUID insert(Tx tx, int number, Cause cause) {
    UUID id = UUID.randomUUID();
    tx.dsl()
        .insertInto(INCARNATION)
        .set(INCARNATION.NUMBER, number)
        .set(INCARNATION.ID, id)
        .set(INCARNATION.CAUSE, cause.word())
        .set(INCARNATION.BEGAN_AT, tx.now())
        .set(
            INCARNATION.RUN_SECRET, number == FIRST && !tx.dsl().fetchExists(RUN) ? secret() : null)
        .execute();
    tx.countWrite();
    return id;
  }

  private static byte[] secret() {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    return secret;
  }

  /**
   * Begins another incarnation; before the engine is started. When the process ends in between, the
   * same is to be done again.
   *
   * @param beyond a number that was given out for certain; 0 when none is known
   */
  public void begin(Database database, Cause cause, long beyond) {
    database.<Boolean>transact(tx -> {
      jumpAhead(tx, beyond);
      return true;
    });
    database.reserveNumbersAgain();
    database.<Boolean>transact(tx -> {
      Integer last =
          tx.dsl().select(DSL.max(INCARNATION.NUMBER)).from(INCARNATION).fetchSingle().value1();
      insert(tx, last == null ? 1 : last + 1, cause);
      // What cannot be resumed ends when the engine starts.
      tx.dsl()
          .update(WORKER_SESSION)
          .setNull(WORKER_SESSION.INSTANCE_HASH)
          .where(WORKER_SESSION.ENDED_AT.isNull())
          .execute();
      // Some of these sign-ins may have been ended since (G4).
      tx.dsl().deleteFrom(SIGN_IN).execute();
      return true;
    });
  }

  private static void jumpAhead(Tx tx, long beyond) {
    long runs = tx.dsl().nextval(RUN_SEQUENCE);
    long numbers = Math.max(tx.dsl().nextval(ENGINE_SEQUENCE), beyond);
    tx.dsl().alterSequence(RUN_SEQUENCE).restartWith(runs + RUNS_AHEAD).execute();
    tx.dsl().alterSequence(ENGINE_SEQUENCE).restartWith(numbers + NUMBERS_AHEAD).execute();
    tx.countWrite();
  }
}
