package dev.pinwheel.app;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code ./pinwheel restore}: puts a backup into the data directory of a stopped server. */
public final class RestoreApplication {

  static final String HELP =
      """
      Usage: pinwheel restore FILE [--data DIRECTORY] [--replace]

      Puts a backup made by 'pinwheel backup' into a data directory that no server uses, after
      checking that it is complete. The server then starts with another incarnation: workers give
      up what they were executing when they come back, and no id is given out twice.

        FILE              the backup
        --data DIRECTORY  the data directory; default: PINWHEEL_DATA, or data/
        --replace         replace a database that is there; it is kept in before-restore-…/
        -h, --help        this text
      """;

  private static final int FAILED = 1;
  private static final int USAGE = 2;

  private RestoreApplication() {}

  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(List.of(arguments), System.getenv(), InstantSource.system(), out, err));
  }

  static int run(
      List<String> arguments,
      Map<String, String> environment,
      InstantSource clock,
      PrintStream out,
      PrintStream err) {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      out.print(HELP);
      return 0;
    }
    String data = environment.getOrDefault("PINWHEEL_DATA", "data");
    @Nullable String file = null;
    boolean replace = false;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--replace")) {
        replace = true;
      } else if (argument.startsWith("--data=")) {
        data = argument.substring("--data=".length());
      } else if (argument.equals("--data") && i + 1 < arguments.size()) {
        data = arguments.get(++i);
      } else if (argument.startsWith("-") || file != null) {
        err.println(
            "pinwheel: Unknown argument '%s'. Run 'pinwheel restore --help'.".formatted(argument));
        return USAGE;
      } else {
        file = argument;
      }
    }
    if (file == null) {
      err.println("pinwheel: Expected the FILE of a backup. Run 'pinwheel restore --help'.");
      return USAGE;
    }
    try {
      out.println(new Restore(Path.of(file), Path.of(data), replace, clock).run());
      return 0;
    } catch (Restore.Refused e) {
      err.println("pinwheel: " + e.getMessage());
      return FAILED;
    }
  }
}
