package dev.pinwheel.cli;

/** Why a command failed, in a sentence for people, with the exit code. */
final class CliProblem extends IllegalStateException {

  private static final long serialVersionUID = 1;

  private final int exitCode;

  private CliProblem(int exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  /** The command line is invalid. */
  static CliProblem usage(String sentence) {
    return new CliProblem(ExitCodes.USAGE, sentence);
  }

  /** The server refused. */
  static CliProblem refused(String sentence) {
    return new CliProblem(ExitCodes.REFUSED, sentence);
  }

  /** No server answers. */
  static CliProblem unreachable(String sentence) {
    return new CliProblem(ExitCodes.UNREACHABLE, sentence);
  }

  int exitCode() {
    return exitCode;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
