package dev.pinwheel.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;

/** The entry point of the command line: {@code java -cp pinwheel.jar dev.pinwheel.cli.Main}. */
public final class Main {

  private Main() {}

  /** Ends the JVM with the exit code of the command. */
  public static void main(String[] arguments) {
    Map<String, String> variables = System.getenv();
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    CliEnvironment environment =
        new CliEnvironment(
            out,
            err,
            variables,
            Path.of("").toAbsolutePath(),
            ZoneId.systemDefault(),
            Terminal.find(variables));
    int exitCode = PinwheelCommand.run(environment, arguments);
    out.flush();
    err.flush();
    System.exit(exitCode);
  }
}
