package dev.pinwheel.store;

/**
 * The connection to the database broke, none could be opened, or the database takes no commits
 * because its disk is full. Nothing of the transaction is committed, for certain: it may be applied
 * again later.
 */
public final class DatabaseUnreachable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String trouble;

  DatabaseUnreachable(Throwable cause) {
    this("cannot be reached", cause);
  }

  private DatabaseUnreachable(String trouble, Throwable cause) {
    super("The database %s: %s".formatted(trouble, cause.getMessage()), cause);
    this.trouble = trouble;
  }

  /** The database answers, but a commit failed again and again. */
  static DatabaseUnreachable unwritable(Throwable cause) {
    return new DatabaseUnreachable("cannot be written (its disk may be full)", cause);
  }

  /** What is wrong with the database, for a sentence that begins with it. */
  public String trouble() {
    return trouble;
  }
}
