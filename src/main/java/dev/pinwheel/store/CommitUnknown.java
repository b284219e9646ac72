package dev.pinwheel.store;

/**
 * Whether a transaction is committed is unknown and cannot be found out any more, because the
 * server is stopping. Neither repeat it nor report it as undone.
 */
public final class CommitUnknown extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CommitUnknown(String reason, Throwable cause) {
    super(reason, cause);
  }
}
