package dev.pinwheel.cli;

import dev.pinwheel.docs.GeneratedPart;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Member;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code docs/reference/cli.md} has every command, with its options. */
class CliReferenceTest {

  private final CommandLine root =
      PinwheelCommand.line(
          new CliEnvironment(
              new PrintWriter(new StringWriter()),
              new PrintWriter(new StringWriter()),
              Map.of(),
              Path.of("target"),
              ZoneOffset.UTC,
              Terminal.find(Map.of())));

  @Test
  void pageHasTheOptionsOfEveryCommand() {
    CommandSpec queue = Objects.requireNonNull(root.getSubcommands().get("queue")).getCommandSpec();

    new GeneratedPart("reference/cli.md", "options")
        .mustBe(table("option", queue.options().stream().filter(CliReferenceTest::isCommon)));
  }

  @Test
  void pageHasEveryCommand() {
    new GeneratedPart("reference/cli.md", "commands")
        .mustBe(commands(root).map(CliReferenceTest::section).collect(Collectors.joining("\n")));
  }

  /** Those that do something, in the order in which they are declared. */
  private static Stream<CommandLine> commands(CommandLine line) {
    return line.getSubcommands().isEmpty()
        ? Stream.of(line)
        : line.getSubcommands().values().stream().flatMap(CliReferenceTest::commands);
  }

  private static String section(CommandLine line) {
    CommandSpec command = line.getCommandSpec();
    String name = command.qualifiedName().replaceFirst("^pinwheel ", "");
    String description = String.join(" ", command.usageMessage().description());
    List<OptionSpec> own =
        command.options().stream().filter(option -> !isCommon(option) && !option.hidden()).toList();
    String arguments =
        command.positionalParameters().stream()
            .map(argument ->
                argument.arity().max() > 1 || argument.isMultiValue()
                    ? " [" + argument.paramLabel() + "…]"
                    : argument.required()
                        ? " " + argument.paramLabel()
                        : " [" + argument.paramLabel() + "]")
            .collect(Collectors.joining());
    String section =
        "### %s\n\n```sh\n./pinwheel %s%s%s\n```\n\n%s\n"
            .formatted(name, name, own.isEmpty() ? "" : " [OPTION…]", arguments, description);
    if (!command.positionalParameters().isEmpty()) {
      section += "\n" + table("argument", command.positionalParameters().stream());
    }
    if (!own.isEmpty()) {
      section += "\n" + table("option", own.stream());
    }
    return section;
  }

  private static String table(String head, Stream<? extends ArgSpec> arguments) {
    return "| %s | |\n|---|---|\n".formatted(head)
        + arguments.map(CliReferenceTest::row).collect(Collectors.joining());
  }

  private static String row(ArgSpec argument) {
    String name =
        argument instanceof OptionSpec option
            ? Stream.of(option.names())
                .map(each -> "`" + each + label(option) + "`")
                .collect(Collectors.joining(", "))
            : "`" + argument.paramLabel() + "`";
    return "| %s | %s |\n"
        .formatted(
            name.replace("|", "\\|"), String.join(" ", argument.description()).replace("|", "\\|"));
  }

  private static String label(OptionSpec option) {
    return option.arity().max() == 0 ? "" : " " + option.paramLabel();
  }

  /** Whether every command has it. */
  private static boolean isCommon(OptionSpec option) {
    return option.userObject() instanceof Member member
        && member.getDeclaringClass() == ServerCommand.class;
  }
}
