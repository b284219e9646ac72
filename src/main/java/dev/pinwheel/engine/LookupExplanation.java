package dev.pinwheel.engine;

import dev.pinwheel.engine.reuse.MemoRule.Candidate;
import dev.pinwheel.engine.reuse.MemoRule.Decision;
import dev.pinwheel.model.Json;
import dev.pinwheel.model.MemoOption;
import dev.pinwheel.model.StepOptions;
import dev.pinwheel.model.Workspace;
import dev.pinwheel.model.WorkspaceChain;
import dev.pinwheel.store.json.OptionsJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records with a call what its lookup saw (M6, M7): the candidates, the chain through which they
 * were seen, and the option that counted. What never changes, such as arguments, is not recorded
 * again. Null stands for the usual miss: a workspace without a base, and no candidate.
 *
 * <p>{@code {"rule":"success","option":"all","origin":"task","chain":[5,1],
 * "candidates":[[4711,"stuck"],[4100,"value"]],"more":true,"map":4200}}: what is usual is left out,
 * namely the rule {@code memo}, a chain of one, no candidates. Workspaces and executions are named
 * by their numbers, so that writing this needs no query; readers leave out what is not visible.
 */
final class LookupExplanation {

  /** A key with more candidates was tried very often; the explanation says so. */
  private static final int MAX_CANDIDATES = 32;

  /** By which rule a call was answered. */
  enum Rule {
    /** By its memo key. */
    MEMO("memo"),
    /** By target and all arguments (F9). */
    SUCCESS("success"),
    /** It landed on a step that the re-run also forces (F10). */
    FORCE("force"),
    /** It landed on such a step, which this re-run has executed already (F10). */
    FORCED("forced");

    private final String word;

    Rule(String word) {
      this.word = word;
    }
  }

  private LookupExplanation() {}

  /** Why nothing fitted; the option is that of the step made. */
  static @Nullable Json ofMiss(Rule rule, WorkspaceChain chain, Decision.Miss miss) {
    StringBuilder json = new StringBuilder();
    append(json, rule);
    append(json, chain);
    append(json, miss.passed());
    return json.isEmpty() ? null : finish(json);
  }

  /**
   * What a call landed on.
   *
   * @param options of the call; they may differ from those of the step it landed on
   */
  static Json ofHit(Rule rule, WorkspaceChain chain, Decision.Hit hit, StepOptions options) {
    return finish(describe(rule, chain, hit, options));
  }

  /** A hit that a worker answered from a map of this version (M14). */
  static Json ofMap(long version, WorkspaceChain chain, Decision.Hit hit, StepOptions options) {
    return finish(describe(Rule.MEMO, chain, hit, options).append(",\"map\":").append(version));
  }

  /** A hit that a worker answered from a map that was taken from it meanwhile. */
  static Json ofForgottenMap() {
    return Json.of("{\"map\":0}");
  }

  private static StringBuilder describe(
      Rule rule, WorkspaceChain chain, Decision.Hit hit, StepOptions options) {
    StringBuilder json = new StringBuilder();
    append(json, rule);
    MemoOption memo = options.effective().memo();
    if (memo != null) {
      json.append(",\"option\":").append(OptionsJson.writeMemo(memo));
    }
    json.append(",\"origin\":\"").append(options.memoOrigin().word()).append('"');
    append(json, chain);
    append(json, hit.candidates());
    return json;
  }

  private static void append(StringBuilder json, Rule rule) {
    if (rule != Rule.MEMO) {
      json.append(",\"rule\":\"").append(rule.word).append('"');
    }
  }

  private static void append(StringBuilder json, WorkspaceChain chain) {
    List<Workspace> workspaces = chain.nearestFirst();
    if (workspaces.size() > 1) {
      json.append(",\"chain\":");
      char before = '[';
      for (Workspace workspace : workspaces) {
        json.append(before).append(workspace.id().value());
        before = ',';
      }
      json.append(']');
    }
  }

  private static void append(StringBuilder json, List<Candidate> candidates) {
    if (candidates.isEmpty()) {
      return;
    }
    json.append(",\"candidates\":");
    char before = '[';
    for (Candidate candidate : candidates.subList(0, Math.min(MAX_CANDIDATES, candidates.size()))) {
      json.append(before)
          .append('[')
          .append(candidate.execution())
          .append(",\"")
          .append(word(candidate))
          .append("\"]");
      before = ',';
    }
    json.append(']');
    if (candidates.size() > MAX_CANDIDATES) {
      json.append(",\"more\":true");
    }
  }

  private static String word(Candidate candidate) {
    return switch (candidate.standing()) {
      case VALUE -> "value";
      case OPEN -> "open";
      case STUCK -> "stuck";
      case WAITS_FOR_CALLER -> "waitsForCaller";
    };
  }

  /** Every part was written with a comma in front. */
  private static Json finish(StringBuilder json) {
    json.setCharAt(0, '{');
    return Json.of(json.append('}').toString());
  }
}
