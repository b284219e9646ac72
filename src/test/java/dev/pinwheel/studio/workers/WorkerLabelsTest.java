package dev.pinwheel.studio.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.query.WorkerState;
import dev.pinwheel.query.WorkerView;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Labels for workers. */
class WorkerLabelsTest {

  private static final Instant NOW = Instant.parse("2026-11-22T14:00:00Z");

  @Test
  void everyStateSaysWhatItMeansForTheWork() {
    assertThat(meaning(WorkerState.CONNECTED, null)).isEmpty();
    assertThat(meaning(WorkerState.SILENT, null)).contains("gets no new ones");
    assertThat(meaning(WorkerState.LEAVING, null)).contains("gets no new ones");
    assertThat(meaning(WorkerState.LEFT, NOW.plus(Duration.ofMinutes(10))))
        .isEqualTo("Its executions wait for its return until 14:10");
    assertThat(meaning(WorkerState.LOST, NOW.plus(Duration.ofMinutes(3))))
        .isEqualTo("Its executions were abandoned; retries wait for its return until 14:03");
  }

  @Test
  void onlyWhoIsThereHasSlots() {
    assertThat(WorkerLabels.slots(worker(WorkerState.CONNECTED, null))).isEqualTo("3 of 8 busy");
    assertThat(WorkerLabels.slots(worker(WorkerState.LOST, NOW))).isEmpty();
  }

  /** W6: not silently. */
  @Test
  void whatAnotherWorkerDeclaredSinceIsNamed() {
    assertThat(WorkerLabels.replaced(worker(WorkerState.CONNECTED, null)))
        .isEqualTo("users: newer manifest by ann@build");
  }

  @Test
  void theCodeToCopyNamesServerAndWorkspace() {
    assertThat(WorkerCode.command("http://localhost:8080", "development/joe"))
        .isEqualTo("./pinwheel worker --server http://localhost:8080 --workspace development/joe");
    assertThat(WorkerCode.line("http://localhost:8080", "development/joe"))
        .isEqualTo(
            "Worker.builder().server(\"http://localhost:8080\").workspace(\"development/joe\").module(MyModule.class).start();");
  }

  private static String meaning(WorkerState state, @Nullable Instant until) {
    return WorkerLabels.meaning(worker(state, until), ZoneOffset.UTC, NOW);
  }

  private static WorkerView worker(WorkerState state, @Nullable Instant until) {
    return new WorkerView(
        "S1",
        "joe@laptop",
        "development",
        "v1",
        List.of("orders", "users"),
        List.of(new WorkerView.ReplacedModule("users", "ann@build", NOW)),
        3,
        8,
        3,
        state,
        NOW,
        NOW,
        NOW,
        until);
  }
}
