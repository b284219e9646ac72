package dev.pinwheel.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A worker of a developer beside the embedded worker of the server, which could do it all. */
class DevelopmentWorkerTest {

  private static final String DEVELOPMENT = "development";
  private static final int RERUNS = 200;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  /** D1, also while the developer's worker is killed in between: its work waits for the next. */
  @Test
  void scenario22_twoHundredReRunsNoneOnTheEmbeddedWorker() throws Exception {
    try (FaultFixture plant =
        new FaultFixture(directory, FaultFixture.SHORT_LEASE).startServerWithEmbeddedWorker()) {
      String run = plant.idOf(plant.submit("sturdy", 7));
      plant.awaitEnd();
      assertThat(plant.diary()).allMatch(line -> line.worker().equals(ServerMain.EMBEDDED));
      int before = plant.diary().size();
      plant.createWorkspace(DEVELOPMENT);

      Set<String> reruns = new HashSet<>();
      TestProcess worker = plant.startWorkerFor(DEVELOPMENT);
      try {
        while (reruns.size() < RERUNS) {
          reruns.add(plant.rerun(DEVELOPMENT, run));
          if (reruns.size() == RERUNS / 2) {
            plant.awaitLines(2);
            worker.kill();
            reruns.add(plant.rerun(DEVELOPMENT, run));
            worker = plant.startWorkerFor(DEVELOPMENT);
          }
          plant.awaitEnd();
        }
      } finally {
        worker.close();
      }

      assertThat(plant.diary().stream().skip(before))
          .noneMatch(line -> line.worker().equals(ServerMain.EMBEDDED));
      assertThat(
              plant.diary().stream()
                  .skip(before)
                  .filter(line -> line.begin() && line.target().equals("sturdy")))
          .as("each of them, or its retry, was executed, and once")
          .doesNotHaveDuplicates()
          .hasSizeGreaterThanOrEqualTo(RERUNS);
    }
  }
}
