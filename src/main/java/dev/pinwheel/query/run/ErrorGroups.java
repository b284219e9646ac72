package dev.pinwheel.query.run;

import dev.pinwheel.model.Failure;
import dev.pinwheel.model.RunId;
import dev.pinwheel.query.run.RunHeader.FirstError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Failed runs by what their errors have in common, most runs first.
 *
 * @param runs how many runs were grouped: the newest ones that failed
 * @param older whether there are more, which were not
 */
public record ErrorGroups(List<ErrorGroup> groups, int runs, boolean older) {

  public ErrorGroups {
    groups = List.copyOf(groups);
  }

  /**
   * Runs that failed in the same way.
   *
   * @param key identifies it in a URL
   * @param target of the first step that failed although nothing that it called did
   * @param type of the error, without its package
   * @param message the most frequent one, in full; its first line
   * @param runs the latest activity first
   */
  public record ErrorGroup(
      String key,
      String target,
      String type,
      String message,
      List<RunId> runs,
      Instant lastActivityAt) {

    public ErrorGroup {
      runs = List.copyOf(runs);
    }
  }

  /** The group with this key; empty when no run failed like that. */
  public Optional<ErrorGroup> find(String key) {
    return groups.stream().filter(group -> group.key().equals(key)).findFirst();
  }

  /**
   * @param failed the latest activity first; those without an error are left out
   */
  static ErrorGroups of(List<RunRow> failed, boolean older) {
    Map<ErrorPattern, List<RunRow>> byPattern = new LinkedHashMap<>();
    int runs = 0;
    for (RunRow row : failed) {
      FirstError error = row.error();
      if (error != null) {
        runs++;
        byPattern.computeIfAbsent(ErrorPattern.of(error), pattern -> new ArrayList<>()).add(row);
      }
    }
    List<ErrorGroup> groups =
        byPattern.entrySet().stream()
            .map(entry -> group(entry.getKey(), entry.getValue()))
            .sorted(
                Comparator.comparingInt((ErrorGroup group) -> group.runs().size())
                    .thenComparing(ErrorGroup::lastActivityAt)
                    .reversed())
            .toList();
    return new ErrorGroups(groups, runs, older);
  }

  private static ErrorGroup group(ErrorPattern pattern, List<RunRow> rows) {
    return new ErrorGroup(
        pattern.key(),
        pattern.target(),
        simple(pattern.type()),
        mostFrequent(rows),
        rows.stream().map(RunRow::run).toList(),
        rows.getFirst().lastActivityAt());
  }

  private static String simple(String type) {
    return Failure.of(type, "").simpleType();
  }

  /** Among equals the latest. */
  private static String mostFrequent(List<RunRow> rows) {
    Map<String, Long> counts =
        rows.stream()
            .map(RunRow::error)
            .map(error -> error == null ? "" : error.failure().firstLine())
            .collect(
                Collectors.groupingBy(line -> line, LinkedHashMap::new, Collectors.counting()));
    long most = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() == most)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }
}
