package dev.pinwheel.store;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Commits transactions one after the other. Thread-safe; its callers take turns. */
interface Writer extends AutoCloseable {

  /**
   * Applies the work and commits it. When the commit fails and did not happen, applies {@code
   * again} in the transaction that found this out, and commits that; once, since a database that
   * takes no commits would be asked for ever.
   *
   * @param after runs once the commit is known to have happened
   * @throws DatabaseUnreachable when nothing is committed because the connection broke, or because
   *     the database takes no commits
   * @throws CommitUnknown when the server stopped before the database said what happened
   * @throws Fenced when another server has taken over the database; whether a commit that was not
   *     confirmed happened is unknown then
   * @throws RuntimeException what the work threw; everything is rolled back
   */
  <T> T transact(Function<Tx, T> work, Function<Tx, T> again, After<T> after);

  /** Returns once other connections see everything that is committed until now. */
  void settle();

  /** The row that a {@link ServerLease} gave it, without which it can commit nothing. */
  void startFrom(long marker);

  /** The numbers of its last commits. */
  CommitHistory history();

  /** Gives the connection back. */
  @Override
  void close();

  /** What follows a commit, while it is still the committing caller's turn. */
  interface After<T> {

    /**
     * It can no longer be undone.
     *
     * @param connection the writer's; null when it broke after the commit
     */
    void durable(@Nullable WriterConnection connection, Tx tx, T answer);

    /** Other connections see it; follows {@link #durable}, in the order of the commits. */
    void visible(Tx tx);
  }

  /** The marker of the writer is gone: another server has taken over the database (ADR 0026). */
  final class Fenced extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Fenced() {
      super("Another server has taken over the database");
    }
  }
}
