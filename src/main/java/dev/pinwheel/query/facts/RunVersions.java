package dev.pinwheel.query.facts;

import static dev.pinwheel.store.jooq.Tables.RUN_SUMMARY;

import dev.pinwheel.model.RunId;
import dev.pinwheel.query.view.Viewpoint;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Numbers that increase with every visible change of a run. */
public final class RunVersions {

  private RunVersions() {}

  /** The versions of the runs of which anything is visible. */
  public static Map<RunId, Long> read(DSLContext dsl, Viewpoint viewpoint, Collection<RunId> runs) {
    Map<RunId, Long> versions = new HashMap<>();
    dsl.select(RUN_SUMMARY.RUN_ID, DSL.sum(RUN_SUMMARY.VERSION))
        .from(RUN_SUMMARY)
        .where(RUN_SUMMARY.RUN_ID.in(runs.stream().map(RunId::number).toList()))
        .and(VisibilityCondition.in(viewpoint, RUN_SUMMARY.WORKSPACE_ID))
        .groupBy(RUN_SUMMARY.RUN_ID)
        .forEach(row -> versions.put(new RunId(row.value1()), row.value2().longValueExact()));
    return versions;
  }

  public static long sum(Map<RunId, Long> versions) {
    return versions.values().stream().mapToLong(Long::longValue).sum();
  }
}
