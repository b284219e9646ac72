package dev.pinwheel.store;

/**
 * The connection to the database broke, or none could be opened. Nothing of the transaction is
 * committed, for certain: it may be applied again once the database answers.
 */
public final class DatabaseUnreachable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DatabaseUnreachable(Throwable cause) {
    super("The database cannot be reached: " + cause.getMessage(), cause);
  }
}
