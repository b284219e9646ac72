package dev.pinwheel.worker;

/**
 * A worker could not start, because the server cannot be reached, did not answer, or refuses it;
 * the message says which.
 */
public final class WorkerRefused extends IllegalStateException {

  private static final long serialVersionUID = 1;

  WorkerRefused(String worker, String reason, Throwable cause) {
    super("Worker %s could not start: %s".formatted(worker, reason), cause);
  }
}
