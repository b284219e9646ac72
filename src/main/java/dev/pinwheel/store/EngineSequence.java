package dev.pinwheel.store;

import static dev.pinwheel.store.jooq.Sequences.ENGINE_SEQUENCE;

import org.jooq.DSLContext;

/**
 * Numbers of the sequence of the database, ascending; reserved in blocks. A rollback does not give
 * them back. Thread-safe.
 */
final class EngineSequence {

  private static final int BLOCK = 1000;
  private long next;
  private long end;

  synchronized long next(DSLContext writing) {
    if (next == end) {
      next = writing.nextval(ENGINE_SEQUENCE);
      end = next + BLOCK;
    }
    return next++;
  }

  /** A reservation may be lost with the connection it was made on. */
  synchronized void reserveAgain() {
    next = end;
  }
}
