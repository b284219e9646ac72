package dev.pinwheel.query.facts;

import static dev.pinwheel.store.jooq.Tables.CACHE_CANDIDATE;
import static dev.pinwheel.store.jooq.Tables.EXECUTION;

import dev.pinwheel.engine.reuse.CacheRule;
import dev.pinwheel.engine.reuse.CacheRule.Candidate;
import dev.pinwheel.model.WorkspaceId;
import dev.pinwheel.query.view.Viewpoint;
import dev.pinwheel.store.CandidateStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Which executions would answer new steps through the cache now, seen from a viewpoint (C2). {@link
 * CacheRule} decides, and describes its input. Executions that a planned re-run would make are not
 * considered. Immutable.
 */
public final class CacheLookup {

  /** A new step is newer than every existing execution. */
  private static final long YET_TO_COME = Long.MAX_VALUE;

  static final CacheLookup EMPTY = new CacheLookup(Map.of());

  /**
   * A lookup.
   *
   * @param key in hex
   * @param maxAge null for no limit
   */
  public record Wanted(String key, @Nullable Duration maxAge) {}

  /**
   * An execution that answers.
   *
   * @param until when it will be too old; null when it never will, or while it is open
   */
  public record Answer(ExecutionFact execution, @Nullable Instant until) {}

  private final Map<Wanted, Answer> answers;

  private CacheLookup(Map<Wanted, Answer> answers) {
    this.answers = answers;
  }

  /** The execution that answers; empty when the step would execute. */
  public Optional<Answer> find(Wanted wanted) {
    return Optional.ofNullable(answers.get(wanted));
  }

  /** Makes all lookups in a few statements. Executions that answer are added to the facts. */
  public static CacheLookup load(DSLContext dsl, Facts facts, Collection<Wanted> all, Instant now) {
    Set<String> keys = new LinkedHashSet<>();
    all.forEach(wanted -> keys.add(wanted.key()));
    if (keys.isEmpty()) {
      return EMPTY;
    }
    Map<String, List<Candidate>> candidates = new HashMap<>();
    FactLoader.inParts(keys, part -> candidates(dsl, facts.viewpoint(), part, candidates));
    Map<Wanted, Candidate> chosen = new LinkedHashMap<>();
    for (Wanted wanted : new LinkedHashSet<>(all)) {
      CacheRule.decide(
              YET_TO_COME, candidates.getOrDefault(wanted.key(), List.of()), wanted.maxAge(), now)
          .ifPresent(candidate -> chosen.put(wanted, candidate));
    }
    Set<Long> missing = new LinkedHashSet<>();
    for (Candidate candidate : chosen.values()) {
      if (facts.execution(candidate.execution()) == null) {
        missing.add(candidate.execution());
      }
    }
    FactLoader.inParts(
        missing, part -> FactLoader.addExecutions(dsl, facts, EXECUTION.ID.in(part)));
    Map<Wanted, Answer> answers = new HashMap<>();
    chosen.forEach((wanted, candidate) -> {
      ExecutionFact execution = facts.execution(candidate.execution());
      if (execution != null) {
        answers.put(wanted, new Answer(execution, until(wanted, candidate)));
      }
    });
    return new CacheLookup(answers);
  }

  private static @Nullable Instant until(Wanted wanted, Candidate candidate) {
    Instant settledAt = candidate.settledAt();
    Duration maxAge = wanted.maxAge();
    return settledAt == null || maxAge == null ? null : settledAt.plus(maxAge);
  }

  private static void candidates(
      DSLContext dsl,
      Viewpoint viewpoint,
      List<String> keys,
      Map<String, List<Candidate>> candidates) {
    var place =
        DSL.rowNumber()
            .over(
                DSL.partitionBy(CACHE_CANDIDATE.CACHE_KEY, CACHE_CANDIDATE.WORKSPACE_ID)
                    .orderBy(CACHE_CANDIDATE.EXECUTION_ID.desc()))
            .as("place");
    var newest =
        dsl.select(
                CACHE_CANDIDATE.CACHE_KEY,
                CACHE_CANDIDATE.WORKSPACE_ID,
                CACHE_CANDIDATE.EXECUTION_ID,
                CACHE_CANDIDATE.SETTLED_AT,
                place)
            .from(CACHE_CANDIDATE)
            .where(CACHE_CANDIDATE.CACHE_KEY.in(keys.stream().map(ExecutionRows::bytes).toList()))
            .and(VisibilityCondition.in(viewpoint, CACHE_CANDIDATE.WORKSPACE_ID))
            .asTable("newest");
    dsl.select(
            newest.field(CACHE_CANDIDATE.CACHE_KEY),
            newest.field(CACHE_CANDIDATE.WORKSPACE_ID),
            newest.field(CACHE_CANDIDATE.EXECUTION_ID),
            newest.field(CACHE_CANDIDATE.SETTLED_AT))
        .from(newest)
        .where(newest.field(place).le(CandidateStore.MOST_OF_A_KEY))
        .forEach(row -> {
          boolean open = row.value4() == null;
          candidates
              .computeIfAbsent(
                  String.valueOf(ExecutionRows.hex(row.value1())), key -> new ArrayList<>())
              .add(
                  new Candidate(
                      row.value3(),
                      viewpoint.chain().depthOf(new WorkspaceId(row.value2())).orElseThrow(),
                      row.value4(),
                      open,
                      false));
        });
  }
}
