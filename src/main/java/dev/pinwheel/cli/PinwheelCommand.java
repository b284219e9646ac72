package dev.pinwheel.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** All commands, and how their errors are printed. */
@Command(
    name = "pinwheel",
    description = "Submits, watches, re-runs and cancels runs of a Pinwheel server.",
    versionProvider = PinwheelCommand.Version.class,
    subcommands = {
      SubmitCommand.class,
      RunsCommand.class,
      LogsCommand.class,
      WorkspacesCommand.class,
      RetentionCommand.class,
      WorkersCommand.class,
      ServersCommand.class,
      QueueCommand.class,
      BackupCommand.class,
      LoginCommand.class,
      LogoutCommand.class,
      WhoamiCommand.class,
      UsersCommand.class,
      GrantsCommand.class,
      TokensCommand.class,
      ReservationsCommand.class,
      ActivityCommand.class
    })
final class PinwheelCommand extends CommandGroup {

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "The version")
  @SuppressWarnings("UnusedVariable") // picocli asks for it
  private boolean version;

  private PinwheelCommand() {}

  /** All commands with their options and arguments. */
  static CommandLine line(CliEnvironment environment) {
    return new CommandLine(new PinwheelCommand(), new Commands(environment))
        .setOut(environment.out())
        .setErr(environment.err())
        .setExpandAtFiles(false)
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(environment.screen().colour() ? Ansi.ON : Ansi.OFF))
        .setUsageHelpAutoWidth(false)
        .setExecutionExceptionHandler((problem, command, result) -> report(environment, problem))
        .setParameterExceptionHandler((problem, given) -> reportUsage(environment, problem));
  }

  /** Runs the command; returns the exit code. */
  static int run(CliEnvironment environment, String... arguments) {
    CommandLine line = line(environment);
    int exitCode = arguments.length == 0 ? line.execute("--help") : line.execute(arguments);
    environment.out().flush();
    environment.err().flush();
    return exitCode;
  }

  private static int report(CliEnvironment environment, Exception problem) throws Exception {
    if (!(problem instanceof CliProblem known)) {
      throw problem;
    }
    environment.out().flush();
    environment.err().println("pinwheel: " + known.sentence());
    return known.exitCode();
  }

  private static int reportUsage(
      CliEnvironment environment, CommandLine.ParameterException problem) {
    environment.err().println("pinwheel: " + sentence(problem));
    String name = problem.getCommandLine().getCommandSpec().qualifiedName();
    environment.err().println("Run '%s --help' for usage.".formatted(name));
    return ExitCodes.USAGE;
  }

  private static String sentence(CommandLine.ParameterException problem) {
    if (problem instanceof CommandLine.UnmatchedArgumentException unmatched) {
      String there =
          "Unknown option or argument '%s'.".formatted(unmatched.getUnmatched().getFirst());
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

  /** Creates commands with their environment. */
  private record Commands(CliEnvironment environment) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      if (type == PinwheelCommand.class) {
        return type.cast(new PinwheelCommand());
      }
      @Nullable K made = null;
      for (var constructor : type.getDeclaredConstructors()) {
        Class<?>[] parameters = constructor.getParameterTypes();
        if (parameters.length == 1 && parameters[0] == CliEnvironment.class) {
          made = type.cast(constructor.newInstance(environment));
        }
      }
      return made != null ? made : CommandLine.defaultFactory().create(type);
    }
  }
}
