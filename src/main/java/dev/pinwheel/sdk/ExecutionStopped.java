package dev.pinwheel.sdk;

/**
 * This execution itself has ended on the server (cancelled, timed out, superseded) while its code
 * was still running. Its result is ignored from now on; let this exception propagate.
 */
public final class ExecutionStopped extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** As the worker creates it; the reason is the server's. */
  public ExecutionStopped(String execution, String reason) {
    super("Execution " + execution + " was stopped: " + reason);
  }
}
