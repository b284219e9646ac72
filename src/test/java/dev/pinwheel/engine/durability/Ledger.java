package dev.pinwheel.engine.durability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.RunId;
import dev.pinwheel.store.jooq.tables.records.ResultRecord;
import dev.pinwheel.testing.FactsSnapshot;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What a server has acknowledged, kept outside of it; one entry a line. */
final class Ledger {

  static final String SUBMITTED = "S";
  static final String CALLED = "C";
  static final String RETURNED = "V";
  static final String FAILED = "F";

  private final List<String[]> entries = new ArrayList<>();

  static String entry(Object... words) {
    return String.join(" ", java.util.Arrays.stream(words).map(String::valueOf).toList());
  }

  void add(String line) {
    entries.add(line.split(" "));
  }

  int size() {
    return entries.size();
  }

  /** Fails when something acknowledged is missing or different. */
  void checkAgainst(FactsSnapshot facts) {
    Map<ExecutionId, Long> executions = new HashMap<>();
    facts.executions().forEach(row -> executions.put(FactsSnapshot.idOf(row), row.getId()));
    Map<String, Long> runsByKey = new HashMap<>();
    facts.runs().forEach(run -> runsByKey.put(run.getIdempotencyKey(), run.getId()));
    Set<List<Long>> calls = new HashSet<>();
    facts.calls().forEach(call -> calls.add(List.of(call.getCallerId(), call.getCalleeId())));
    for (String[] entry : entries) {
      String text = String.join(" ", entry);
      switch (entry[0]) {
        case SUBMITTED ->
            assertThat(runsByKey.get(entry[1]))
                .as(text)
                .isEqualTo(RunId.parse(entry[2]).orElseThrow().number());
        case CALLED ->
            assertThat(calls)
                .as(text)
                .contains(List.of(number(executions, entry[1]), number(executions, entry[2])));
        case RETURNED -> {
          ResultRecord result = result(facts, executions, entry);
          assertThat(result.getKind()).as(text).isEqualTo("value");
          assertThat(new String(result.getValuePayload(), StandardCharsets.UTF_8))
              .as(text)
              .isEqualTo(entry[2]);
        }
        case FAILED ->
            assertThat(result(facts, executions, entry).getKind())
                .as(text)
                .isIn("failed", "retried");
        default -> throw new AssertionError("Not an entry: " + text);
      }
    }
  }

  private static ResultRecord result(
      FactsSnapshot facts, Map<ExecutionId, Long> executions, String[] entry) {
    ResultRecord result = facts.results().get(number(executions, entry[1]));
    return Objects.requireNonNull(result, () -> "No result of " + entry[1]);
  }

  private static long number(Map<ExecutionId, Long> executions, String id) {
    Long number = executions.get(ExecutionId.parse(id).orElseThrow());
    return Objects.requireNonNull(number, () -> "No execution " + id);
  }
}
