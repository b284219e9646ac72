package dev.pinwheel.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be asked of a re-run, and of its plan. */
final class RerunChoices {

  @Option(
      names = "--reuse-successes",
      description = "Calls that are not memoized reuse earlier successes, too")
  boolean reuseSuccesses;

  @Option(
      names = "--also-force",
      paramLabel = "STEP",
      split = ",",
      description = "Steps that execute again when they are called, separated by commas")
  List<String> alsoForce = List.of();

  @Option(
      names = "--memo",
      paramLabel = "all|off",
      description = "Overrides the memo option of every call in this re-run")
  @Nullable String memo;
}
