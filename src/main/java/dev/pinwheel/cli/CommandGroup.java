package dev.pinwheel.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only groups subcommands. */
abstract class CommandGroup implements Runnable {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This text")
  @SuppressWarnings("UnusedVariable") // picocli asks for it
  private boolean help;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Expected one of %s.".formatted(String.join(", ", spec.subcommands().keySet())));
  }
}
