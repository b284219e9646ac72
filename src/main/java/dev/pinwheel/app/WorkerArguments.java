package dev.pinwheel.app;

import java.io.File;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of {@code ./pinwheel worker}.
 *
 * @param concurrency null for the worker's own default
 * @param drainTimeout null for the worker's own default
 * @param classPath directories and jars; empty for the examples
 * @param modules names of classes; empty for every module in the directories of the class path
 */
record WorkerArguments(
    String server,
    String workspace,
    String name,
    @Nullable Integer concurrency,
    @Nullable Duration drainTimeout,
    List<Path> classPath,
    List<String> modules,
    boolean watch) {

  /** What can be said, for people. */
  static final String HELP =
      """
      Usage: ./pinwheel worker --workspace NAME [OPTION…] [CLASS…]
      Runs modules for a workspace: every @Module in the directories of --class-path, or the
      classes that are named; the examples without --class-path.
        --workspace NAME         the workspace, or a pattern such as 'development/*';
                                 else PINWHEEL_WORKSPACE
        --server URL             the server; else PINWHEEL_SERVER, or http://localhost:8080
        --class-path PATH        directories of classes and jars, separated by '%s'
        --watch                  reload recompiled classes
        --name NAME              the name people see; USER@HOST by default
        --concurrency N          how many executions compute at the same time; by default twice the
                                 number of processors, at least 4
        --drain-timeout SECONDS  how long its executions may take to end after SIGTERM; 300 by default
      On a server that has users, its token is that of PINWHEEL_TOKEN, else that of ./pinwheel login.
      """
          .formatted(File.pathSeparator);

  static boolean asksForHelp(List<String> arguments) {
    return arguments.contains("--help") || arguments.contains("-h");
  }

  /** An invalid argument, with a message for the user. */
  static final class Mistake extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Mistake(String sentence) {
      super(sentence);
    }
  }

  /**
   * Reads arguments; what is not given comes from the environment.
   *
   * @throws Mistake when they are invalid
   */
  static WorkerArguments read(List<String> arguments, Map<String, String> environment) {
    String server = environment.getOrDefault("PINWHEEL_SERVER", "http://localhost:8080");
    String workspace = environment.get("PINWHEEL_WORKSPACE");
    String name = environment.getOrDefault("USER", "worker") + "@" + host();
    Integer concurrency = null;
    Duration drainTimeout = null;
    List<Path> classPath = new ArrayList<>();
    List<String> modules = new ArrayList<>();
    boolean watch = false;
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String argument = rest.next();
      switch (argument) {
        case "--server" -> server = value(argument, rest);
        case "--workspace" -> workspace = value(argument, rest);
        case "--name" -> name = value(argument, rest);
        case "--concurrency" -> concurrency = number(argument, value(argument, rest));
        case "--drain-timeout" ->
            drainTimeout = Duration.ofSeconds(number(argument, value(argument, rest)));
        case "--class-path" -> classPath.addAll(paths(value(argument, rest)));
        case "--watch" -> watch = true;
        default -> {
          if (argument.startsWith("-")) {
            throw new Mistake(
                "There is no option '%s' of the worker; './pinwheel worker --help' lists them."
                    .formatted(argument));
          }
          modules.add(argument);
        }
      }
    }
    if (workspace == null || workspace.isBlank()) {
      throw new Mistake(
          "Expected a workspace to work for: --workspace development/joe, or a pattern: --workspace 'development/*'.");
    }
    if (classPath.isEmpty() && (watch || !modules.isEmpty())) {
      throw new Mistake("Expected --class-path with the directory of your classes.");
    }
    return new WorkerArguments(
        server,
        workspace,
        name,
        concurrency,
        drainTimeout,
        List.copyOf(classPath),
        List.copyOf(modules),
        watch);
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new Mistake("Expected a value after %s.".formatted(option));
    }
    return rest.next();
  }

  private static int number(String option, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new Mistake("Expected a number after %s, found '%s'.".formatted(option, text));
    }
  }

  private static List<Path> paths(String text) {
    return Arrays.stream(text.split(File.pathSeparator, -1))
        .filter(path -> !path.isEmpty())
        .map(Path::of)
        .map(WorkerArguments::existing)
        .toList();
  }

  private static Path existing(Path path) {
    if (!Files.exists(path)) {
      throw new Mistake("There is no '%s', which --class-path names.".formatted(path));
    }
    if (!Files.isDirectory(path) && !path.toString().endsWith(".jar")) {
      throw new Mistake(
          "Expected directories of classes, and jars, after --class-path, found '%s'."
              .formatted(path));
    }
    return path.toAbsolutePath();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
