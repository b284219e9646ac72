package dev.pinwheel.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** All commands, and how their mistakes are told. */
@Command(
    name = "pinwheel",
    description = "Submits, watches, re-runs and cancels runs of a Pinwheel server.",
    versionProvider = PinwheelCommand.Version.class,
    subcommands = {
      SubmitCommand.class,
      RunsCommand.class,
      LogsCommand.class,
      WorkspacesCommand.class,
      WorkersCommand.class,
      QueueCommand.class
    })
final class PinwheelCommand extends Group {

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "The version")
  @SuppressWarnings("UnusedVariable") // picocli asks for it
  private boolean version;

  private PinwheelCommand() {}

  /** All commands with their options and arguments. */
  static CommandLine line(Surroundings surroundings) {
    return new CommandLine(new PinwheelCommand(), new Commands(surroundings))
        .setOut(surroundings.out())
        .setErr(surroundings.err())
        .setExpandAtFiles(false)
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                surroundings.screen().colour() ? Ansi.ON : Ansi.OFF))
        .setUsageHelpAutoWidth(false)
        .setExecutionExceptionHandler((problem, command, result) -> told(surroundings, problem))
        .setParameterExceptionHandler((problem, given) -> misused(surroundings, problem));
  }

  /** Does what the arguments say; answers the exit code. */
  static int run(Surroundings surroundings, String... arguments) {
    CommandLine line = line(surroundings);
    int exitCode = arguments.length == 0 ? line.execute("--help") : line.execute(arguments);
    surroundings.out().flush();
    surroundings.err().flush();
    return exitCode;
  }

  private static int told(Surroundings surroundings, Exception problem) throws Exception {
    if (!(problem instanceof CliProblem told)) {
      throw problem;
    }
    surroundings.out().flush();
    surroundings.err().println("pinwheel: " + told.sentence());
    return told.exitCode();
  }

  private static int misused(Surroundings surroundings, CommandLine.ParameterException problem) {
    surroundings.err().println("pinwheel: " + sentence(problem));
    String name = problem.getCommandLine().getCommandSpec().qualifiedName();
    surroundings.err().println("'%s --help' says how to use it.".formatted(name));
    return ExitCodes.USAGE;
  }

  private static String sentence(CommandLine.ParameterException problem) {
    if (problem instanceof CommandLine.UnmatchedArgumentException unmatched) {
      String there = "There is no '%s' here.".formatted(unmatched.getUnmatched().getFirst());
      List<String> suggestions = unmatched.getSuggestions();
      return suggestions.isEmpty()
          ? there
          : there + " Did you mean %s?".formatted(String.join(" or ", suggestions));
    }
    String message = String.valueOf(problem.getMessage());
    return message.endsWith(".") ? message : message + ".";
  }

  /** The version of the jar; a build from classes has none. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String built = Main.class.getPackage().getImplementationVersion();
      return new String[] {"pinwheel " + (built == null ? "(development build)" : built)};
    }
  }

  /** Gives every command what it finds around it. */
  private record Commands(Surroundings surroundings) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      if (type == PinwheelCommand.class) {
        return type.cast(new PinwheelCommand());
      }
      @Nullable K made = null;
      for (var constructor : type.getDeclaredConstructors()) {
        Class<?>[] parameters = constructor.getParameterTypes();
        if (parameters.length == 1 && parameters[0] == Surroundings.class) {
          made = type.cast(constructor.newInstance(surroundings));
        }
      }
      return made != null ? made : CommandLine.defaultFactory().create(type);
    }
  }
}
