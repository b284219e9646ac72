package dev.pinwheel.cli;

/** The exit codes of commands. */
final class ExitCodes {

  static final int DONE = 0;

  /** The run failed, timed out, was abandoned or cancelled. */
  static final int RUN_FAILED = 1;

  static final int USAGE = 2;

  /** The server refused. */
  static final int REFUSED = 3;

  /** No server answers. */
  static final int UNREACHABLE = 4;

  private ExitCodes() {}
}
