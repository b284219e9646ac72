package dev.pinwheel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

class LauncherTest {

  /** A command that the launcher does not pass on exists for nobody. */
  @Test
  void theLauncherKnowsEveryCommand() throws IOException {
    List<String> launcher = Files.readAllLines(Path.of("pinwheel"));
    String passedOn =
        launcher.stream()
            .filter(line -> line.contains("command_line \"$command\""))
            .findFirst()
            .orElseThrow();

    assertThat(passedOn.substring(0, passedOn.indexOf(')')).strip().split(" \\| "))
        .containsExactlyInAnyOrderElementsOf(commands());
  }

  private static List<String> commands() {
    return Stream.of(PinwheelCommand.class.getAnnotation(Command.class).subcommands())
        .map(subcommand -> subcommand.getAnnotation(Command.class).name())
        .toList();
  }
}
