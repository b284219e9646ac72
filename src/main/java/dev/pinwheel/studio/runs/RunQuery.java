package dev.pinwheel.studio.runs;

import com.vaadin.flow.router.QueryParameters;
import dev.pinwheel.query.run.RunFilter;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The filters of the list of runs, as in the URL.
 *
 * @param workflow {@code users/welcome}; null for all
 * @param status null for all
 */
record RunQuery(
    boolean includeBases,
    @Nullable String workflow,
    @Nullable StatusChoice status,
    SinceChoice since,
    String text) {

  static final RunQuery FIRST = new RunQuery(true, null, null, SinceChoice.WEEK, "");

  private static final String BASES = "bases";
  private static final String WORKFLOW = "workflow";
  private static final String STATUS = "status";
  private static final String SINCE = "since";
  private static final String TEXT = "q";

  /** What the URL asks for; what it does not say, or says wrongly, is as at first. */
  static RunQuery of(QueryParameters parameters) {
    return new RunQuery(
        !parameters.getSingleParameter(BASES).orElse("").equals("no"),
        parameters.getSingleParameter(WORKFLOW).filter(w -> w.contains("/")).orElse(null),
        parameters.getSingleParameter(STATUS).flatMap(StatusChoice::ofWord).orElse(null),
        parameters.getSingleParameter(SINCE).flatMap(SinceChoice::ofWord).orElse(FIRST.since),
        parameters.getSingleParameter(TEXT).orElse(""));
  }

  /** The parameters with this query instead of any former one. */
  QueryParameters in(QueryParameters parameters) {
    Map<String, List<String>> asked = new HashMap<>();
    if (!includeBases) {
      asked.put(BASES, List.of("no"));
    }
    if (workflow != null) {
      asked.put(WORKFLOW, List.of(workflow));
    }
    if (status != null) {
      asked.put(STATUS, List.of(status.word()));
    }
    if (since != FIRST.since) {
      asked.put(SINCE, List.of(since.word()));
    }
    if (!text.isBlank()) {
      asked.put(TEXT, List.of(text));
    }
    return parameters.excluding(BASES, WORKFLOW, STATUS, SINCE, TEXT).mergingAll(asked);
  }

  RunFilter filter(Instant now) {
    int slash = workflow == null ? -1 : workflow.indexOf('/');
    return RunFilter.ALL
        .withIncludeBases(includeBases)
        .withWorkflow(
            workflow == null ? null : workflow.substring(0, slash),
            workflow == null ? null : workflow.substring(slash + 1))
        .withStatuses(status == null ? Set.of() : status.states())
        .withActiveSince(since.begin(now))
        .withText(text);
  }
}
