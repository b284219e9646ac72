package dev.pinwheel.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code retention show}, {@code preview}, {@code set}, {@code removed}. */
@Command(
    name = "retention",
    description = "Shows and sets how long the runs of a workspace are kept.",
    subcommands = {
      RetentionCommand.Show.class,
      RetentionCommand.Preview.class,
      RetentionCommand.Set.class,
      RetentionCommand.Removed.class
    },
    synopsisSubcommandLabel = "COMMAND")
final class RetentionCommand extends CommandGroup {

  private static final String PATH = "/retention";

  /** {@code retention show}. */
  @Command(name = "show", description = "Shows how long the runs of the workspace are kept.")
  static final class Show extends ServerCommand {

    Show(CliEnvironment environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      JsonNode answer = api().get(PATH, api().here());
      return print(answer, sentence(answer));
    }
  }

  /** A command with a retention. */
  abstract static class WithRetention extends ServerCommand {

    @Option(
        names = "--age",
        paramLabel = "AGE",
        description = "Since a run's last activity, such as 90m, 12h, 30d or PT36H")
    private @Nullable String age;

    @Option(
        names = "--last-runs",
        paramLabel = "N",
        description = "With --age: keep the last N runs of each workflow, however old")
    private @Nullable Integer lastRuns;

    @Option(
        names = "--child-limit",
        paramLabel = "AGE",
        description =
            "With --age: for how much longer children may keep runs of the workspace; not at all by default")
    private @Nullable String childLimit;

    @Option(names = "--everything", description = "Keep everything, whatever the base does")
    private boolean everything;

    WithRetention(CliEnvironment environment) {
      super(environment);
    }

    final boolean isEmpty() {
      return age == null && lastRuns == null && childLimit == null && !everything;
    }

    final ObjectNode retention() {
      if (everything == (age != null)) {
        throw CliProblem.usage(
            "Expected --age or --everything, found %s.".formatted(everything ? "both" : "neither"));
      }
      ObjectNode retention = RestClient.MAPPER.createObjectNode();
      if (everything) {
        retention.put("everything", true);
      }
      if (age != null) {
        retention.put("ageMillis", millis("--age", age));
      }
      if (lastRuns != null) {
        retention.put("lastRuns", lastRuns);
      }
      if (childLimit != null) {
        retention.put("childLimitMillis", millis("--child-limit", childLimit));
      }
      return retention;
    }
  }

  /** {@code retention preview --age 30d}. */
  @Command(
      name = "preview",
      description = "Counts what a retention would remove now. Nothing is changed.")
  static final class Preview extends WithRetention {

    Preview(CliEnvironment environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      JsonNode answer = api().post(PATH + "/preview", api().here(), retention(), Map.of());
      if (isJson()) {
        printJson(answer);
        return ExitCodes.DONE;
      }
      print(
          "Would remove %s%s with %s, about %s."
              .formatted(
                  answer.path("complete").asBoolean() ? "" : "more than ",
                  count(answer.path("runs").asLong(), "run"),
                  count(answer.path("executions").asLong(), "execution"),
                  size(answer.path("bytes").asLong())));
      for (Map.Entry<String, JsonNode> kept : answer.path("kept").properties()) {
        print(
            "Keeps %s: %s."
                .formatted(count(kept.getValue().asLong(), "run"), reason(kept.getKey())));
      }
      note("What children of %s keep is not visible from there.".formatted(api().workspace()));
      return ExitCodes.DONE;
    }
  }

  /** {@code retention set --age 30d}. */
  @Command(name = "set", description = "Sets how long the runs of the workspace are kept.")
  static final class Set extends WithRetention {

    @Option(names = "--inherit", description = "As the base of the workspace does")
    private boolean inherit;

    Set(CliEnvironment environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      if (inherit && !isEmpty()) {
        throw CliProblem.usage("Expected --inherit or another retention, found both.");
      }
      JsonNode answer =
          inherit ? api().delete(PATH, api().here()) : api().put(PATH, api().here(), retention());
      return print(answer, sentence(answer));
    }
  }

  /** {@code retention removed}. */
  @Command(
      name = "removed",
      description = "Counts the runs of the workspace that were removed, by hour.")
  static final class Removed extends ServerCommand {

    @Option(
        names = {"-n", "--limit"},
        paramLabel = "N",
        description = "How many hours, at most 1000; 20 by default")
    private int limit = 20;

    Removed(CliEnvironment environment) {
      super(environment);
    }

    @Override
    public Integer call() {
      return printTable(
          api().get(PATH + "/removed", api().here().with("limit", limit)),
          "hours",
          new TextTable.Columns(List.of("From", "Until", "Runs", "Executions"), this::cells),
          "No runs of %s were removed.".formatted(api().workspace()));
    }

    private void cells(TextTable.Row row, JsonNode hour) {
      row.cell(DisplayText.time(hour.path("from"), environment().zone()))
          .cell(DisplayText.time(hour.path("until"), environment().zone()))
          .cell(number(hour.path("runs").asLong()))
          .cell(number(hour.path("executions").asLong()));
    }
  }

  private static String sentence(JsonNode answer) {
    JsonNode retention = answer.path("retention");
    String workspace = answer.path("workspace").asString();
    String from = answer.path("from").asString("");
    String origin =
        from.isEmpty()
            ? " (nothing is set)"
            : answer.path("inherited").asBoolean() ? " (from %s)".formatted(from) : "";
    if (retention.path("everything").asBoolean()) {
      return "%s keeps all runs%s.".formatted(workspace, origin);
    }
    List<String> more = new ArrayList<>();
    if (retention.has("lastRuns")) {
      more.add(
          "and the last %s of each workflow"
              .formatted(count(retention.path("lastRuns").asLong(), "run")));
    }
    long limit = retention.path("childLimitMillis").asLong();
    if (limit > 0) {
      more.add("children at most %s longer".formatted(age(limit)));
    }
    return "%s keeps runs for %s after their last activity%s%s."
        .formatted(
            workspace,
            age(retention.path("ageMillis").asLong()),
            more.isEmpty() ? "" : ", " + String.join(", ", more),
            origin);
  }

  private static String reason(String word) {
    return switch (word) {
      case "open" -> "something of them is open";
      case "marked" -> "marked to be kept";
      case "lastRuns" -> "among the last of their workflow";
      case "cache" -> "their cache entries may still be used";
      case "referred" -> "runs that are kept hold handles of them";
      case "age" -> "what they started is younger";
      case "child" -> "another workspace keeps them";
      default -> word;
    };
  }

  private static final Pattern AGE = Pattern.compile("(\\d{1,9})(m|h|d)");

  /** A duration as people write it, in milliseconds. */
  static long millis(String option, String text) {
    Matcher matcher = AGE.matcher(text);
    if (matcher.matches()) {
      long number = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "m" -> Duration.ofMinutes(number).toMillis();
        case "h" -> Duration.ofHours(number).toMillis();
        default -> Duration.ofDays(number).toMillis();
      };
    }
    try {
      return Duration.parse(text).toMillis();
    } catch (DateTimeParseException | ArithmeticException e) {
      throw CliProblem.usage(
          "Expected a duration such as 90m, 12h, 30d or PT36H for %s, found '%s'."
              .formatted(option, text));
    }
  }

  /** {@code 30 days}, {@code 36 hours}, {@code 90 minutes}. */
  static String age(long millis) {
    Duration age = Duration.ofMillis(millis);
    if (age.toDaysPart() > 0 && age.minusDays(age.toDays()).isZero()) {
      return count(age.toDays(), "day");
    }
    if (age.toHours() > 0 && age.minusHours(age.toHours()).isZero()) {
      return count(age.toHours(), "hour");
    }
    return age.minusMinutes(age.toMinutes()).isZero()
        ? count(age.toMinutes(), "minute")
        : age.toString();
  }

  private static String count(long number, String one) {
    return number(number) + " " + one + (number == 1 ? "" : "s");
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 3.1 GB}. */
  static String size(long bytes) {
    String[] units = {"bytes", "kB", "MB", "GB", "TB"};
    double size = bytes;
    int unit = 0;
    while (size >= 1000 && unit < units.length - 1) {
      size /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", size, units[unit]);
  }
}
