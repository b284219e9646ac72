package dev.pinwheel.studio.runs;

import com.vaadin.flow.router.QueryParameters;
import dev.pinwheel.query.run.RunFilter;
import dev.pinwheel.query.run.RunOrder;
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
 * @param range the stretch of time for {@link SinceChoice#BETWEEN}; else none
 * @param errorGroup key of the group of errors whose runs are listed; empty for all
 * @param grouped whether failed runs are shown by their errors, instead of the list
 */
record RunQuery(
    boolean includeBases,
    @Nullable String workflow,
    @Nullable StatusChoice status,
    SinceChoice since,
    String text,
    ActivityRange range,
    RunOrder order,
    String errorGroup,
    boolean grouped) {

  static final RunQuery FIRST = new RunQuery(true, null, null, SinceChoice.WEEK, "");

  /** Everything that is visible. */
  static final RunQuery ALL = FIRST.withSince(SinceChoice.EVER);

  private static final String BASES = "bases";
  private static final String WORKFLOW = "workflow";
  private static final String STATUS = "status";
  private static final String SINCE = "since";
  private static final String TEXT = "q";
  private static final String ORDER = "order";
  private static final String SUBMISSION = "submission";
  private static final String ERROR = "error";
  private static final String GROUP = "group";
  private static final String BY_ERROR = "error";

  /** Without a stretch of time, by activity. */
  RunQuery(
      boolean includeBases,
      @Nullable String workflow,
      @Nullable StatusChoice status,
      SinceChoice since,
      String text) {
    this(
        includeBases,
        workflow,
        status,
        since,
        text,
        ActivityRange.NONE,
        RunOrder.ACTIVITY,
        "",
        false);
  }

  /** What the URL asks for; what it does not say, or says wrongly, is as at first. */
  static RunQuery of(QueryParameters parameters) {
    ActivityRange range = ActivityRange.of(parameters);
    return new RunQuery(
        !parameters.getSingleParameter(BASES).orElse("").equals("no"),
        parameters.getSingleParameter(WORKFLOW).filter(w -> w.contains("/")).orElse(null),
        parameters.getSingleParameter(STATUS).flatMap(StatusChoice::ofWord).orElse(null),
        range.isSet()
            ? SinceChoice.BETWEEN
            : parameters.getSingleParameter(SINCE).flatMap(SinceChoice::ofWord).orElse(FIRST.since),
        parameters.getSingleParameter(TEXT).orElse(""),
        range,
        parameters.getSingleParameter(ORDER).orElse("").equals(SUBMISSION)
            ? RunOrder.SUBMISSION
            : RunOrder.ACTIVITY,
        parameters.getSingleParameter(ERROR).orElse(""),
        parameters.getSingleParameter(GROUP).orElse("").equals(BY_ERROR));
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
    if (range.isSet()) {
      asked.putAll(range.parameters());
    } else if (since != FIRST.since) {
      asked.put(SINCE, List.of(since.word()));
    }
    if (!text.isBlank()) {
      asked.put(TEXT, List.of(text));
    }
    if (order == RunOrder.SUBMISSION) {
      asked.put(ORDER, List.of(SUBMISSION));
    }
    if (!errorGroup.isEmpty()) {
      asked.put(ERROR, List.of(errorGroup));
    }
    if (grouped) {
      asked.put(GROUP, List.of(BY_ERROR));
    }
    return parameters
        .excluding(
            BASES,
            WORKFLOW,
            STATUS,
            SINCE,
            TEXT,
            ORDER,
            ActivityRange.FROM,
            ActivityRange.TO,
            ERROR,
            GROUP)
        .mergingAll(asked);
  }

  RunQuery withSince(SinceChoice other) {
    ActivityRange kept = other == SinceChoice.BETWEEN ? range : ActivityRange.NONE;
    return new RunQuery(
        includeBases, workflow, status, other, text, kept, order, errorGroup, grouped);
  }

  RunQuery withStatus(@Nullable StatusChoice other) {
    return new RunQuery(
        includeBases, workflow, other, since, text, range, order, errorGroup, grouped);
  }

  RunQuery withText(String other) {
    return new RunQuery(
        includeBases, workflow, status, since, other, range, order, errorGroup, grouped);
  }

  /** The list, or the errors of failed runs; neither is narrowed to a group. */
  RunQuery withGrouped(boolean byError) {
    StatusChoice states = byError ? StatusChoice.FAILED : status;
    return new RunQuery(includeBases, workflow, states, since, text, range, order, "", byError);
  }

  /** The list of the runs of a group, which failed; of all, when the key is empty. */
  RunQuery withErrorGroup(String key) {
    StatusChoice states = key.isEmpty() ? status : StatusChoice.FAILED;
    return new RunQuery(includeBases, workflow, states, since, text, range, order, key, false);
  }

  /** How many filters are set. */
  int countSet() {
    return between(ActivityRange.NONE).in(QueryParameters.empty()).getParameters().size()
        + (range.isSet() ? 1 : 0)
        - (order == RunOrder.SUBMISSION ? 1 : 0);
  }

  /** The same for a stretch of time; with none, as at first. */
  RunQuery between(ActivityRange other) {
    SinceChoice choice =
        other.isSet() ? SinceChoice.BETWEEN : since == SinceChoice.BETWEEN ? FIRST.since : since;
    return new RunQuery(
        includeBases, workflow, status, choice, text, other, order, errorGroup, grouped);
  }

  /** The same in another order. */
  RunQuery by(RunOrder other) {
    return new RunQuery(
        includeBases, workflow, status, since, text, range, other, errorGroup, grouped);
  }

  RunFilter filter(Instant now) {
    int slash = workflow == null ? -1 : workflow.indexOf('/');
    return RunFilter.ALL
        .withIncludeBases(includeBases)
        .withWorkflow(
            workflow == null ? null : workflow.substring(0, slash),
            workflow == null ? null : workflow.substring(slash + 1))
        .withStatuses(status == null ? Set.of() : status.states())
        .withActiveSince(range.isSet() ? range.from() : since.begin(now))
        .withActiveUntil(range.to())
        .withText(text)
        .withOrder(order)
        .withErrorGroup(errorGroup.isEmpty() ? null : errorGroup);
  }
}
