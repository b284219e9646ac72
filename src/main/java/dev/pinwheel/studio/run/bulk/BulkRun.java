package dev.pinwheel.studio.run.bulk;

import dev.pinwheel.model.RunId;
import dev.pinwheel.query.run.RunRow;
import dev.pinwheel.query.view.ArgumentText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One of the runs that an action is for.
 *
 * @param row as it was read when the dialog opened; null when nothing of it is visible
 */
record BulkRun(RunId run, @Nullable RunRow row) {

  /** In the order in which they were selected. */
  static List<BulkRun> of(List<RunId> runs, List<RunRow> visible) {
    Map<RunId, RunRow> rows =
        visible.stream().collect(Collectors.toMap(RunRow::run, Function.identity()));
    List<BulkRun> all = new ArrayList<>();
    runs.forEach(run -> all.add(new BulkRun(run, rows.get(run))));
    return all;
  }

  /** {@code users / welcome userId u1}; empty when nothing of it is visible. */
  String name() {
    return row == null
        ? ""
        : "%s / %s %s"
            .formatted(row.module(), row.workflow(), ArgumentText.plain(row.argumentLine()))
            .strip();
  }
}
