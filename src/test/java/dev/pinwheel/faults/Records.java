package dev.pinwheel.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.model.ExecutionId;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.ResultKind;
import dev.pinwheel.model.RunId;
import dev.pinwheel.model.StepId;
import dev.pinwheel.store.jooq.tables.records.ExecutionRecord;
import dev.pinwheel.store.jooq.tables.records.ResultRecord;
import dev.pinwheel.testing.FactsSnapshot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the server has recorded at the end, beside what workers wrote down and what was acknowledged
 * to who submitted.
 */
@SuppressWarnings("NullAway") // what is null by mistake fails the test
record Records(
    FactsSnapshot facts,
    List<ExecutionJournal.Line> journal,
    List<FaultFixture.Asked> asked,
    Map<String, String> runs) {

  /** Whatever happened: nothing was lost, and nothing executed twice that was not retried. */
  Records check() {
    Set<String> begun = new HashSet<>();
    for (ExecutionJournal.Line line : journal) {
      if (line.begin()) {
        assertThat(begun.add(line.execution())).as("begun once: " + line).isTrue();
      }
    }
    Set<String> ended =
        journal.stream()
            .filter(line -> !line.begin())
            .map(ExecutionJournal.Line::execution)
            .collect(Collectors.toSet());
    Set<String> known = new HashSet<>();
    for (ExecutionRecord row : facts.executions()) {
      ExecutionId id = FactsSnapshot.idOf(row);
      known.add(id.toString());
      ResultRecord result = facts.results().get(row.getId());
      assertThat(result).as("the result of " + id).isNotNull();
      if (result.getKind().equals(ResultKind.VALUE.word())) {
        assertThat(ended).as("what has a value was executed to its end").contains(id.toString());
      }
      if (id.attempt() > 1) {
        ExecutionId before = new ExecutionId(id.step(), id.attempt() - 1);
        assertThat(facts.kindOf(before))
            .as("the attempt before " + id)
            .contains(ResultKind.RETRIED);
      }
    }
    assertThat(known).as("recorded").containsAll(begun);
    checkRuns();
    return this;
  }

  private void checkRuns() {
    assertThat(runs).hasSize(asked.size());
    assertThat(Set.copyOf(runs.values())).as("one run for each key").hasSize(asked.size());
    for (FaultFixture.Asked run : asked) {
      StepId root = rootOf(run);
      ExecutionRecord last = facts.executionsOf(root).getLast();
      ResultKind kind = facts.kindOf(FactsSnapshot.idOf(last)).orElseThrow();
      switch (run.workflow()) {
        case "sturdy" -> {
          assertThat(kind).as(run.toString()).isEqualTo(ResultKind.VALUE);
          assertThat(facts.valueOf(FactsSnapshot.idOf(last)))
              .isEqualTo(Json.of(Integer.toString(LoadModule.expected(run.argument()))));
        }
        case "frail" -> {
          assertThat(facts.executionsOf(root)).as("never tried again: " + run).hasSize(1);
          assertThat(kind).isIn(ResultKind.VALUE, ResultKind.ABANDONED, ResultKind.FAILED);
        }
        default -> assertThat(facts.executionsOf(root)).hasSize(1);
      }
    }
  }

  private StepId rootOf(FaultFixture.Asked run) {
    return new StepId(RunId.parse(runs.get(run.key())).orElseThrow(), 1);
  }

  /**
   * After the database lost commits, what is left is consistent, and has ended. An execution that
   * was lost may have begun before under the same id.
   */
  Records checkAfterLoss() {
    Set<String> ended =
        journal.stream()
            .filter(line -> !line.begin())
            .map(ExecutionJournal.Line::execution)
            .collect(Collectors.toSet());
    for (ExecutionRecord row : facts.executions()) {
      ResultRecord result = facts.results().get(row.getId());
      assertThat(result).as("the result of " + FactsSnapshot.idOf(row)).isNotNull();
      if (result.getKind().equals(ResultKind.VALUE.word())) {
        assertThat(ended).contains(FactsSnapshot.idOf(row).toString());
      }
    }
    checkRuns();
    return this;
  }

  /** The keys of runs that were acknowledged and are not recorded. */
  Set<String> lost() {
    Set<RunId> recorded =
        facts.executions().stream()
            .map(row -> FactsSnapshot.idOf(row).step().run())
            .collect(Collectors.toSet());
    return runs.entrySet().stream()
        .filter(run -> !recorded.contains(RunId.parse(run.getValue()).orElseThrow()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** The same without these runs. */
  Records without(Set<String> keys) {
    Map<String, String> others = new HashMap<>(runs);
    others.keySet().removeAll(keys);
    return new Records(
        facts, journal, asked.stream().filter(run -> !keys.contains(run.key())).toList(), others);
  }

  /** How the first execution of a run ended. */
  ResultKind kindOf(FaultFixture.Asked run) {
    return facts.kindOf(new ExecutionId(rootOf(run), 1)).orElseThrow();
  }

  /** As long as no worker is lost, each step is executed exactly once. */
  Records checkNothingRetried() {
    assertThat(facts.executions()).allSatisfy(row -> assertThat(row.getAttempt()).isEqualTo(1));
    assertThat(journal.stream().filter(ExecutionJournal.Line::begin))
        .hasSize(facts.executions().size());
    assertThat(facts.results().values())
        .extracting(ResultRecord::getKind)
        .isSubsetOf(ResultKind.VALUE.word(), ResultKind.FAILED.word());
    return this;
  }

  /** How the last execution of a run ended. */
  ResultKind lastKindOf(FaultFixture.Asked run) {
    return facts
        .kindOf(FactsSnapshot.idOf(facts.executionsOf(rootOf(run)).getLast()))
        .orElseThrow();
  }

  /** So that a test that breaks nothing is seen. */
  long retried() {
    return facts.results().values().stream()
        .filter(result -> result.getKind().equals(ResultKind.RETRIED.word()))
        .count();
  }
}
